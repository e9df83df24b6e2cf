import type { Microseconds } from '../event/clock.ts';
import type { EventOf, EventType, SocketEvent } from '../event/event.ts';
import { approximateBytes, bytes, clockTime, relativeTime, seconds } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { arrowOf } from './arrows.ts';
import { padEnd, padStart, width, wrap } from './columns.ts';
import { hexdump } from './hexdump.ts';
import { framePreview, headerLines, isWhole, preview } from './payload.ts';
import type { Style } from './style.ts';
import type { Summary } from './summing.ts';
import { visible, visibleText } from './visible.ts';

/** How times are told: since the first step, since the step before, or of the clock. */
export const TIME_MODES = ['relative', 'delta', 'clock'] as const;
export type TimeMode = (typeof TIME_MODES)[number];

/** How steps are shown. */
export interface StepViewOptions {
  readonly text: Text;
  readonly style: Style;
  /** Columns of the terminal; `undefined` where lines may be as long as they like. */
  readonly columns: () => number | undefined;
  readonly time: TimeMode;
  /** Minutes east of UTC, for `clock`. */
  readonly offsetMinutes: number;
  /** A dump of the octets beneath each send and receive. */
  readonly hex: boolean;
  /** Received octets beneath their step when its line has no room for them. */
  readonly whole: boolean;
  /** What else stands beneath a step. */
  readonly beneath?: (event: SocketEvent) => readonly string[];
  /** The sentence beneath the first step of each kind. */
  readonly explain: ((type: EventType) => string) | undefined;
}

const ARROW_WIDTH = 4;
const SOCKET_WIDTH = 6;
/** `receive 65,536 B` */
const STEP_WIDTH = 16;
/** Below this, what happened goes beneath its step. */
const NARROW = 60;
/** Octets before the content of a TLS record (RFC 8446 §5.1). */
const RECORD_HEADER = 5;
/** How many lines of octets stand beneath a step at the most. */
const MOST_BENEATH = 64;

/** What carries octets that may stand beneath its step. */
type Octets = EventOf<'send' | 'receive' | 'tls-record' | 'ws-frame' | 'ws-message'>;

/** Turns events, one after the other, into the lines of the text trace. Knows no clock and no terminal. */
export class StepView {
  readonly #options: StepViewOptions;
  readonly #timeWidth: number;
  readonly #explained = new Set<EventType>();
  #start: Microseconds | undefined;
  #before: Microseconds = 0;

  constructor(options: StepViewOptions) {
    this.#options = options;
    this.#timeWidth = options.time === 'clock' ? 12 : 7;
  }

  /** The heads of the columns; none in a narrow terminal. */
  header(): string[] {
    if (this.#narrow) return [];
    const { text, style } = this.#options;
    const { time, socket, step, what } = text.columns;
    const left = `${padStart(time, this.#timeWidth)}  ${padEnd(socket, SOCKET_WIDTH + ARROW_WIDTH)}`;
    return [style.faint(`${left}${padEnd(step, STEP_WIDTH)}  ${what}`)];
  }

  /** The step itself, and what belongs beneath it. */
  lines(event: SocketEvent): string[] {
    const { style } = this.#options;
    const arrow = arrowOf(event);
    const label = style.socket(event.socket);
    const left = this.#narrow
      ? [label(event.socket), ...(arrow ? [label(arrow)] : [])].join(' ')
      : label(padEnd(event.socket, SOCKET_WIDTH) + padEnd(arrow ?? '', ARROW_WIDTH));
    const step = style.step(event.type)(
      this.#narrow ? stepOf(event, 0) : padEnd(stepOf(event, STEP_WIDTH), STEP_WIDTH),
    );
    const gap = this.#narrow ? ' ' : '';
    return [
      ...this.#row(event.time, `${left}${gap}${step}`, this.#what(event)),
      ...this.#explanation(event.type),
      ...this.#octets(event),
    ];
  }

  /** One line for many events. */
  summary({ from, to, counts }: Summary): string[] {
    const tallies = [...counts].map(([type, { count, bytes: size }]) =>
      size > 0 ? { type, count, size: approximateBytes(size) } : { type, count },
    );
    const what = this.#options.text.summary(tallies, seconds(to - from));
    const rest = this.#narrow ? '…' : padEnd('…', SOCKET_WIDTH + ARROW_WIDTH + STEP_WIDTH);
    return this.#row(to, rest, what);
  }

  get #narrow(): boolean {
    return this.#columns < NARROW;
  }

  get #columns(): number {
    return this.#options.columns() ?? Number.POSITIVE_INFINITY;
  }

  /** The column in which "what happened" begins. */
  get #indent(): number {
    if (this.#narrow) return 2;
    return this.#timeWidth + 2 + SOCKET_WIDTH + ARROW_WIDTH + STEP_WIDTH + 2;
  }

  #row(time: Microseconds, left: string, what: string): string[] {
    const stamp = this.#options.style.faint(
      this.#narrow ? this.#time(time) : padStart(this.#time(time), this.#timeWidth),
    );
    if (this.#narrow)
      return [...this.#head(`${stamp} ${left}`), ...this.#indented(what, this.#indent)];
    const [first = '', ...rest] = this.#indented(what, this.#indent);
    return [`${stamp}  ${left}  ${first.trimStart()}`.trimEnd(), ...rest];
  }

  /** A narrow terminal's first row, or two where even that is too wide. */
  #head(text: string): string[] {
    if (width(text) <= this.#columns) return [text];
    const [first = '', ...rest] = wrap(text, Math.max(1, this.#columns - 2));
    return [first, ...rest.map((row) => `  ${row}`)];
  }

  #indented(text: string, indent: number): string[] {
    if (text === '') return [];
    const room = Math.max(1, this.#columns - indent);
    const lines = Number.isFinite(room) ? wrap(text, room) : [text];
    return lines.map((line) => ' '.repeat(indent) + line);
  }

  #what(event: SocketEvent): string {
    const { text } = this.#options;
    const room = this.#columns - this.#indent;
    if (event.type === 'send' || event.type === 'receive') return preview(event, text, room);
    const words = visibleText(describe(event, text));
    const carries = event.type === 'ws-frame' || event.type === 'ws-message';
    return carries ? framePreview(words, event, room) : words;
  }

  #octets(event: SocketEvent): string[] {
    if (event.type === 'tls-record' && this.#options.hex) return this.#dump(event);
    if (event.type === 'send' || event.type === 'receive') {
      const { hex, text: words } = this.#options;
      if (!hex) return this.#rest(event);
      const header = headerLines(event, words).flatMap((line) => this.#indented(line, 2));
      return [...header, ...this.#dump(event)];
    }
    return [...this.#details(event), ...this.#rest(event)];
  }

  /** What the peer sent, where its line has no room for all of it. */
  #rest(event: SocketEvent): string[] {
    if (!this.#options.whole || !isWhole(event) || !this.#what(event).endsWith('…')) return [];
    // A tab's width depends on where it stands; four spaces do not.
    const text = visible(event.data, { newlines: 'kept' }).replaceAll('\t', '    ');
    const lines = text.trimEnd().split(/\r?\n/);
    return this.#beneath(
      event,
      lines.flatMap((line) => wrap(line, Math.max(1, this.#columns - 4))),
    );
  }

  #dump(event: Octets): string[] {
    return this.#beneath(event, hexdump(event.data, { columns: Math.min(80, this.#columns - 2) }));
  }

  /** What the view was given to say of a step, each line as far to the right as it came. */
  #details(event: SocketEvent): string[] {
    const lines = this.#options.beneath?.(event) ?? [];
    return lines.flatMap((line) => {
      const words = line.trimStart();
      return this.#indented(words, line.length - words.length).map(this.#options.style.faint);
    });
  }

  #beneath(event: Octets, lines: readonly string[]): string[] {
    const { data } = event;
    const all = event.type === 'tls-record' ? event.length + RECORD_HEADER : event.bytes;
    const shown = lines.slice(0, MOST_BENEATH).map((line) => `  ${line}`);
    if (lines.length <= MOST_BENEATH && all === data.length) return shown;
    const more = this.#indented(this.#options.text.moreBytes(bytes(all)), 2);
    return [...shown, ...more.map(this.#options.style.faint)];
  }

  #explanation(type: EventType): string[] {
    const sentence = this.#explained.has(type) ? undefined : this.#options.explain?.(type);
    if (!sentence) return [];
    this.#explained.add(type);
    const indent = this.#narrow ? 2 : this.#timeWidth + 2;
    return this.#indented(sentence, indent).map((line) => this.#options.style.faint(line));
  }

  #time(time: Microseconds): string {
    const { time: mode, offsetMinutes } = this.#options;
    if (mode === 'clock') return clockTime(time, offsetMinutes);
    this.#start ??= time;
    const since = mode === 'delta' ? this.#before || time : this.#start;
    this.#before = time;
    return relativeTime(time - since);
  }
}

/** The step's name; octets, if it carries any, stand at the right of so many columns. */
function stepOf(event: SocketEvent, columns: number): string {
  if (event.type !== 'send' && event.type !== 'receive') return event.type;
  return event.type + padStart(` ${bytes(event.bytes)}`, columns - event.type.length);
}

/** What happened, in words. */
export function describe<Type extends EventType>(event: EventOf<Type>, text: Text): string {
  const type: Type = event.type;
  return text.steps[type](event);
}
