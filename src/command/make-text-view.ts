import { StepView } from '../view/step-view.ts';
import { lanesOf, needsXRay } from './lanes.ts';
import { type MakeView, shared } from './view-needs.ts';

/** A line for each step. */
export const makeTextView: MakeView = (options, needs) => {
  const { hex, whole, beneath } = options;
  return new StepView({
    ...shared(options, needs),
    lanes: needsXRay(lanesOf(options)),
    hex: hex === true,
    whole: whole === true,
    ...(beneath && { beneath }),
  });
};
