import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineBuffer } from '../../src/trace/line-buffer.ts';

const CAPACITY = 65_536;

/** A buffer whose sink copies what it is handed, as a write to a file does. */
function gathering() {
  const pieces: string[] = [];
  const buffer = new LineBuffer((bytes) => pieces.push(Buffer.from(bytes).toString('latin1')));
  return { buffer, pieces };
}

test('hands nothing over before it is full or flushed, and nothing twice', () => {
  const { buffer, pieces } = gathering();
  buffer.append('one\n');
  buffer.append('two\n');
  expect(pieces).toEqual([]);

  buffer.flush();
  buffer.flush();
  expect(pieces).toEqual(['one\ntwo\n']);
});

test('fills to the last octet, then makes room for the line that would not fit', () => {
  const { buffer, pieces } = gathering();
  const first = 'x'.repeat(CAPACITY - 4);
  buffer.append(first);
  buffer.append('yyyy');
  expect(pieces).toEqual([]);

  buffer.append('z');
  expect(pieces).toEqual([`${first}yyyy`]);
  buffer.flush();
  expect(pieces[1]).toBe('z');
});

test('passes a line longer than itself in one piece, after what came before', () => {
  const { buffer, pieces } = gathering();
  const long = 'é'.repeat(CAPACITY + 1);
  buffer.append('before\n');
  buffer.append(long);
  buffer.append('after\n');
  buffer.flush();

  expect(pieces).toEqual(['before\n', long, 'after\n']);
});

test('keeps what a failing sink has not taken, for the next attempt', () => {
  let isFull = true;
  const written: string[] = [];
  const buffer = new LineBuffer((bytes) => {
    if (isFull) throw new Error('ENOSPC');
    written.push(Buffer.from(bytes).toString('latin1'));
  });
  buffer.append('kept\n');
  expect(() => buffer.flush()).toThrow('ENOSPC');
  expect(() => buffer.append('x'.repeat(CAPACITY))).toThrow('ENOSPC');

  isFull = false;
  buffer.flush();
  expect(written).toEqual(['kept\n']);
});

test('loses, repeats and reorders nothing', () => {
  const size = fc.oneof(fc.nat(300), fc.nat(2 * CAPACITY));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 12 }), (sizes) => {
      const { buffer, pieces } = gathering();
      const lines = sizes.map(
        (length, index) => `${String.fromCharCode(97 + index).repeat(length)}\n`,
      );
      for (const line of lines) buffer.append(line);
      buffer.flush();

      expect(pieces.join('') === lines.join('')).toBe(true);
    }),
    { numRuns: 40 },
  );
});
