import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optionsProblem, readTcpOptions } from '../../../src/observe/packet/tcp-options.ts';

describe('TCP options', () => {
  const read = (...octets: number[]) =>
    readTcpOptions({ octets: Uint8Array.from(octets), start: 0, end: octets.length });

  test('are read, also those nobody knows', () => {
    expect(read(2, 4, 5, 0xb4, 1, 3, 3, 7, 4, 2, 254, 4, 1, 2, 0, 9)).toEqual([
      { kind: 2, start: 0, end: 4, name: 'maximum-segment-size', size: 1460 },
      { kind: 1, start: 4, end: 5, name: 'no-operation' },
      { kind: 3, start: 5, end: 8, name: 'window-scale', shift: 7 },
      { kind: 4, start: 8, end: 10, name: 'sack-permitted' },
      { kind: 254, start: 10, end: 14, name: 'unknown' },
      { kind: 0, start: 14, end: 15, name: 'end-of-option-list' },
    ]);
    expect(read(5, 18, 0, 0, 0, 1, 0, 0, 0, 2, 255, 255, 255, 255, 0, 0, 0, 4)).toMatchObject([
      {
        blocks: [
          { from: 1, to: 2 },
          { from: 2 ** 32 - 1, to: 4 },
        ],
      },
    ]);
    expect(read(8, 10, 0, 0, 0, 1, 255, 0, 0, 0)).toMatchObject([{ value: 1, echo: 0xff00_0000 }]);
  });

  test('of a length they cannot have are unknown, or the last', () => {
    expect(read(3, 4, 7, 7, 1).map(({ name }) => name)).toEqual(['unknown', 'no-operation']);
    expect(read(1, 3).map(({ name }) => name)).toEqual(['no-operation']);
    expect(read(1, 9, 1, 1).map(({ name }) => name)).toEqual(['no-operation']);
    expect(read(1, 9, 40, 1).map(({ name }) => name)).toEqual(['no-operation']);
  });

  test('stay within their header, whatever they say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 44 }), fc.nat(10), (octets, start) => {
        const span = { octets, start, end: Math.max(start, octets.length - 3) };
        let at = start;
        for (const option of readTcpOptions(span)) {
          expect(option.start).toBe(at);
          at = option.end;
        }
        expect(at).toBeLessThanOrEqual(span.end);
        optionsProblem(span);
      }),
      { numRuns: 500 },
    );
  });
});
