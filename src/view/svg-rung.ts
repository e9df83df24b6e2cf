import { opposite, type Rail, type Rung } from '../ladder/rung.ts';
import type { Text } from '../text/text.ts';
import { said } from './ladder-body.ts';
import { isPacket } from './picture.ts';
import { type RungWords, rungWords } from './rung-words.ts';
import { BAD_STEPS, isTrouble } from './step-name.ts';
import type { SvgLayout } from './svg-layout.ts';
import { cross, dot, head, line, openHead, type Piece, shaft } from './svg-shapes.ts';
import { ADVANCE, conversationColor, type SvgColor } from './svg-style.ts';

/** From the upper edge of a rung to its line, px: above an arrow stand its words, those of a step on its line. */
const PACKET_LINE = 23;
const STEP_LINE = 11;
/** The same beneath it. */
const BENEATH = 10;
/** From a line to the base of the text above it, and of the text on it. */
const ABOVE = 7;
const ON = 4;
/** A cross is higher than a line. */
const ABOVE_CROSS = 3;
/** How far on its way a lost packet comes. */
const LOST_AT = 0.72;
/** A short arrow at a rail, px. */
const STUB = 26;
const BESIDE = 8;

/** How high a rung is, px. */
export function heightOf(rung: Rung): number {
  return lineOf(rung) + BENEATH;
}

function lineOf(rung: Rung): number {
  if (!isPacket(rung)) return STEP_LINE;
  return isLost(rung) ? PACKET_LINE + ABOVE_CROSS : PACKET_LINE;
}

function isLost({ mark }: Rung): boolean {
  return mark.kind === 'arrow' && mark.reach === 'lost';
}

/** From the upper edge of a rung to the base of text that stands beside its line, px. */
export function baseOf(rung: Rung): number {
  return lineOf(rung) + ON;
}

/** What stands between the rails, with its upper edge at `top`. */
export function rungShapes(rung: Rung, text: Text, layout: SvgLayout, top: number): string {
  const y = top + lineOf(rung);
  const color = colorOf(rung);
  const { mark, rail } = rung;
  if (mark.kind === 'state') return dot(layout.rail[rail], y, 'state');
  const words = rungWords(rung, text);
  if (mark.kind === 'arrow' && isPacket(rung)) {
    return packet(words, { towards: mark.towards, lost: isLost(rung), color, y }, layout);
  }
  const towards = mark.kind === 'arrow' ? mark.towards : undefined;
  return step(words, { rail, towards, color, name: nameColor(rung), y }, layout);
}

interface Packet {
  readonly towards: Rail;
  readonly lost: boolean;
  readonly color: SvgColor;
  readonly y: number;
}

function packet(words: RungWords, { towards, lost, color, y }: Packet, layout: SvgLayout) {
  const [from, to] = [layout.rail[opposite(towards)], layout.rail[towards]];
  const end = lost ? from + (to - from) * LOST_AT : to;
  // The line ends behind the tip of the head.
  const stop = lost ? end : end + (towards === 'right' ? -3 : 3);
  const { name, rest } = said(words, layout.body - 4);
  const pieces: Piece[] = [
    { text: name, color, name: true },
    { text: rest, color: color === 'bad' ? 'bad' : 'ink' },
  ];
  const middle = (layout.rail.left + layout.rail.right) / 2;
  return [
    line(pieces, { x: middle, y: y - ABOVE - (lost ? ABOVE_CROSS : 0), at: 'middle' }),
    shaft(from, stop, y, color),
    lost ? cross(end, y, 'bad') : head(end, y, towards, color),
  ].join('');
}

interface Step {
  readonly rail: Rail;
  /** Where octets only leave or arrive. */
  readonly towards: Rail | undefined;
  readonly color: SvgColor;
  readonly name: SvgColor;
  readonly y: number;
}

function step(words: RungWords, { rail, towards, color, name, y }: Step, layout: SvgLayout) {
  const x = layout.rail[rail];
  const inward = rail === 'left' ? 1 : -1;
  const hasStub = towards !== undefined;
  const beside = BESIDE + (hasStub ? STUB : 0);
  const shown = said(words, layout.body - Math.ceil(beside / ADVANCE) - 2);
  const rest: SvgColor = name === 'call' || name === 'bad' ? name : 'soft';
  const pieces: Piece[] = [
    { text: shown.name, color: name, name: name !== 'call' },
    { text: shown.rest, color: rest },
  ];
  const text = line(pieces, {
    x: x + beside * inward,
    y: y + ON,
    at: rail === 'left' ? 'begin' : 'end',
  });
  if (!hasStub) return dot(x, y, color) + text;
  const [from, to] = towards === rail ? [x + STUB * inward, x] : [x, x + STUB * inward];
  return shaft(from, to, y, color, true) + openHead(to, y, towards, color) + text;
}

function colorOf(rung: Rung): SvgColor {
  const { event, conversation } = rung;
  return isLost(rung) || isTrouble(event) || BAD_STEPS.has(event.type)
    ? 'bad'
    : conversationColor(conversation);
}

function nameColor({ event }: Rung): SvgColor {
  if (BAD_STEPS.has(event.type)) return 'bad';
  return event.source === 'syscall' ? 'call' : 'ink';
}
