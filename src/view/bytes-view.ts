import type { SocketEvent } from '../event/event.ts';
import { bytes } from '../text/quantity.ts';
import { judgements } from '../text/segment-words.ts';
import type { Text } from '../text/text.ts';
import { Borders, type Piece, type Stroke } from './borders.ts';
import { padEnd, padStart, width, wrap } from './columns.ts';
import { piecesRows, piecesWidth } from './pieces-rows.ts';
import { StepClock } from './step-clock.ts';
import { summed } from './summed.ts';
import type { Summary } from './summing.ts';
import type { TraceView, TraceViewOptions } from './trace-view.ts';

/** How the octets of a run are painted. */
export interface BytesViewOptions extends TraceViewOptions {
  /** Whether packets are watched: then times have microseconds. */
  readonly wire: boolean;
}

const SOCKETS = 11;
const STEP = 13;
const SIZE = 9;
/** Of lines that have no end. */
const ENDLESS = 120;
/** A picture needs some columns, whatever the terminal has. */
const LEAST = 50;

/** Paints which send landed in which read: the borders of sends are drawn into whatever carried their octets. */
export class BytesView implements TraceView {
  readonly #options: BytesViewOptions;
  readonly #borders = new Borders();
  readonly #clock: StepClock;
  readonly #time: number;
  readonly #tallies = new Map<string, WayTally>();

  constructor(options: BytesViewOptions) {
    this.#options = options;
    this.#clock = new StepClock(
      options.time,
      options.offsetMinutes,
      options.wire ? 6 : 3,
      options.start,
    );
    this.#time = options.time === 'clock' ? 12 : options.wire ? 9 : 7;
  }

  header(): string[] {
    const { text, style } = this.#options;
    const legend = text.borders.legend({ border: '│', cut: '┊' });
    return wrap(legend, this.#columns).map(style.faint);
  }

  lines(event: SocketEvent): string[] {
    const stroke = this.#borders.stroke(event);
    if (!stroke) return [];
    this.#count(stroke);
    return this.#draw(stroke);
  }

  rest(): string[] {
    return [];
  }

  summary(summary: Summary): string[] {
    const said = summed(summary, this.#options.text);
    return [`${padStart(this.#clock.at(summary.to), this.#time)}  … ${said}`];
  }

  /** How often each way was written to, and read from. */
  footer(): string[] {
    const { text } = this.#options;
    const ways = [...this.#tallies.values()].slice(0, MOST_WAYS);
    const rows = ways.map(({ from = '?', to = '?', counts }) => {
      const told = [...counts].map(([kind, count]) => ({ kind, count }));
      return `${from} ──▶ ${to}: ${text.borders.tally(told)}`;
    });
    const told = rows.length === 0 ? [text.borders.none] : rows;
    return ['', ...told.flatMap((row) => wrap(row, this.#columns))];
  }

  get #columns(): number {
    return Math.max(LEAST, this.#options.columns() ?? ENDLESS);
  }

  #draw(stroke: Stroke): string[] {
    const { text, style } = this.#options;
    const { event, socket, pieces } = stroke;
    const stamp = style.faint(padStart(this.#clock.at(event.time), this.#time));
    const who = style.socket(socket)(padEnd(wayOf(stroke), SOCKETS));
    const step = style.step(event.type)(padEnd(`${event.type} ${stroke.number}`, STEP));
    const left = `${stamp}  ${who} ${step} ${padStart(bytes(event.bytes), SIZE)}  `;
    const indent = width(`${' '.repeat(this.#time)}   ${' '.repeat(SOCKETS + STEP + SIZE)}   `);
    const notes = notesOf(stroke, text);
    const room = this.#columns - indent;
    const beside = piecesWidth(pieces) + 2 + width(notes) <= room;
    const [first = '', ...rest] = piecesRows(pieces, room, style);
    if (beside) return [`${left}${first}  ${style.faint(notes)}`.trimEnd()];
    const below = wrap(notes, Math.max(1, room)).filter((row) => row !== '');
    const rows = [...rest, ...below.map((row) => style.faint(row))];
    return [left + first, ...rows.map((row) => ' '.repeat(indent) + row)];
  }

  #count({ event, socket, peer, way }: Stroke): void {
    if (!this.#tallies.has(way) && this.#tallies.size >= MOST_COUNTED) return;
    const [from, to] = event.type === 'receive' ? [peer, socket] : [socket, peer];
    const tally = this.#tallies.get(way) ?? { counts: new Map<string, number>() };
    tally.counts.set(event.type, (tally.counts.get(event.type) ?? 0) + 1);
    // Who is at the other end may be known later.
    this.#tallies.set(way, { ...tally, ...(from && { from }), ...(to && { to }) });
  }
}

/** One way, and how often octets were moved on it. */
interface WayTally {
  readonly from?: string;
  readonly to?: string;
  readonly counts: Map<string, number>;
}

const MOST_WAYS = 50;
const MOST_COUNTED = 10_000;

function wayOf({ event, socket, peer }: Stroke): string {
  const other = peer ?? '';
  return (event.type === 'receive' ? `${socket} ◀── ${other}` : `${socket} ──▶ ${other}`).trimEnd();
}

/** Which sends it carried, where that says more than its own number. */
function notesOf({ event, pieces }: Stroke, text: Text): string {
  const judged = event.type === 'segment' ? judgements(event, text.segment) : '';
  const from = event.type === 'send' ? '' : sources(pieces, text);
  return [from, judged].filter((note) => note !== '').join(', ');
}

/** `send 3–6, part of send 7`. */
function sources(pieces: readonly Piece[], { borders }: Text): string {
  const isKnown = pieces.some(({ send }) => send !== undefined);
  if (!isKnown) return borders.unknown;
  const whole = pieces.filter(({ begins, ends }) => begins && ends);
  const numbers = whole.flatMap(({ send }) => (send === undefined ? [] : [send]));
  const [first, last] = [numbers[0], numbers.at(-1)];
  const ranges =
    first === undefined ? [] : [first === last ? `send ${first}` : `send ${first}–${last}`];
  const cut = pieces.filter(({ send, begins, ends }) => send !== undefined && !(begins && ends));
  const parts = cut.map(({ send }) => borders.part(`send ${send}`));
  // Those that are cut stand at the ends.
  const [front, back] = [pieces[0]?.begins === false ? parts.shift() : undefined, parts];
  return [...(front ? [front] : []), ...ranges, ...back].join(', ');
}
