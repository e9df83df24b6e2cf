import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PROBE_SIZE, leastProbeSize, makeProbe, probeNumber } from '../../src/udp/probe.ts';
import { MOST_PROBES } from '../../src/udp/probes.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const numbers = fc.integer({ min: 1, max: MOST_PROBES });
/** A probe, and its size. */
const probes = fc
  .tuple(numbers, fc.integer({ min: 0, max: 300 }))
  .map(([number, more]) => ({ number, size: leastProbeSize(number) + more }));

test('a probe is a line that says its number, as large as asked for', () => {
  expect(text(makeProbe(17, 16))).toBe('probe 17 rstuvw\n');
  expect(text(makeProbe(1, 11))).toBe('probe 1 bc\n');
  expect(text(makeProbe(17, 9))).toBe('probe 17\n');
  expect(text(makeProbe(17, 10))).toBe('probe 17 \n');
});

test('the least size has room for the number, and one octet less is refused', () => {
  expect(leastProbeSize(1)).toBe(8);
  expect(leastProbeSize(MOST_PROBES)).toBeLessThan(DEFAULT_PROBE_SIZE);
  expect(() => makeProbe(100, leastProbeSize(100) - 1)).toThrow(RangeError);
});

test('the letters of a large probe go round the alphabet to its end', () => {
  const probe = makeProbe(25, 65_507);
  expect(text(probe.subarray(0, 14))).toBe('probe 25 zabcd');
  expect(probe.length).toBe(65_507);
  expect(text(probe.subarray(-2))).toMatch(/^[a-z]\n$/);
  expect(probeNumber(probe)).toBe(25);
});

describe('the number of a probe', () => {
  test('is read back whatever the size, also when a service answers in capitals', () => {
    fc.assert(
      fc.property(probes, ({ number, size }) => {
        const probe = makeProbe(number, size);
        expect(probe).toHaveLength(size);
        expect(probeNumber(probe)).toBe(number);
        expect(probeNumber(Buffer.from(text(probe).toUpperCase()))).toBe(number);
      }),
      { numRuns: 200 },
    );
  });

  test('is not read from a probe with a damaged bit', () => {
    const places = fc.tuple(probes, fc.nat(), fc.nat({ max: 7 }));
    fc.assert(
      fc.property(places, ([{ number, size }, place, bit]) => {
        fc.pre(size >= DEFAULT_PROBE_SIZE);
        const probe = makeProbe(number, size);
        const at = place % size;
        probe[at] = (probe[at] ?? 0) ^ (1 << bit);
        expect(probeNumber(probe)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('is not read from a probe cut short or made longer', () => {
    fc.assert(
      fc.property(probes, ({ number, size }) => {
        const probe = makeProbe(number, size);
        expect(probeNumber(probe.subarray(0, -1))).toBeUndefined();
        expect(probeNumber(Buffer.concat([probe, Buffer.from('x')]))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test.each(['', 'probe', 'probe \n', 'probe 0\n', 'probe 01\n', 'probe -1\n', 'probe 1', 'prob'])(
    'is not read from %j',
    (payload) => {
      expect(probeNumber(Buffer.from(payload))).toBeUndefined();
    },
  );

  test('is not read from any other octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
        expect(probeNumber(octets)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});
