/** What a figure shall be. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the table: the median of several measurements and how far they lay apart. */
export interface Figure {
  readonly measure: string;
  readonly subject: string;
  readonly unit: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly goal?: Goal;
  /** The absolute figures behind a ratio. */
  readonly note: string;
}

export interface Measured {
  readonly measure: string;
  readonly subject: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly goal?: Goal;
  readonly note: string;
}

export function figure({ values, ...what }: Measured): Figure {
  return {
    ...what,
    median: median(values),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}

/** The middle one, or the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export function isMet({ median, goal }: Figure): boolean {
  if (!goal) return true;
  return 'atLeast' in goal ? median >= goal.atLeast : median <= goal.atMost;
}
