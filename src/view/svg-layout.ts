import type { Row } from '../ladder/rows.ts';
import type { Rail } from '../ladder/rung.ts';
import { truncate, width } from './columns.ts';
import { stateShown } from './rung-words.ts';
import { ADVANCE } from './svg-style.ts';
import { visibleText } from './visible.ts';

/** Where what stands in the picture, px from the left. */
export interface SvgLayout {
  readonly width: number;
  /** Where times end. */
  readonly time: number;
  readonly rail: Readonly<Record<Rail, number>>;
  /** Where a label beside a rail ends, at the left, and begins, at the right. */
  readonly label: Readonly<Record<Rail, number>>;
  /** The same of a state. */
  readonly state: Readonly<Record<Rail, number>>;
  /** Columns of text between the rails. */
  readonly body: number;
}

/** Around all. */
export const MARGIN = 16;
const GAP = 10;
/** Columns of a label, at the most; a picture has no more than its longest. */
const LABEL = 8;
/** Beside a rail, px: half of the name of an end, which stands above it. */
const LEAST = 64;
const BODY = 66;

/** The columns that the rows of a picture need, whose times have `times` columns at the most. */
export function svgLayout(rows: readonly Row[], times: number): SvgLayout {
  const label = widest(rows.map(widestLabel)) * ADVANCE;
  const state = widest(rows.map(widestState)) * ADVANCE;
  const wanted = label + GAP + (state > 0 ? state + GAP : 0);
  const beside = Math.max(wanted, LEAST);
  const time = MARGIN + times * ADVANCE;
  const left = time + GAP + beside;
  const right = left + BODY * ADVANCE;
  return {
    width: Math.ceil(right + beside + MARGIN),
    time,
    rail: { left, right },
    label: { left: left - GAP, right: right + GAP },
    state: { left: left - 2 * GAP - label, right: right + 2 * GAP + label },
    body: BODY,
  };
}

function widest(widths: readonly number[]): number {
  return widths.reduce((most, one) => Math.max(most, one), 0);
}

/** A socket's label as it stands beside a rail. */
export function labelShown(socket: string | undefined): string {
  return truncate(visibleText(socket ?? ''), LABEL);
}

function widestLabel({ rung: { ends } }: Row): number {
  return Math.max(width(labelShown(ends.left.socket)), width(labelShown(ends.right.socket)));
}

function widestState({ entered: { left, right } }: Row): number {
  return Math.max(width(stateShown(left)), width(stateShown(right)));
}
