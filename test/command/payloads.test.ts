import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachOf, linesOf, piecesOf, probesOf, Typed } from '../../src/command/payloads.ts';

async function textsOf(pieces: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(Buffer.from(piece).toString('latin1'));
  return texts;
}

const chunked = (...texts: readonly string[]) =>
  eachOf(texts.map((text) => Buffer.from(text, 'latin1')));

const input = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r') }), {
  maxLength: 6,
});

describe('lines', () => {
  test('keep their line feeds, wherever the input is cut; the last may have none', async () => {
    expect(await textsOf(linesOf(chunked('on', 'e\n\ntw', 'o', '\r\nthree')))).toEqual([
      'one\n',
      '\n',
      'two\r\n',
      'three',
    ]);
    expect(await textsOf(linesOf(chunked()))).toEqual([]);
  });

  test('are those of the whole input', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (chunks) => {
        const lines = chunks.join('').match(/[^\n]*\n|[^\n]+$/g) ?? [];
        expect(await textsOf(linesOf(chunked(...chunks)))).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  test('without an end are handed on in pieces: they must not fill the memory', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    const pieces = await textsOf(linesOf(chunked(...Array.from({ length: 40 }, () => chunk))));
    expect(pieces.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 524_288]);
  });
});

describe('pieces', () => {
  test('are of one size wherever the input is cut, and the last is what is left', async () => {
    await fc.assert(
      fc.asyncProperty(input, fc.integer({ min: 1, max: 9 }), async (chunks, size) => {
        const pieces = await textsOf(piecesOf(chunked(...chunks), size));
        expect(pieces.join('')).toBe(chunks.join(''));
        expect(pieces.slice(0, -1).filter(({ length }) => length !== size)).toEqual([]);
        expect(pieces.at(-1)?.length ?? size).toBeLessThanOrEqual(size);
        expect(pieces).not.toContain('');
      }),
      { numRuns: 200 },
    );
  });
});

test('probes are numbered from 1', async () => {
  expect(await textsOf(probesOf(3, 8))).toEqual(['probe 1\n', 'probe 2\n', 'probe 3\n']);
});

test('what is typed comes as it is typed, also nothing at all, until the end', async () => {
  const typed = new Typed();
  typed.add(Buffer.from('one'));
  typed.add(Buffer.alloc(0));
  const reading = textsOf(typed.pieces());
  typed.add(Buffer.from('two'));
  typed.end();
  typed.add(Buffer.from('late'));
  expect(await reading).toEqual(['one', '', 'two']);
});
