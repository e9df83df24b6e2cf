/** Where each key stands that is there once; `undefined` for those that are there more often. */
export function onceIn(
  keys: readonly string[],
  from: number,
  to: number,
): Map<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  for (let i = from; i < to; i += 1) {
    const key = keys[i] ?? '';
    places.set(key, places.has(key) ? undefined : i);
  }
  return places;
}

/** As many pairs as rise in both places; they come in the order of the first. */
export function longestRising(
  pairs: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, [, place]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.push(ends[low - 1]);
    ends[low] = at;
  }
  const rising: (readonly [number, number])[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) {
    const pair = pairs[at];
    if (pair) rising.push(pair);
  }
  return rising.reverse();
}
