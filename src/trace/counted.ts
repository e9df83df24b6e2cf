/** How often each name came; of those beyond the first so many, and of the long ones, only how often any of them did. */
export interface Counts {
  readonly names: ReadonlyMap<string, number>;
  readonly others: number;
}

/** A name that is longer is none that anybody would read, and a million of them would fill the memory. */
const LONGEST_NAME = 128;

/** Counts names from outside in bounded memory, in the order in which they first came. */
export class Counted implements Counts {
  readonly #names = new Map<string, number>();
  readonly #most: number;
  #others = 0;

  /** Keeps `most` names apart. */
  constructor(most: number) {
    this.#most = most;
  }

  get names(): ReadonlyMap<string, number> {
    return this.#names;
  }

  get others(): number {
    return this.#others;
  }

  /** One more. */
  add(name: string): void {
    const before = this.#names.get(name);
    const isOther =
      before === undefined && (this.#names.size >= this.#most || name.length > LONGEST_NAME);
    if (isOther) this.#others += 1;
    else this.#names.set(name, (before ?? 0) + 1);
  }
}
