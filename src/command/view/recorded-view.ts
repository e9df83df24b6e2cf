import type { Style } from '../../view/style.ts';
import type { TraceView } from '../../view/trace-view.ts';
import type { Context } from '../context.ts';
import { explainKinds } from '../explain-kinds.ts';
import { loadViewNamed } from '../load-view.ts';
import { wsDetails } from '../ws-details.ts';
import type { ViewOptions } from './options.ts';
import type { Recorded } from './recorded.ts';

/** The views that draw. */
export type DrawnView = 'text' | 'ladder' | 'bytes';

/** Where a view is drawn. */
export interface Canvas {
  readonly style: Style;
  readonly columns: () => number | undefined;
}

/** Makes views of a recording, as it was shown live: with the lanes it has, and who talks with whom known from the beginning. */
export async function recordedView(
  name: DrawnView,
  { lanes, parties, start }: Pick<Recorded, 'lanes' | 'parties' | 'start'>,
  options: ViewOptions,
  context: Context,
): Promise<(canvas: Canvas) => TraceView> {
  const explain = options.explain && (await explainKinds(context));
  const make = await loadViewNamed(name);
  const { time, color, hex } = options;
  return ({ style, columns }) => {
    const within = { ...context, terminal: { ...context.terminal, columns } };
    const shown = { time, color, lanes, ...(hex && { hex }) };
    const beneath = wsDetails(within, shown);
    return make({ ...shown, beneath }, { context: within, style, explain, parties, start });
  };
}
