import type { Microseconds } from '../event/clock.ts';

interface Entry<Item> {
  readonly due: Microseconds;
  readonly order: number;
  readonly item: Item;
}

/** What waits for its time: the soonest first, and those of one time in the order they were added (a binary heap). */
export class Soonest<Item> {
  readonly #heap: Entry<Item>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the first one is due; `undefined` when nothing waits. */
  get due(): Microseconds | undefined {
    return this.#heap[0]?.due;
  }

  add(item: Item, due: Microseconds): void {
    const entry = { item, due, order: this.#added };
    this.#added += 1;
    let at = this.#heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || !before(entry, parent)) break;
      this.#heap[at] = parent;
      at = above;
    }
    this.#heap[at] = entry;
  }

  /** Takes the first one away if it is due at `time`. */
  take(time: Microseconds): Item | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.due > time) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    return first.item;
  }

  #sink(entry: Entry<Item>): void {
    let at = 0;
    for (;;) {
      const [child, below] = this.#sooner(2 * at + 1);
      if (child === undefined || before(entry, child)) break;
      this.#heap[at] = child;
      at = below;
    }
    this.#heap[at] = entry;
  }

  /** The sooner one of two that stand side by side, and where it stands. */
  #sooner(left: number): [Entry<Item> | undefined, number] {
    const one = this.#heap[left];
    const other = this.#heap[left + 1];
    return one && other && before(other, one) ? [other, left + 1] : [one, left];
  }
}

function before<Item>(one: Entry<Item>, other: Entry<Item>): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}
