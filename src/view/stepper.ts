import type { SocketEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { EventFilter, saidOf, socketsOf } from './event-filter.ts';
import { type Moves, type Panel, stepperKeys } from './stepper-keys.ts';
import { wantedBy } from './wanted-by.ts';

/** A line that is being typed, and what it is for. */
export interface Prompt {
  readonly kind: 'search' | 'filter';
  readonly typed: string;
}

/** A key: its name, and the character it puts into a text. */
export interface PressedKey {
  readonly name: string;
  readonly text: string;
}

/** A line has so many characters at the most. */
const LONGEST = 200;

/** Where one is in a recording, and what is shown there: moved by keys, one after the other. Knows no terminal. */
export class Stepper implements Moves {
  readonly events: readonly SocketEvent[];
  readonly #text: Text;
  readonly #actions: Readonly<Record<string, () => void>>;
  /** The places of the events that the filter leaves; all without one. */
  #shown: readonly number[] | undefined;
  #at = 0;
  #panel: Panel | undefined;
  #scroll = 0;
  #prompt: Prompt | undefined;
  #search = '';
  #filter = '';
  #notice: string | undefined;
  /** The socket whose events are gone along. */
  #along: string | undefined;
  #isOver = false;

  constructor(events: readonly SocketEvent[], text: Text) {
    this.events = events;
    this.#text = text;
    this.#actions = stepperKeys(this);
  }

  /** How many events there are to step through. */
  get length(): number {
    return this.#shown?.length ?? this.events.length;
  }

  /** Which of them one is at, from 0. */
  get at(): number {
    return this.#at;
  }

  /** The one of that number, from 0. */
  eventAt(at: number): SocketEvent | undefined {
    return this.events[this.#shown?.[at] ?? at];
  }

  /** Where one is. `undefined`: there is none. */
  get current(): SocketEvent | undefined {
    return this.eventAt(this.#at);
  }

  get panel(): Panel | undefined {
    return this.#panel;
  }

  /** Rows of the panel that are above its first row. */
  get scroll(): number {
    return this.#scroll;
  }

  get prompt(): Prompt | undefined {
    return this.#prompt;
  }

  /** The filter as it was typed; empty for none. */
  get filter(): string {
    return this.#filter;
  }

  /** What the last key could not do. */
  get notice(): string | undefined {
    return this.#notice;
  }

  /** Somebody wants to leave. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes a key. */
  press(key: PressedKey): void {
    this.#notice = undefined;
    if (this.#prompt) this.#type(key, this.#prompt);
    else this.#actions[key.name]?.();
  }

  /** Goes to an event; beyond the first and the last there is none. */
  goTo(at: number): void {
    const { first, last } = this.#text.viewing.stepping;
    const place = Math.max(0, Math.min(at, this.length - 1));
    if (at < 0) this.#notice = first;
    if (at >= this.length) this.#notice = last;
    if (place !== this.#at) this.#scroll = 0;
    this.#at = place;
  }

  /** Goes to the next event, or the one before, of the same socket. A packet has two: on the way along one of them, that one stays it. */
  goAlong(direction: 1 | -1): void {
    const { current } = this;
    if (!current) return;
    const labels = socketsOf(current);
    const label = labels.find((one) => one === this.#along) ?? current.socket;
    this.#along = label;
    if (this.#seek(direction, (event) => socketsOf(event).includes(label))) return;
    this.#notice = this.#text.viewing.stepping.noOther(label);
  }

  /** Shows a panel, or takes it away where it is there. */
  show(panel: Panel): void {
    this.#panel = this.#panel === panel ? undefined : panel;
    this.#scroll = 0;
  }

  /** Moves what stands in the panel; takes it away. */
  move(rows: number): void {
    this.#scroll = Math.max(0, this.#scroll + rows);
  }

  /** Lets no more rows be above the panel than there are. */
  limitScroll(most: number): void {
    this.#scroll = Math.min(this.#scroll, Math.max(0, most));
  }

  /** Takes the panel away. */
  hide(): void {
    this.#panel = undefined;
  }

  /** Begins a line. */
  ask(kind: Prompt['kind']): void {
    this.#prompt = { kind, typed: kind === 'filter' ? this.#filter : '' };
  }

  /** Leaves. */
  leave(): void {
    this.#isOver = true;
  }

  #type({ name, text }: PressedKey, { kind, typed }: Prompt): void {
    if (name === 'escape' || name === 'ctrl-c') this.#prompt = undefined;
    else if (name === 'return' || name === 'enter') {
      this.#prompt = undefined;
      if (kind === 'search') this.#find(typed);
      else this.#narrow(typed.trim());
    } else {
      const rest = name === 'backspace' ? [...typed].slice(0, -1).join('') : typed + text;
      this.#prompt = { kind, typed: name === 'ctrl-u' ? '' : rest.slice(0, LONGEST) };
    }
  }

  /** Nothing typed: on to the next place where the last one stands. */
  #find(typed: string): void {
    this.#search = typed === '' ? this.#search : typed;
    const needle = this.#search.toLowerCase();
    if (needle === '') return;
    const isFound = this.#seek(1, (event) => saidOf(event, this.#text).includes(needle));
    if (!isFound) this.#notice = this.#text.viewing.stepping.notFound(this.#search);
  }

  #seek(direction: 1 | -1, wanted: (event: SocketEvent) => boolean): boolean {
    for (let at = this.#at + direction; at >= 0 && at < this.length; at += direction) {
      const event = this.eventAt(at);
      if (!event || !wanted(event)) continue;
      this.goTo(at);
      return true;
    }
    return false;
  }

  /** Shows only what the words ask for, from the event on where one was. */
  #narrow(words: string): void {
    const here = this.#shown?.[this.#at] ?? this.#at;
    const shown = words === '' ? undefined : this.#placesOf(words);
    if (shown?.length === 0) {
      this.#notice = this.#text.viewing.stepping.nothingLeft(words);
      return;
    }
    this.#filter = words;
    this.#shown = shown;
    const next = shown ? shown.findIndex((place) => place >= here) : here;
    this.goTo(next < 0 ? this.length - 1 : next);
  }

  #placesOf(words: string): readonly number[] {
    const filter = new EventFilter(wantedBy(words, this.events), this.#text);
    const start = this.events[0]?.time ?? 0;
    return this.events.flatMap((event, place) => (filter.takes(event, start) ? [place] : []));
  }
}
