import { array, assert, integer, property, string, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History } from '../../src/live/history.ts';

const octets = (text: string) => Buffer.from(text);
const line = (number: number, length = 100) => `${String(number).padEnd(length - 1, '.')}\n`;

/** All that a reader from `at` on is handed, block by block. */
function readFrom(history: History, from: number): string {
  let text = '';
  let at = from;
  for (;;) {
    const lines = history.read(at);
    if (!lines || lines.length === 0) return text;
    text += Buffer.from(lines).toString();
    at += lines.length;
  }
}

describe('the history of a run', () => {
  test('hands out every line, whole, however the octets came', () => {
    const anyLines = array(
      string().map((text) => text.replaceAll('\n', ' ')),
      { minLength: 1 },
    );
    const anyCuts = array(integer({ min: 1, max: 40 }), { minLength: 1 });
    void assert(
      property(anyLines, anyCuts, (lines, cuts) => {
        const history = new History();
        const whole = octets(`header\n${lines.map((one) => `${one}\n`).join('')}`);
        for (let at = 0, i = 0; at < whole.length; i += 1) {
          const size = cuts[i % cuts.length] ?? 1;
          history.push(whole.subarray(at, at + size));
          at += size;
          expect(/(^|\n)$/.test(readFrom(history, 0))).toBe(true);
        }
        expect(Buffer.from(history.header ?? []).toString()).toBe('header\n');
        expect(readFrom(history, 0)).toBe(whole.subarray(7).toString());
        expect(history.lines).toBe(lines.length);
      }),
      { numRuns: 50 },
    );
  });

  test('keeps the beginning of a line to itself', () => {
    const history = new History();
    history.push(octets('header\n{"a":1}\n{"b"'));
    expect(readFrom(history, 0)).toBe('{"a":1}\n');
    history.push(octets(':2}'));
    expect(history.lines).toBe(1);
    history.push(octets('\n'));
    expect(readFrom(history, 0)).toBe('{"a":1}\n{"b":2}\n');
  });

  test('is not changed by who overwrites what it was given', () => {
    void assert(
      property(uint8Array({ minLength: 1, maxLength: 50 }), (given) => {
        const history = new History();
        history.push(octets('header\n'));
        const before = Buffer.from(given).toString('latin1');
        history.push(given);
        given.fill(0);
        history.push(octets('\n'));
        expect(Buffer.from(readAll(history)).toString('latin1')).toBe(`${before}\n`);
      }),
      { numRuns: 20 },
    );
  });

  test('forgets the oldest lines, and says how many a newcomer does not get', () => {
    const history = new History({ kept: 1_000_000, slack: 500_000 });
    history.push(octets('header\n'));
    for (let number = 0; number < 30_000; number += 1) history.push(octets(line(number)));
    const { at, skipped } = history.beginning();
    const kept = readFrom(history, at);
    expect(kept.length).toBeLessThanOrEqual(1_000_000);
    expect(kept.length).toBeGreaterThan(1_000_000 - 64 * 1024);
    expect(kept.startsWith(line(skipped))).toBe(true);
    expect(kept.endsWith(line(29_999))).toBe(true);
    expect(history.read(0)).toBeUndefined();
    // Who began in time may be as much behind as the slack is.
    expect(readFrom(history, history.end - 1_400_000).length).toBe(1_400_000);
  });

  test('has nothing to skip while all is kept', () => {
    const history = new History();
    expect(history.beginning()).toEqual({ at: 0, skipped: 0 });
    history.push(octets(`header\n${line(0)}`));
    expect(history.beginning()).toEqual({ at: 0, skipped: 0 });
    expect(history.read(100)).toHaveLength(0);
  });
});

function readAll(history: History): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const piece = history.read(at);
    if (!piece || piece.length === 0) return Buffer.concat(pieces);
    pieces.push(piece);
    at += piece.length;
  }
}
