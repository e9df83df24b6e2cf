import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOctets, excerpt } from '../../src/diff/octets.ts';
import type { Octets } from '../../src/diff/step.ts';

/** A stream in pieces of these lengths, the last as long as is left; of each so many octets are kept. */
function stream(octets: Uint8Array, cuts: readonly number[], kept = octets.length): Octets {
  const pieces = [];
  for (let at = 0; at < octets.length; ) {
    const length = Math.min(cuts[pieces.length] ?? octets.length, octets.length - at);
    pieces.push({ at, length, data: octets.subarray(at, at + Math.min(length, kept)) });
    at += length;
  }
  return { length: octets.length, pieces };
}

const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
const content = fc.uint8Array({ maxLength: 60 });

test('the same octets are the same however they are cut', () => {
  fc.assert(
    fc.property(content, cuts, cuts, (octets, ours, theirs) => {
      expect(compareOctets(stream(octets, ours), stream(octets, theirs))).toEqual({ unknown: 0 });
    }),
    { numRuns: 50 },
  );
});

test('the first that is another one is found, or the end of the shorter', () => {
  fc.assert(
    fc.property(content, content, cuts, cuts, (one, other, ours, theirs) => {
      const first = one.findIndex((octet, at) => octet !== other[at]);
      const differAt = first < 0 && one.length < other.length ? one.length : first;
      const found = compareOctets(stream(one, ours), stream(other, theirs)).differAt ?? -1;
      expect(found).toBe(differAt);
    }),
    { numRuns: 100 },
  );
});

test('what was not kept is not compared, and counted', () => {
  const [one, other] = [new Uint8Array(20), new Uint8Array(20).fill(7, 4)];
  const compared = compareOctets(stream(one, [10], 4), stream(other, [], 4));

  expect(compared).toEqual({ unknown: 16 });
});

test('an excerpt goes on over the pieces, as far as they were kept', () => {
  const octets = Uint8Array.from({ length: 20 }, (_, at) => at);

  expect([...excerpt(stream(octets, [3, 3, 3]), 2, 6)]).toEqual([2, 3, 4, 5, 6, 7]);
  expect([...excerpt(stream(octets, [6], 4), 2, 6)]).toEqual([2, 3]);
  expect([...excerpt(stream(octets, []), 20, 6)]).toEqual([]);
});
