import type { Rail } from '../ladder/rung.ts';
import { graphemes, width } from './columns.ts';
import { ADVANCE, FONT_SIZE, type SvgColor } from './svg-style.ts';
import { element, xmlText } from './xml.ts';

/** A piece of a line of text. */
export interface Piece {
  readonly text: string;
  readonly color: SvgColor;
  readonly name?: boolean;
}

/** Where a line of text stands: `x` is where it begins, ends, or has its middle. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly at: 'begin' | 'end' | 'middle';
}

/** How wide a text is to be, px: a Hangul or Han letter is as wide as it is high, and with that narrower than two others. */
export function lengthOf(text: string): number {
  const columns = width(text);
  if (columns === text.length) return columns * ADVANCE;
  let wide = 0;
  for (const one of graphemes(text)) wide += width(one) === 2 ? 1 : 0;
  return (columns - 2 * wide) * ADVANCE + wide * FONT_SIZE;
}

/** A line of text. It is as wide as it is told to be, whatever font there is: nothing is pushed beyond its place. */
export function line(pieces: readonly Piece[], { x, y, at }: Place): string {
  const shown = pieces.filter(({ text }) => text !== '');
  const long = shown.reduce((sum, { text }) => sum + lengthOf(text), 0);
  if (long === 0) return '';
  const from = at === 'begin' ? x : at === 'end' ? x - long : x - long / 2;
  const spans = shown.map(({ text, color, name }) =>
    element('tspan', { class: name ? `${color} name` : color }, xmlText(text)),
  );
  return element('text', { x: from, y, textLength: long }, spans.join(''));
}

/** A line between two points of one height. */
export function shaft(from: number, to: number, y: number, color: SvgColor, isDotted = false) {
  return element('path', {
    class: isDotted ? `l-${color} dots` : `l-${color}`,
    d: `M${rounded(from)} ${y}H${rounded(to)}`,
  });
}

const HEAD = { long: 9, half: 4 };

/** The head of an arrow, whose tip is at `x`. */
export function head(x: number, y: number, towards: Rail, color: SvgColor): string {
  const back = rounded(towards === 'right' ? x - HEAD.long : x + HEAD.long);
  const tip = rounded(x);
  return element('path', {
    class: color,
    d: `M${tip} ${y}L${back} ${y - HEAD.half}V${y + HEAD.half}Z`,
  });
}

/** An open one: what a program told of its own end. */
export function openHead(x: number, y: number, towards: Rail, color: SvgColor): string {
  const back = rounded(towards === 'right' ? x - 6 : x + 6);
  const tip = rounded(x);
  return element('path', {
    class: `l-${color}`,
    d: `M${back} ${y - 4}L${tip} ${y}L${back} ${y + 4}`,
  });
}

/** Where something was taken away. */
export function cross(x: number, y: number, color: SvgColor): string {
  const [left, right] = [rounded(x - 5), rounded(x + 5)];
  const [top, bottom] = [y - 5, y + 5];
  const d = `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`;
  return element('path', { class: `l-${color}`, d });
}

/** A step at one end. */
export function dot(x: number, y: number, color: SvgColor): string {
  return element('circle', { class: color, cx: x, cy: y, r: 2.6 });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
