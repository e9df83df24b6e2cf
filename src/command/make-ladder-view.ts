import { LadderView } from '../view/ladder-view.ts';
import { lanesOf } from './lanes.ts';
import { type MakeView, shared } from './view-needs.ts';

/** Both ends as lifelines. */
export const makeLadderView: MakeView = (options, needs) => {
  const lanes = lanesOf(options);
  return new LadderView({
    ...shared(options, needs),
    lanes: { wire: lanes.has('wire'), kernel: lanes.has('kernel') },
    hex: options.hex === true,
    ...(needs.parties && { parties: needs.parties }),
  });
};
