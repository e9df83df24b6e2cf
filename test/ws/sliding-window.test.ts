import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlidingWindow } from '../../src/ws/sliding-window.ts';

test('a window has the last octets of all that passed, however they came', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(lengths, fc.constantFrom(256, 1024, 4096), fc.nat(5000), (all, size, most) => {
      const window = new SlidingWindow(size);
      const passed = randomBytes(all.reduce((sum, length) => sum + length, 0));
      let at = 0;
      for (const length of all) {
        window.add(passed.subarray(at, at + length));
        at += length;
        const seen = passed.subarray(0, at);
        expect(seen.subarray(-size).equals(window.last())).toBe(true);
        const wanted = Math.min(size, most, at);
        expect(seen.subarray(at - wanted).equals(window.last(most))).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test.each([256, 32_768])('it takes twice its %i octets at the most, and less at first', (size) => {
  const window = new SlidingWindow(size);
  window.add(new Uint8Array(10));
  expect(window.last().buffer.byteLength).toBeLessThanOrEqual(1024);
  for (let round = 0; round < 100; round += 1) window.add(new Uint8Array(777 * (round % 10)));
  window.add(new Uint8Array(1_000_000));
  expect(window.last().buffer.byteLength).toBeLessThanOrEqual(2 * size);
});

test('it keeps its own copy', () => {
  const window = new SlidingWindow(1024);
  const octets = Buffer.from('before');
  window.add(octets);
  octets.fill('x');
  expect(Buffer.from(window.last()).toString()).toBe('before');
});
