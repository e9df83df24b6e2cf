import type { EventType, SocketEvent, Source } from '../../event/event.ts';
import { type Row, Rows } from '../../ladder/rows.ts';
import type { Ends, Rung } from '../../ladder/rung.ts';
import type { Recording } from './recording.ts';

/** What is switched off. */
export interface Filter {
  readonly lanes: ReadonlySet<Source>;
  readonly kinds: ReadonlySet<EventType>;
  /** By their numbers; `undefined` for the sockets that talk to nobody. */
  readonly conversations: ReadonlySet<number | undefined>;
}

/** Everything is shown. */
export const NO_FILTER: Filter = { lanes: new Set(), kinds: new Set(), conversations: new Set() };

/** A row of the diagram: a step, or above the first of a conversation, who talks there. */
export type PageRow =
  | ({ readonly kind: 'step'; readonly step: number } & Row)
  | { readonly kind: 'heading'; readonly conversation: number; readonly ends: Ends };

/** A step as the diagram has it. */
export type StepRow = Extract<PageRow, { kind: 'step' }>;

/** The rows of the diagram, and where in them each step stands. */
export interface PageRows {
  readonly rows: readonly PageRow[];
  /** `steps[0]` is the place of the first step in `rows`. */
  readonly steps: readonly number[];
}

/** The rows that a filter leaves. `beside`: states stand beside the step they were entered with. */
export function pageRows(recording: Recording, filter: Filter, beside: boolean): PageRows {
  const ends = new Map(recording.conversations.map((one) => [one.number, one.ends]));
  const headed = new Set<number>();
  const rows: PageRow[] = [];
  const steps: number[] = [];
  for (const row of rowsOf(recording.rungs, filter, beside)) {
    const { conversation } = row.rung;
    if (conversation !== undefined && !headed.has(conversation)) {
      headed.add(conversation);
      const both = ends.get(conversation) ?? row.rung.ends;
      rows.push({ kind: 'heading', conversation, ends: both });
    }
    rows.push({ kind: 'step', step: steps.length, ...row });
    steps.push(rows.length - 1);
  }
  return { rows, steps };
}

function* rowsOf(rungs: readonly Rung[], filter: Filter, beside: boolean): Generator<Row> {
  const joined = new Rows();
  for (const rung of rungs) {
    if (!isShown(rung, filter)) continue;
    if (beside) yield* joined.add(rung);
    else yield { rung, entered: {} };
  }
  yield* joined.flush();
}

function isShown({ event, conversation }: Rung, filter: Filter): boolean {
  return !(
    filter.lanes.has(event.source) ||
    filter.kinds.has(event.type) ||
    filter.conversations.has(conversation)
  );
}

/** The step of a number, if there is one. */
export function stepAt({ rows, steps }: PageRows, step: number | undefined): StepRow | undefined {
  const row = step === undefined ? undefined : rows[steps[step] ?? -1];
  return row?.kind === 'step' ? row : undefined;
}

/** The number of the step that shows an event; else of the first that is not before it, or of the last. */
export function stepOf(rows: PageRows, event: SocketEvent): number | undefined {
  const { length } = rows.steps;
  let from = 0;
  let to = length;
  // Packets may come with a clock of their own; what is looked for is near, wherever exactly.
  while (from < to) {
    const middle = (from + to) >> 1;
    const time = stepAt(rows, middle)?.rung.event.time ?? 0;
    if (time < event.time) from = middle + 1;
    else to = middle;
  }
  const nearest = Math.min(from, length - 1);
  const near = Array.from({ length: 2 * NEAR }, (_none, i) => nearest - NEAR + i);
  const exact = near.find((step) => isOf(stepAt(rows, step), event));
  return exact ?? (length > 0 ? nearest : undefined);
}

const NEAR = 64;

function isOf(row: StepRow | undefined, event: SocketEvent): boolean {
  if (row === undefined) return false;
  const { rung, entered } = row;
  return [rung.event, rung.dropped, entered.left, entered.right].includes(event);
}
