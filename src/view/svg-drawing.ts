import type { Microseconds } from '../event/clock.ts';
import type { Row } from '../ladder/rows.ts';
import type { Rail, Rung } from '../ladder/rung.ts';
import { duration, relativeTime } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { truncate, width, wrap } from './columns.ts';
import { nameOf } from './end-names.ts';
import type { Picture } from './picture.ts';
import { stateShown } from './rung-words.ts';
import { labelShown, MARGIN, type SvgLayout, svgLayout } from './svg-layout.ts';
import { baseOf, heightOf, rungShapes } from './svg-rung.ts';
import { lengthOf, line, type Place } from './svg-shapes.ts';
import { ADVANCE, conversationColor, type SvgColor } from './svg-style.ts';
import { element } from './xml.ts';

/** Heights, px: of a line of a sentence, the words above the rails, a box with the name of an end, and a pause. */
const SENTENCE = 19;
const CAPTION = 20;
const BOX = 26;
const PAUSE = 24;
/** Above and beneath a box, and beneath the last step. */
const AIR = 9;
/** A pause so long is said, µs. */
const LONG: Microseconds = 50_000;

/** What a drawing came to, px. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly string[];
}

/** Draws a picture from above downwards. */
export class SvgDrawing {
  readonly #picture: Picture;
  readonly #text: Text;
  readonly #layout: SvgLayout;
  readonly #shapes: string[] = [];
  readonly #headed = new Set<number>();
  readonly #start: Microseconds;
  /** Where there is one, rungs need not name its sockets each time. */
  readonly #conversations: number;
  /** The data of two paths: the rails, and the rails while nothing happens. */
  #rails = '';
  #pauses = '';
  #y = MARGIN;
  #before: Microseconds | undefined;

  constructor(picture: Picture, text: Text) {
    this.#picture = picture;
    this.#text = text;
    const rungs = picture.rows.map(({ rung }) => rung);
    const numbers = rungs.map(({ conversation }) => conversation);
    this.#start = rungs[0]?.event.time ?? 0;
    this.#conversations = new Set(numbers.filter((number) => number !== undefined)).size;
    const pauses = rungs.slice(1).map(({ event }, at) => paused(event.time - timeOf(rungs[at])));
    const times = [text.columns.time, ...rungs.map((rung) => this.#time(rung)), ...pauses];
    const widest = times.reduce((most, time) => Math.max(most, width(time)), 0);
    this.#layout = svgLayout(picture.rows, widest);
  }

  /** Lines across the picture. */
  sentence(words: string): void {
    const columns = Math.floor((this.#layout.width - 2 * MARGIN) / ADVANCE);
    for (const text of wrap(words, columns)) {
      this.#write(text, 'soft', { x: MARGIN, y: this.#y + 13, at: 'begin' });
      this.#y += SENTENCE;
    }
    this.#y += AIR;
  }

  /** The rows, from the first to the last. */
  rows(): void {
    this.#captions();
    const { rows } = this.#picture;
    const talk = rows.find(({ rung }) => rung.conversation !== undefined);
    if (this.#conversations === 1 && talk) this.#heading(talk.rung);
    for (const row of rows) this.#row(row);
    this.#rail(AIR);
  }

  /** All that was drawn. */
  done(): Drawn {
    const rails = [
      element('path', { class: 'l-rail', d: this.#rails || undefined }),
      element('path', { class: 'l-rail dots', d: this.#pauses || undefined }),
    ];
    const { width } = this.#layout;
    return { width, height: this.#y + MARGIN, shapes: [...rails, ...this.#shapes] };
  }

  #captions(): void {
    const { rail, time } = this.#layout;
    const { ladder, columns } = this.#text;
    const y = this.#y + 12;
    this.#write(columns.time, 'soft', { x: time, y, at: 'end' });
    this.#write(ladder.client, 'soft', { x: rail.left, y, at: 'middle' });
    this.#write(ladder.server, 'soft', { x: rail.right, y, at: 'middle' });
    this.#y += CAPTION;
  }

  #row({ rung, entered }: Row): void {
    this.#pause(rung.event.time);
    this.#heading(rung);
    const base = this.#y + baseOf(rung);
    const { time: x, label, state } = this.#layout;
    this.#write(this.#time(rung), 'soft', { x, y: base, at: 'end' });
    for (const rail of ['left', 'right'] as const) {
      const at = rail === 'left' ? 'end' : 'begin';
      this.#write(this.#label(rung, rail), this.#color(rung), { x: label[rail], y: base, at });
      const known = stateShown(entered[rail]);
      this.#write(known, 'state', { x: state[rail], y: base, at });
    }
    this.#shapes.push(rungShapes(rung, this.#text, this.#layout, this.#y));
    this.#rail(heightOf(rung));
  }

  #color({ conversation }: Rung): SvgColor {
    return conversationColor(conversation);
  }

  #time({ event }: Rung): string {
    return relativeTime(event.time - this.#start, 6);
  }

  /** A rung names its conversation's sockets where others go on beside it; a socket that talks to nobody is named always. */
  #label({ ends, conversation, rail }: Rung, at: Rail): string {
    const isNamed = conversation === undefined ? at === rail : this.#conversations > 1;
    return isNamed ? labelShown(ends[at].socket) : '';
  }

  /** A pause is no longer the longer it lasts: it is said how long it was. */
  #pause(time: Microseconds): void {
    const lasted = time - (this.#before ?? time);
    this.#before = time;
    if (lasted < LONG) return;
    const { rail, time: x } = this.#layout;
    this.#write(paused(lasted), 'soft', { x, y: this.#y + PAUSE / 2 + 4, at: 'end' });
    const beneath = this.#y + PAUSE;
    for (const at of [rail.left, rail.right]) this.#pauses += `M${at} ${this.#y}V${beneath}`;
    this.#y = beneath;
  }

  /** Who talks, in boxes on the rails, above the first rung of a conversation. */
  #heading(rung: Rung): void {
    const { conversation } = rung;
    if (conversation === undefined || this.#headed.has(conversation)) return;
    this.#headed.add(conversation);
    this.#rail(AIR);
    const top = this.#y;
    this.#rail(BOX + AIR);
    this.#box(rung, 'left', top);
    this.#box(rung, 'right', top);
  }

  #box(rung: Rung, rail: Rail, top: number): void {
    const { width: all, rail: rails } = this.#layout;
    const half = Math.floor((all / 2 - MARGIN - 3 * AIR) / ADVANCE);
    const name = truncate(nameOf(this.#picture.names.at(rung, rail)), half) || '?';
    const long = lengthOf(name) + 2 * AIR;
    // In the middle of its rail, as far as the margin lets it.
    const x = Math.max(MARGIN, Math.min(rails[rail] - long / 2, all - MARGIN - long));
    const color = this.#color(rung);
    this.#shapes.push(
      element('rect', { class: 'paper', x, y: top, width: long, height: BOX, rx: 5 }),
      element('rect', { class: `l-${color}`, x, y: top, width: long, height: BOX, rx: 5 }),
      line([{ text: name, color, name: true }], { x: x + AIR, y: top + 17.5, at: 'begin' }),
    );
  }

  #write(text: string, color: SvgColor, place: Place): void {
    const shape = line([{ text, color }], place);
    if (shape !== '') this.#shapes.push(shape);
  }

  /** Both rails go on downwards. */
  #rail(height: number): void {
    const { left, right } = this.#layout.rail;
    const beneath = this.#y + height;
    for (const x of [left, right]) this.#rails += `M${x} ${this.#y}V${beneath}`;
    this.#y = beneath;
  }
}

/** Empty where nothing is to be said of it. */
function paused(lasted: Microseconds): string {
  return lasted < LONG ? '' : `+${duration(lasted)}`;
}

function timeOf(rung: Rung | undefined): Microseconds {
  return rung?.event.time ?? 0;
}
