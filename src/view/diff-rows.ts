import type { ComparedTrack, Row } from '../diff/comparison.ts';
import type { Step } from '../diff/step.ts';
import type { Text } from '../text/text.ts';
import { padEnd, padStart, truncate, width } from './columns.ts';
import { nameOf, stepWords } from './diff-words.ts';
import type { Style } from './style.ts';

/** As diff(1) marks its lines: one has it, the other has it, both and not the same. `~`: the same octets, cut elsewhere. */
const MARKS = { same: ' ', alike: '~', missing: '-', extra: '+', changed: '!' } as const;
/** From so many columns on, both runs have room beside each other. */
export const BESIDE = 100;
/** Steps that are the same are shown so far around those that are not. */
const CONTEXT = 2;
/** Rows of a track at the most. */
const MOST_ROWS = 200;
const NUMBER_WIDTH = 3;
const WIDEST_NAME = 16;

/** How rows are shown. */
export interface RowsOptions {
  readonly text: Text;
  readonly style: Style;
  readonly columns: number;
}

/** Lays out the steps of two runs: beside each other, or where that is too narrow one beneath the other. */
export class DiffRows {
  readonly #options: RowsOptions;
  readonly #isBeside: boolean;
  readonly #cell: number;
  #name = 0;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#isBeside = options.columns >= BESIDE;
    const room = options.columns - NUMBER_WIDTH - 3;
    this.#cell = this.#isBeside ? Math.floor((room - 3) / 2) : Math.max(8, room);
  }

  /** The heads of the two columns; none where there is one. */
  heads(reference: string, other: string): string[] {
    if (!this.#isBeside) return [];
    const [left, right] = [reference, other].map((head) => truncate(head, this.#cell));
    const { faint: paintLeft, faint: paintRight } = this.#options.style;
    const row = { number: '', mark: 'same', left: left ?? '', right: right ?? '' } as const;
    return [this.#beside({ ...row, paintLeft, paintRight })];
  }

  /** The rows of a track: what is the same only around what is not. */
  lines({ rows }: ComparedTrack): string[] {
    this.#name = Math.min(WIDEST_NAME, Math.max(...rows.map(widest)));
    const shown = shownRows(rows);
    const lines: string[] = [];
    let hidden = 0;
    let left = MOST_ROWS;
    for (const [at, row] of rows.entries()) {
      if (!shown.has(at)) {
        hidden += 1;
        continue;
      }
      if (hidden > 0) lines.push(this.#hidden(hidden));
      hidden = 0;
      if (left === 0)
        return [...lines, this.#indented(this.#options.text.diff.more(rows.length - at))];
      left -= 1;
      lines.push(...this.#row(row));
    }
    return hidden > 0 ? [...lines, this.#hidden(hidden)] : lines;
  }

  #hidden(steps: number): string {
    return this.#indented(this.#options.text.diff.same(steps));
  }

  #indented(words: string): string {
    return this.#options.style.faint(' '.repeat(NUMBER_WIDTH + 3) + truncate(words, this.#cell));
  }

  #row(row: Row): string[] {
    const { mark, difference } = row;
    const [left, right] = [this.#cellOf(row.reference), this.#cellOf(row.other)];
    const shown: ShownRow = {
      number: difference === undefined ? '' : String(difference + 1),
      ...{ mark, left, right, ...this.#paints(mark) },
    };
    return this.#isBeside ? [this.#beside(shown)] : this.#beneath(shown);
  }

  #paints(mark: Row['mark']): Pick<ShownRow, 'paintLeft' | 'paintRight'> {
    if (mark === 'same' || mark === 'alike') return { paintLeft: plain, paintRight: plain };
    return { paintLeft: this.#options.style.bad, paintRight: this.#options.style.good };
  }

  #beside({ number, mark, left, right, paintLeft, paintRight }: ShownRow): string {
    const room = ' '.repeat(Math.max(0, this.#cell - width(left)));
    return `${begin(number, MARKS[mark])}${paintLeft(left)}${room} │ ${paintRight(right)}`.trimEnd();
  }

  #beneath({ number, mark, left, right, paintLeft, paintRight }: ShownRow): string[] {
    if (mark === 'same' || left === right) return [begin(number, MARKS[mark]) + (left || right)];
    const [first, second] = mark === 'alike' ? ['~', '~'] : ['-', '+'];
    return [
      ...(left === '' ? [] : [begin(number, first) + paintLeft(left)]),
      ...(right === '' ? [] : [begin(left === '' ? number : '', second) + paintRight(right)]),
    ];
  }

  #cellOf(step: Step | undefined): string {
    if (step === undefined) return '';
    const name = padEnd(nameOf(step), this.#name);
    const words = stepWords(step, this.#options.text, this.#cell - width(name) - 2);
    return truncate(`${name}  ${words}`.trimEnd(), this.#cell);
  }
}

interface ShownRow {
  readonly number: string;
  readonly mark: Row['mark'];
  readonly left: string;
  readonly right: string;
  readonly paintLeft: (words: string) => string;
  readonly paintRight: (words: string) => string;
}

/** The number of the difference, and the mark. */
function begin(number: string, mark: string): string {
  return `${padStart(number, NUMBER_WIDTH)} ${mark} `;
}

function plain(words: string): string {
  return words;
}

function widest({ reference, other }: Row): number {
  return Math.max(width(nameOf(reference)), width(nameOf(other)));
}

/** Those that are not the same, and a few around them; a single one between two of them costs no more than to leave it out. */
function shownRows(rows: readonly Row[]): Set<number> {
  const shown = new Set<number>();
  for (const [at, { mark }] of rows.entries()) {
    if (mark === 'same') continue;
    for (let near = at - CONTEXT; near <= at + CONTEXT; near += 1) shown.add(near);
  }
  for (const at of rows.keys()) {
    if (shown.has(at - 1) && shown.has(at + 1)) shown.add(at);
  }
  return shown;
}
