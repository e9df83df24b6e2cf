import type { Microseconds } from '../event/clock.ts';
import type { EventOf, EventType, SocketEvent, Source } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { arrowOf } from './arrows.ts';
import { type Beneath, beneathLines, dumpLines } from './beneath.ts';
import { padEnd, padStart, width, wrap } from './columns.ts';
import { dumped } from './dumped.ts';
import { behindWords, headerLines, isWhole, preview } from './payload.ts';
import { StepClock } from './step-clock.ts';
import { isTrouble, labelOf, stepName } from './step-name.ts';
import { summed } from './summed.ts';
import type { Summary } from './summing.ts';
import type { TraceView, TraceViewOptions } from './trace-view.ts';
import { visible, visibleText } from './visible.ts';

/** How steps are shown. */
export interface StepViewOptions extends TraceViewOptions {
  /** A column that says who saw each step. */
  readonly lanes: boolean;
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
const LANE_WIDTH = 8;
/** The lanes where columns are few. */
const SHORT_LANES = { app: 'app', syscall: 'sys', kernel: 'krn', wire: 'wire' } as const;
/** Below this, without lanes, what happened goes beneath its step. */
const NARROW = 60;

/** Turns events, one after the other, into the lines of the text trace. Knows no clock and no terminal. */
export class StepView implements TraceView {
  readonly #options: StepViewOptions;
  readonly #timeWidth: number;
  readonly #laneWidth: number;
  readonly #explained = new Set<EventType>();
  readonly #tasks = new Set<number>();
  readonly #clock: StepClock;

  constructor(options: StepViewOptions) {
    this.#options = options;
    // What the lanes tell of one moment is microseconds apart.
    this.#clock = new StepClock(
      options.time,
      options.offsetMinutes,
      options.lanes ? 6 : 3,
      options.start,
    );
    this.#timeWidth = options.time === 'clock' ? 12 : options.lanes ? 10 : 7;
    this.#laneWidth = options.lanes ? LANE_WIDTH : 0;
  }

  /** The heads of the columns; none in a narrow terminal. */
  header(): string[] {
    if (this.#narrow) return [];
    const { text, style } = this.#options;
    const { time, lane, socket, step, what } = text.columns;
    const seen = `${padStart(time, this.#timeWidth)}  ${this.#options.lanes ? padEnd(lane, LANE_WIDTH) : ''}`;
    const left = seen + padEnd(socket, SOCKET_WIDTH + ARROW_WIDTH);
    return [style.faint(`${left}${padEnd(step, STEP_WIDTH)}  ${what}`)];
  }

  /** The step itself, and what belongs beneath it. */
  lines(event: SocketEvent): string[] {
    const { style } = this.#options;
    const arrow = arrowOf(event);
    const who = labelOf(event);
    const label = style.socket(who);
    const left = this.#narrow
      ? [label(who), ...(arrow ? [label(arrow)] : [])].join(' ')
      : label(padEnd(who, SOCKET_WIDTH) + padEnd(arrow ?? '', ARROW_WIDTH));
    const { shown, rest } = stepName(event, this.#narrow ? 0 : STEP_WIDTH);
    const paint = isTrouble(event) ? style.bad : style.step(event.type);
    const step = paint(this.#narrow ? shown : padEnd(shown, STEP_WIDTH));
    const gap = this.#narrow ? ' ' : '';
    const what = [...rest, this.#what(event)].filter((words) => words !== '').join(', ');
    return [
      ...this.#row(event.time, `${this.#lane(event.source)}${left}${gap}${step}`, what),
      ...this.#explanation(event.type),
      ...this.#octets(event),
    ];
  }

  /** One line for many events. */
  summary(summary: Summary): string[] {
    const what = summed(summary, this.#options.text);
    const rest = this.#narrow ? '…' : padEnd('…', SOCKET_WIDTH + ARROW_WIDTH + STEP_WIDTH);
    return this.#row(summary.to, (this.#narrow ? '' : ' '.repeat(this.#laneWidth)) + rest, what);
  }

  /** Each step is shown as it comes. */
  rest(): string[] {
    return [];
  }

  footer(): string[] {
    return [];
  }

  get #narrow(): boolean {
    return this.#columns < NARROW + this.#laneWidth;
  }

  get #columns(): number {
    return this.#options.columns() ?? Number.POSITIVE_INFINITY;
  }

  /** The column in which "what happened" begins. */
  get #indent(): number {
    if (this.#narrow) return 2;
    return this.#timeWidth + 2 + this.#laneWidth + SOCKET_WIDTH + ARROW_WIDTH + STEP_WIDTH + 2;
  }

  #lane(source: Source): string {
    const { lanes, style } = this.#options;
    if (!lanes) return '';
    const paint = style.lane(source);
    if (!this.#narrow) return paint(padEnd(source, LANE_WIDTH));
    return `${paint(this.#columns < NARROW ? SHORT_LANES[source] : source)} `;
  }

  #row(time: Microseconds, left: string, what: string): string[] {
    const stamp = this.#options.style.faint(
      this.#narrow ? this.#clock.at(time) : padStart(this.#clock.at(time), this.#timeWidth),
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
    return behindWords(this.#task(event) + visibleText(describe(event, text)), event, room);
  }

  /** Which process or thread made a call, as soon as there is more than one: `[4242] `. */
  #task(event: SocketEvent): string {
    if (event.type !== 'syscall') return '';
    const task = event.thread ?? event.process;
    if (this.#tasks.size < 2) this.#tasks.add(task);
    return this.#tasks.size < 2 ? '' : `[${task}] `;
  }

  #octets(event: SocketEvent): string[] {
    const { hex, text: words } = this.#options;
    const octets = hex ? dumped(event) : undefined;
    if (octets) {
      const header = headerLines(event, words).flatMap((line) => this.#indented(line, 2));
      return [...header, ...dumpLines(octets, this.#beneath)];
    }
    return [...this.#details(event), ...this.#rest(event)];
  }

  /** What the peer sent, where its line has no room for all of it. */
  #rest(event: SocketEvent): string[] {
    if (!this.#options.whole || !isWhole(event) || !this.#what(event).endsWith('…')) return [];
    // A tab's width depends on where it stands; four spaces do not.
    const text = visible(event.data, { newlines: 'kept' }).replaceAll('\t', '    ');
    const lines = text.trimEnd().split(/\r?\n/);
    return beneathLines(
      { data: event.data, all: event.bytes },
      lines.flatMap((line) => wrap(line, Math.max(1, this.#columns - 4))),
      this.#beneath,
    );
  }

  /** What the view was given to say of a step, each line as far to the right as it came. */
  #details(event: SocketEvent): string[] {
    const lines = this.#options.beneath?.(event) ?? [];
    return lines.flatMap((line) => {
      const words = line.trimStart();
      return this.#indented(words, line.length - words.length).map(this.#options.style.faint);
    });
  }

  get #beneath(): Beneath {
    const { text, style } = this.#options;
    return { columns: this.#columns, text, style };
  }

  #explanation(type: EventType): string[] {
    const sentence = this.#explained.has(type) ? undefined : this.#options.explain?.(type);
    if (!sentence) return [];
    this.#explained.add(type);
    const indent = this.#narrow ? 2 : this.#timeWidth + 2;
    return this.#indented(sentence, indent).map((line) => this.#options.style.faint(line));
  }
}

/** What happened, in words. */
export function describe<Type extends EventType>(event: EventOf<Type>, text: Text): string {
  const type: Type = event.type;
  return text.steps[type](event);
}
