import type { SocketEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { hasCallsAlone, pictureOf } from './picture.ts';
import { SvgDrawing } from './svg-drawing.ts';
import { SVG_CLASS, styleSheet } from './svg-style.ts';
import { element, xmlText } from './xml.ts';

/** How much of a recording a picture shows. */
export interface LadderSvgOptions {
  /** Steps, counted from the first. Default: 1,000. */
  readonly steps?: number;
}

const STEPS = 1000;

/**
 * A recording as a picture that stands alone: an SVG with a ladder, readable in light and in dark, without scripts and without anything from
 * elsewhere. Both ends are lifelines, packets arrows from one to the other; what only left or arrived is a short one of dots. Nothing from
 * outside is anything but text in it.
 */
export function ladderSvg(
  events: readonly SocketEvent[],
  text: Text,
  { steps = STEPS }: LadderSvgOptions = {},
): string {
  const picture = pictureOf(events, text, steps);
  const { title, callsAlone, nothing, more } = text.ladder.picture;
  const drawing = new SvgDrawing(picture, text);
  if (hasCallsAlone(picture)) drawing.sentence(callsAlone);
  if (picture.rows.length > 0) drawing.rows();
  else drawing.sentence(nothing);
  if (picture.more > 0) drawing.sentence(more(picture.more));
  const { width, height, shapes } = drawing.done();
  const content = [
    element('title', {}, xmlText(title)),
    element('desc', {}, xmlText(picture.described)),
    element('style', {}, `\n${styleSheet()}\n`),
    element('rect', { class: 'paper', width, height, rx: 8 }),
    ...shapes,
  ];
  const attributes = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', class: SVG_CLASS, role: 'img', lang: text.language },
    ...{ width, height, viewBox: `0 0 ${width} ${height}`, 'xml:space': 'preserve' },
  };
  return `${element('svg', attributes, `\n${content.join('\n')}\n`)}\n`;
}
