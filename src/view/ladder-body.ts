import { opposite, type Rail, type Rung } from '../ladder/rung.ts';
import { padEnd, padStart, truncate, width } from './columns.ts';
import { quoted } from './quoted.ts';
import type { RungWords } from './rung-words.ts';
import { visibleText } from './visible.ts';

/** How the parts of a rung are coloured. */
export interface RungPaint {
  readonly line: (text: string) => string;
  readonly name: (text: string) => string;
}

/** A preview of octets has so many columns at the most, and so many are kept free for it before less important facts. */
const PREVIEW = 60;
const KEPT_FREE = 10;

/** What a rung says in at most so many columns: its name first, then the facts and the octets there is room for. */
export function said(words: RungWords, room: number): { name: string; rest: string } {
  const name = truncate(visibleText(words.name), room);
  const { octets } = words;
  const shown = octets ? width(quoted(octets, PREVIEW)) : 0;
  const facts = factsIn(
    words.facts,
    room - width(name),
    octets ? Math.min(shown, KEPT_FREE) + 1 : 0,
  );
  const left = room - width(name) - width(facts) - 1;
  const hasRoom = octets !== undefined && left >= Math.min(KEPT_FREE, shown);
  return { name, rest: hasRoom ? `${facts} ${quoted(octets, Math.min(PREVIEW, left))}` : facts };
}

/** As many facts as go into so many columns, each behind a space. `free` columns are for something else than all but the first. */
function factsIn(facts: readonly string[], columns: number, free: number): string {
  let kept = '';
  for (const [place, fact] of facts.map(visibleText).entries()) {
    const left = columns - width(kept) - 1;
    if (width(fact) + (place === 0 ? 0 : free) <= left) kept += ` ${fact}`;
    else if (place === 0 && left >= KEPT_FREE) kept += ` ${truncate(fact, left)}`;
  }
  return kept;
}

/** What stands between the rails, exactly so many columns wide. */
export function rungBody(rung: Rung, words: RungWords, columns: number, paint: RungPaint): string {
  const { mark, rail } = rung;
  if (mark.kind === 'arrow' && (mark.reach === 'across' || mark.reach === 'lost')) {
    return packet(words, mark.towards, mark.reach === 'lost', columns, paint);
  }
  const beside = mark.kind === 'arrow' ? stub(mark.towards) : '';
  const room = columns - 2 - (beside === '' ? 0 : width(beside) + 1);
  const { name, rest } = said(words, room);
  const text = paint.name(name) + rest;
  const used = width(name) + width(rest);
  const arrow = beside === '' ? '' : paint.line(beside);
  const gap = ' '.repeat(Math.max(0, room - used));
  const parts = beside === '' ? [text] : [text, arrow];
  if (rail === 'left') return ` ${parts.join(' ')}${gap} `;
  return ` ${gap}${parts.toReversed().join(' ')} `;
}

/** What a program tells of its end: octets leave or arrive, and nobody saw what is between. */
function stub(towards: Rail): string {
  return towards === 'right' ? '┄┄▷' : '◁┄┄';
}

/** An arrow from rail to rail, or one that ends on its way: what was taken away has not come as far as the other rail. */
function packet(
  words: RungWords,
  towards: Rail,
  isLost: boolean,
  columns: number,
  paint: RungPaint,
): string {
  const from = opposite(towards);
  const reach = isLost ? Math.floor(columns * LOST_AT) : columns;
  const blank = ' '.repeat(columns - reach);
  const shaft = reach < 40 ? '─' : '──';
  const head = isLost ? '✗' : from === 'left' ? '▶' : '◀';
  // The shaft before the words, a space on both sides of them, and at least one more column and the head.
  const { name, rest } = said(words, reach - width(shaft) - 4);
  const tail = '─'.repeat(Math.max(1, reach - width(shaft) - 3 - width(name) - width(rest)));
  const text = ` ${paint.name(name)}${rest} `;
  return from === 'left'
    ? paint.line(shaft) + text + paint.line(tail + head) + blank
    : blank + paint.line(head + tail) + text + paint.line(shaft);
}

/** How far on its way a lost packet comes. */
const LOST_AT = 0.85;

/** Two texts at the two ends of so many columns; two rows where they meet. */
export function apart(left: string, right: string, columns: number): string[] {
  if (width(left) + width(right) + 2 <= columns) {
    return [padEnd(left, columns - width(right)) + right];
  }
  const rows = [left, right].filter((text) => text !== '').map((text) => truncate(text, columns));
  return rows.map((row, place) => (place === 0 ? row : padStart(row, columns)));
}
