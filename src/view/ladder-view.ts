import type { Microseconds } from '../event/clock.ts';
import type { EventType, SocketEvent } from '../event/event.ts';
import { Ladder } from '../ladder/ladder.ts';
import type { Parties } from '../ladder/parties.ts';
import { type Row, Rows } from '../ladder/rows.ts';
import type { Rail, Rung } from '../ladder/rung.ts';
import { dumpLines } from './beneath.ts';
import { padEnd, padStart, truncate, width, wrap } from './columns.ts';
import { dumped } from './dumped.ts';
import { apart, type RungPaint, rungBody } from './ladder-body.ts';
import { LadderHeadings } from './ladder-heading.ts';
import { type LadderLayout, LEAST_BODY, ladderLayout } from './ladder-layout.ts';
import { rungWords, stateShown } from './rung-words.ts';
import { StepClock } from './step-clock.ts';
import { isTrouble } from './step-name.ts';
import { summed } from './summed.ts';
import type { Summary } from './summing.ts';
import type { TraceView, TraceViewOptions } from './trace-view.ts';

/** How a ladder is drawn. */
export interface LadderViewOptions extends TraceViewOptions {
  /** What is watched: with packets, arrows reach the other side; with the kernel, states have their columns. */
  readonly lanes: { readonly wire: boolean; readonly kernel: boolean };
  /** A dump of the octets beneath each rung that carries any. */
  readonly hex: boolean;
  /** The sentence beneath the first step of each kind. */
  readonly explain: ((type: EventType) => string) | undefined;
  /** Who talks with whom, where that is known already: of a recording. */
  readonly parties?: Parties;
}

/** `0.001507`, `4.312`, `14:05:01.123`, and room for more seconds. */
const MICROSECONDS = 9;
const MILLISECONDS = 7;
const CLOCK = 12;

/** Labels of other programs' traces may be long. */
const LONGEST_LABEL = 8;

/** What stands in one row. */
interface Frame {
  readonly time: Microseconds;
  readonly entered: Row['entered'];
  readonly labels: Readonly<Record<Rail, string>>;
  /** Between the rails, exactly as wide as that is. */
  readonly between: string;
  /** The rail at which it happened, where no arrow shows that. */
  readonly touches?: Rail | undefined;
}

/** Draws a run as a ladder: both ends as lifelines, time downwards, what moved between them as arrows. */
export class LadderView implements TraceView {
  readonly #options: LadderViewOptions;
  readonly #ladder: Ladder;
  readonly #rows = new Rows();
  readonly #headings = new LadderHeadings();
  readonly #clock: StepClock;
  readonly #explained = new Set<EventType>();

  constructor(options: LadderViewOptions) {
    this.#options = options;
    this.#ladder = new Ladder(options.parties);
    this.#clock = new StepClock(
      options.time,
      options.offsetMinutes,
      this.#hasLanes ? 6 : 3,
      options.start,
    );
  }

  header(): string[] {
    const { text, style, lanes } = this.#options;
    const { time, body } = this.#layout;
    const [names = ''] = apart(text.ladder.client, text.ladder.server, body + 2);
    const head = `${padStart(text.columns.time, time)} ${' '.repeat(this.#beside)}${names}`;
    const lines = [style.faint(head.trimEnd())];
    if (lanes.wire) return lines;
    const columns = this.#options.columns();
    const told = text.ladder.notWatched;
    return [...(columns === undefined ? [told] : wrap(told, columns)).map(style.faint), ...lines];
  }

  lines(event: SocketEvent): string[] {
    return this.#ladder.push(event).flatMap((rung) => this.#add(rung));
  }

  rest(): string[] {
    const rows = this.#ladder.flush().flatMap((rung) => this.#add(rung));
    return [...rows, ...this.#rows.flush().flatMap((row) => this.#draw(row))];
  }

  footer(): string[] {
    return [];
  }

  summary(summary: Summary): string[] {
    const { text, style } = this.#options;
    const { body } = this.#layout;
    const said = truncate(`… ${summed(summary, text)}`, body - 2);
    const between = style.faint(padEnd(` ${said}`, body));
    const labels = { left: '', right: '' };
    return [...this.rest(), this.#frame({ time: summary.to, entered: {}, labels, between })];
  }

  get #layout(): LadderLayout {
    const { columns, lanes, time } = this.#options;
    const seconds = this.#hasLanes ? MICROSECONDS : MILLISECONDS;
    return ladderLayout(columns(), {
      time: time === 'clock' ? CLOCK : seconds,
      states: lanes.kernel,
    });
  }

  get #hasLanes(): boolean {
    const { wire, kernel } = this.#options.lanes;
    return wire || kernel;
  }

  /** Columns between the time and the left rail. */
  get #beside(): number {
    const { state, label } = this.#layout;
    return (state > 0 ? state + 1 : 0) + label + 1;
  }

  #add(rung: Rung): string[] {
    const rows = this.#layout.state > 0 ? this.#rows.add(rung) : [{ rung, entered: {} }];
    return rows.flatMap((row) => this.#draw(row));
  }

  #draw({ rung, entered }: Row): string[] {
    const { text } = this.#options;
    const { body, state, label } = this.#layout;
    const labels = { left: this.#label(rung, 'left'), right: this.#label(rung, 'right') };
    // A long label takes its columns from what is between the rails.
    const longer = (name: string) => Math.max(0, width(name) - label);
    const room = Math.max(LEAST_BODY, body - longer(labels.left) - longer(labels.right));
    const isBare = rung.mark.kind === 'state' && state > 0;
    const between = isBare
      ? ' '.repeat(room)
      : rungBody(rung, rungWords(rung, text), room, this.#paint(rung));
    return [
      ...this.#heading(rung),
      this.#frame({ time: rung.event.time, entered, labels, between, touches: touches(rung) }),
      ...this.#explanation(rung.event.type),
      ...this.#dump(rung.event),
    ];
  }

  #frame({ time, entered, labels, between, touches }: Frame): string {
    const { style } = this.#options;
    const { time: timeWidth, state, label } = this.#layout;
    const kernel = style.lane('kernel');
    const states = (rail: Rail, pad: typeof padEnd) =>
      state > 0 ? kernel(pad(truncate(stateShown(entered[rail]), state), state)) : '';
    const stamp = style.faint(padStart(this.#clock.at(time), timeWidth));
    const left = [states('left', padStart), this.#named(labels.left, padStart, label)];
    const right = [this.#named(labels.right, padEnd, label), states('right', padEnd)];
    const shown = (cells: readonly string[]) => cells.filter((cell) => cell !== '').join(' ');
    const rails = [touches === 'left' ? '├' : '│', touches === 'right' ? '┤' : '│'].map(
      style.faint,
    );
    return `${stamp} ${shown(left)} ${rails.join(between)} ${shown(right)}`.trimEnd();
  }

  #named(label: string, pad: typeof padEnd, columns: number): string {
    const shown = pad(label, columns);
    return label === '' ? shown : this.#options.style.socket(label)(shown);
  }

  /** A rung names its conversation's sockets: others may go on beside it. */
  #label({ ends, conversation, rail }: Rung, at: Rail): string {
    const isIdle = conversation === undefined && at !== rail;
    return isIdle ? '' : truncate(ends[at].socket ?? '', LONGEST_LABEL);
  }

  #heading({ conversation, ends }: Rung): string[] {
    const { time, label, body } = this.#layout;
    const beside = label + 1;
    const indent = ' '.repeat(time + 1 + this.#beside - beside);
    const rows = this.#headings.rows(conversation, ends, body + 2 + 2 * beside);
    return rows.map((row) => this.#options.style.strong(indent + row));
  }

  #paint({ event, mark, ends, rail }: Rung): RungPaint {
    const { style } = this.#options;
    const isLost = mark.kind === 'arrow' && mark.reach === 'lost';
    if (isLost || isTrouble(event)) return { line: style.bad, name: style.bad };
    const { socket } = ends[rail];
    const line = socket === undefined ? style.faint : style.socket(socket);
    if (mark.kind === 'state' || event.type === 'syscall') {
      return { line, name: style.lane(event.source) };
    }
    return { line, name: style.step(event.type) };
  }

  #explanation(type: EventType): string[] {
    const sentence = this.#explained.has(type) ? undefined : this.#options.explain?.(type);
    if (!sentence) return [];
    this.#explained.add(type);
    const indent = ' '.repeat(this.#layout.time + 1);
    const room = (this.#options.columns() ?? Number.POSITIVE_INFINITY) - indent.length;
    const rows = Number.isFinite(room) ? wrap(sentence, Math.max(1, room)) : [sentence];
    return rows.map((row) => this.#options.style.faint(indent + row));
  }

  #dump(event: SocketEvent): string[] {
    const octets = this.#options.hex ? dumped(event) : undefined;
    if (!octets) return [];
    const { text, style, columns } = this.#options;
    return dumpLines(octets, { columns: columns() ?? Number.POSITIVE_INFINITY, text, style });
  }
}

/** What happened at one end alone: an arrow from rail to rail touches both. */
function touches({ mark, rail }: Rung): Rail | undefined {
  const isPacket = mark.kind === 'arrow' && (mark.reach === 'across' || mark.reach === 'lost');
  return isPacket ? undefined : rail;
}
