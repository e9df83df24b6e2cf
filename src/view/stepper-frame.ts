import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import { relativeTime } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { STEP_KEYS, type StepKey } from '../text/wording-view.ts';
import { padEnd, truncate, width, wrap } from './columns.ts';
import type { Stepper } from './stepper.ts';
import type { Panel } from './stepper-keys.ts';
import type { Style } from './style.ts';
import type { TraceView } from './trace-view.ts';
import { visibleText } from './visible.ts';

/** The screen it is for, in characters. */
export interface FrameSize {
  readonly rows: number;
  readonly columns: number;
}

/** What a frame is made of. */
export interface FrameParts {
  readonly text: Text;
  readonly style: Style;
  /** The time of the first event of the recording. */
  readonly start: Microseconds;
  /** A new view of so many columns, in which nothing has happened yet. */
  readonly view: (columns: number) => TraceView;
  /** What is said of an event beneath the steps. */
  readonly details: (
    event: SocketEvent,
    panel: Exclude<Panel, 'keys'>,
    columns: number,
  ) => readonly string[];
}

/** Before each row: whether it is where one is. */
const GUTTER = 2;
const HERE = '▶ ';
/** A panel takes as much of the screen as this, at the most. */
const PANEL_SHARE = 0.6;

/** The rows of a screen that show where one is in a recording: the steps up to there, a panel, the status line. */
export function stepperFrame(stepper: Stepper, size: FrameSize, parts: FrameParts): string[] {
  const rows = Math.max(3, size.rows);
  const columns = Math.max(20, size.columns);
  const panel = panelRows(stepper, { rows, columns }, parts);
  const body = bodyRows(stepper, rows - 1 - panel.length, columns, parts);
  const filled = [...body, ...Array(Math.max(0, rows - 1 - panel.length - body.length)).fill('')];
  return [...filled, ...panel, statusLine(stepper, columns, parts)];
}

/** The last steps that there is room for. The one where one is has a mark. */
function bodyRows(stepper: Stepper, room: number, columns: number, parts: FrameParts): string[] {
  const before = shownUntil(stepper, stepper.at - 1, room, columns, parts);
  const all = shownUntil(stepper, stepper.at, room, columns, parts);
  const changed = all.lines.findIndex((line, place) => line !== before.lines[place]);
  const marked = all.lines.map((line, place) =>
    changed >= 0 && place >= changed ? `${parts.style.strong(HERE)}${line}` : `  ${line}`,
  );
  const head = all.head === '' ? [] : [`  ${all.head}`];
  const left = Math.max(1, room - head.length);
  return [...head, ...marked.slice(-left)].slice(0, room);
}

function shownUntil(
  stepper: Stepper,
  last: number,
  room: number,
  columns: number,
  { view: makeView }: FrameParts,
): { head: string; lines: readonly string[] } {
  const view = makeView(columns - GUTTER);
  const head = view.header().at(-1) ?? '';
  // Both begin with the same event, and are alike up to where one is. Some events have no row of their own.
  const from = Math.max(0, stepper.at - 2 * room);
  const lines: string[] = [];
  for (let at = from; at <= last; at += 1) {
    const event = stepper.eventAt(at);
    if (event) lines.push(...view.lines(event));
  }
  return { head, lines: [...lines, ...view.rest()] };
}

function panelRows(stepper: Stepper, { rows, columns }: FrameSize, parts: FrameParts): string[] {
  const { panel, current } = stepper;
  if (panel === undefined) return [];
  const lines =
    panel === 'keys' ? keyLines(columns, parts) : detailsOf(panel, current, columns, parts);
  const room = Math.max(1, Math.floor(rows * PANEL_SHARE) - 1);
  stepper.limitScroll(lines.length - room);
  const { scroll } = stepper;
  const rest = lines.length - scroll - room;
  const shown = lines.slice(scroll, scroll + room);
  const more = parts.text.viewing.stepping.moreRows(rest + 1);
  const rule = parts.style.faint('─'.repeat(columns));
  return [
    rule,
    ...(rest > 0 ? [...shown.slice(0, -1), parts.style.faint(truncate(more, columns))] : shown),
  ];
}

function detailsOf(
  panel: Exclude<Panel, 'keys'>,
  event: SocketEvent | undefined,
  columns: number,
  { details, text }: FrameParts,
): readonly string[] {
  const lines = event ? details(event, panel, columns) : [];
  return lines.length > 0 ? lines : [text.viewing.stepping.noOctets];
}

function keyLines(columns: number, { text, style }: FrameParts): string[] {
  const names = Object.keys(STEP_KEYS).filter(isStepKey);
  const widest = Math.max(...names.map((name) => width(STEP_KEYS[name]))) + 2;
  return names.flatMap((name) => {
    const says = text.viewing.stepping.keys[name];
    const [first = '', ...rest] = wrap(says, Math.max(1, columns - widest));
    return [
      style.strong(padEnd(STEP_KEYS[name], widest)) + first,
      ...rest.map((row) => ' '.repeat(widest) + row),
    ];
  });
}

function isStepKey(name: string): name is StepKey {
  return name in STEP_KEYS;
}

/** Where one is; or the line that is being typed. */
function statusLine(stepper: Stepper, columns: number, { text, style, start }: FrameParts): string {
  const { stepping } = text.viewing;
  const { prompt, current, notice, filter } = stepper;
  if (prompt) {
    const asked = ` ${stepping[prompt.kind]} `;
    // The end of a long line is what is being typed.
    const typed = lastColumns(`${visibleText(prompt.typed)}_`, Math.max(1, columns - width(asked)));
    return style.chosen(padEnd(truncate(asked + typed, columns), columns));
  }
  const place = [
    stepping.position({ at: current ? stepper.at + 1 : 0, of: stepper.length }),
    ...(current
      ? [
          `${relativeTime(current.time - start, 6)}`,
          `${visibleText(current.socket)} ${current.type}`,
        ]
      : []),
    ...(filter === '' ? [] : [stepping.filtered(visibleText(filter))]),
  ].join(' · ');
  const left = truncate(notice === undefined ? ` ${place}` : ` ${visibleText(notice)}`, columns);
  const right = `${stepping.hint} `;
  const gap = columns - width(left) - width(right);
  return style.chosen(gap < 1 ? padEnd(left, columns) : left + ' '.repeat(gap) + right);
}

function lastColumns(text: string, columns: number): string {
  const characters = [...text];
  while (width(characters.join('')) > columns) characters.shift();
  return characters.join('');
}
