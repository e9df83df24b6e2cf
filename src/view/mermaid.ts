import type { SocketEvent } from '../event/event.ts';
import type { Row } from '../ladder/rows.ts';
import { opposite, type Rail, type Rung } from '../ladder/rung.ts';
import type { Text } from '../text/text.ts';
import { truncate, wrap } from './columns.ts';
import { said } from './ladder-body.ts';
import { MermaidEnds } from './mermaid-ends.ts';
import { mermaidLines, mermaidText } from './mermaid-text.ts';
import { hasCallsAlone, isPacket, type Picture, pictureOf } from './picture.ts';
import { knownAs, rungWords } from './rung-words.ts';

/** How much of a recording a Mermaid diagram shows. */
export interface MermaidOptions {
  /** Steps, counted from the first. Default: 500. */
  readonly steps?: number;
}

const STEPS = 500;
/** Mermaid refuses a diagram of more than 50,000 characters (its `maxTextSize`): beyond so many, no more steps are added. */
const CHARACTERS = 40_000;
/** Columns of the text of an arrow, of a line in a note, and of the words for who does not see the diagram. */
const MESSAGE = 64;
const NOTE = 48;
const DESCRIPTION = 300;
/** Lines of one note: what one end does stands together until something passes between the two. */
const NOTE_LINES = 12;

/**
 * A recording as a Mermaid sequence diagram, in lines that end in "\n": ends are participants, packets arrows, calls and states notes. What
 * one end sent where no packets were watched is an arrow of dashes. Nothing from outside is anything but text in it.
 */
export function* mermaid(
  events: readonly SocketEvent[],
  text: Text,
  { steps = STEPS }: MermaidOptions = {},
): Generator<string> {
  const picture = pictureOf(events, text, steps);
  const { title, nothing, callsAlone, more } = text.ladder.picture;
  const diagram = new Diagram(picture, text);
  const left = picture.more + diagram.draw(picture.rows);
  const over = `Note over ${diagram.ends.first}: `;
  yield 'sequenceDiagram\n';
  const lines = [
    ...[
      `accTitle: ${mermaidText(title)}`,
      `accDescr: ${mermaidText(truncate(picture.described, DESCRIPTION))}`,
    ],
    ...diagram.ends.declared(),
    ...(picture.rows.length === 0 ? [over + mermaidText(nothing)] : []),
    ...(hasCallsAlone(picture) ? [over + mermaidLines(wrap(callsAlone, NOTE))] : []),
    ...diagram.body,
    ...(left > 0 ? [over + mermaidText(more(left))] : []),
  ];
  for (const line of lines) yield `    ${line}\n`;
}

/** A note that may get more lines. */
interface Note {
  readonly at: string;
  readonly lines: string[];
}

class Diagram {
  readonly ends: MermaidEnds;
  readonly body: string[] = [];
  readonly #watched: Picture['watched'];
  readonly #text: Text;
  #characters = 0;
  #note: Note | undefined;

  constructor({ names, watched }: Picture, text: Text) {
    this.ends = new MermaidEnds(names);
    this.#watched = watched;
    this.#text = text;
  }

  /** Draws as many of the rows as there is room for, and returns how many are left. */
  draw(rows: readonly Row[]): number {
    let drawn = 0;
    for (const row of rows) {
      if (this.#characters + this.ends.characters > CHARACTERS) break;
      this.#draw(row);
      drawn += 1;
    }
    this.#endNote();
    return rows.length - drawn;
  }

  #draw({ rung, entered }: Row): void {
    const arrow = this.#arrow(rung);
    const words = rungWords(rung, this.#text);
    if (arrow !== undefined) {
      const { name, rest } = said(words, MESSAGE);
      this.#endNote();
      const lost = rung.mark.kind === 'arrow' && rung.mark.reach === 'lost' ? '✗ ' : '';
      this.#add(`${arrow}: ${mermaidText(lost + name + rest)}`);
    } else if (rung.mark.kind !== 'state') {
      const { name, rest } = said(words, NOTE);
      this.#say(rung, rung.rail, name + rest);
    }
    for (const rail of ['left', 'right'] as const) {
      const event = entered[rail];
      const known = event && knownAs(event, this.#text);
      if (event) this.#say(rung, rail, known ? `${event.state} (${known})` : event.state);
    }
  }

  /** An arrow, where there are two ends and something goes from one to the other. */
  #arrow(rung: Rung): string | undefined {
    const { mark, conversation } = rung;
    if (mark.kind !== 'arrow' || conversation === undefined) return undefined;
    const isUnseen =
      !isPacket(rung) && (mark.reach === 'arrives' || this.#watched.has(conversation));
    if (isUnseen) return undefined;
    const from = this.ends.id(rung, opposite(mark.towards));
    const to = this.ends.id(rung, mark.towards);
    return from + HEADS[mark.reach] + to;
  }

  #say(rung: Rung, rail: Rail, line: string): void {
    const at = `${rail} of ${this.ends.id(rung, rail)}`;
    const note = this.#note;
    this.#characters += line.length + BREAK;
    if (note?.at === at && note.lines.length < NOTE_LINES) {
      note.lines.push(line);
      return;
    }
    this.#endNote();
    this.#note = { at, lines: [line] };
  }

  #endNote(): void {
    if (this.#note) this.#add(`Note ${this.#note.at}: ${mermaidLines(this.#note.lines)}`);
    this.#note = undefined;
  }

  #add(line: string): void {
    this.body.push(line);
    this.#characters += line.length;
  }
}

/** How far something came: a packet; one that was taken away; what left one end, and nobody saw on its way. */
const HEADS = { across: '->>', lost: '-x', leaves: '--)', arrives: '--)' } as const;
/** `<br/>`, or the beginning of a note. */
const BREAK = 20;
