import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  checkReadable,
  chunksOf,
  inPieces,
  inputChunks,
  type Sending,
} from '../../src/command/input.ts';

const folder = mkdtempSync(join(tmpdir(), 'sockets-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: string): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

function octets(text: string, isText = true): Sending {
  return { kind: 'octets', octets: Buffer.from(text), text: isText };
}

function inputOf(...chunks: string[]): Readable {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
}

async function* chunked(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function textsOf(chunks: AsyncIterable<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  for await (const chunk of chunks) texts.push(Buffer.from(chunk).toString());
  return texts;
}

async function sent(sendings: readonly Sending[], input: Readable, crlf: boolean): Promise<string> {
  return (await textsOf(chunksOf(sendings, input, crlf))).join('');
}

const STDIN: Sending = { kind: 'file', path: '-' };

describe('what is sent', () => {
  test('comes in the order it was given: octets, files and standard input', async () => {
    const file: Sending = { kind: 'file', path: fileOf('file\n') };
    const all = [octets('one\n'), STDIN, file, octets('two\n')];
    expect(await sent(all, inputOf('in', 'put\n'), false)).toBe('one\ninput\nfile\ntwo\n');
  });

  test('with --crlf, is CR LF at the end of lines of text and of standard input only', async () => {
    const file: Sending = { kind: 'file', path: fileOf('file\n') };
    const all = [octets('one\n'), octets('hex\n', false), file, STDIN];
    expect(await sent(all, inputOf('input\n'), true)).toBe('one\r\nhex\nfile\ninput\r\n');
  });

  test('gets no second CR, wherever a line end is cut in two', async () => {
    const text = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n'), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 4 }), async (parts, size) => {
        const typed = parts.join('');
        const chunks = typed.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const expected = typed.replace(/(?<!\r)\n/g, '\r\n');
        expect(await sent([STDIN], inputOf(...chunks), true)).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe('pieces', () => {
  test('are of the size asked for, and the last of a chunk is what is left', async () => {
    const pieces = inPieces(chunked('abcde', '', 'fg'), 2);
    expect(await textsOf(pieces)).toEqual(['ab', 'cd', 'e', 'fg']);
  });

  test('lose nothing', async () => {
    const chunks = fc.array(fc.string({ unit: 'grapheme-ascii' }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 9 }), async (chunks, size) => {
        const pieces = await textsOf(inPieces(chunked(...chunks), size));
        expect(pieces.join('')).toBe(chunks.join(''));
        expect(pieces.filter(({ length }) => length > size || length === 0)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('standard input', () => {
  test('that is destroyed because nobody wants it is at its end', async () => {
    const input = new PassThrough();
    input.write('a');
    const seen: string[] = [];
    for await (const chunk of inputChunks(input)) {
      seen.push(Buffer.from(chunk).toString());
      input.destroy();
    }
    expect(seen).toEqual(['a']);
  });

  test('that cannot be read is this machine’s failure', async () => {
    const input = new PassThrough();
    input.destroy(Object.assign(new Error('broken'), { code: 'EIO' }));
    await expect(textsOf(inputChunks(input))).rejects.toMatchObject({
      fault: 'system',
      code: 'file-unreadable',
      facts: { path: 'stdin', code: 'EIO' },
    });
  });
});

describe('a file that cannot be read', () => {
  const missing = join(folder, 'missing');

  test.each([
    ['is not there', missing, 'ENOENT'],
    ['is a directory', folder, 'EISDIR'],
  ])('because it %s, is the user’s to mend', async (_why, path, code) => {
    const failure = { fault: 'usage', code: 'file-unreadable', facts: { path, code } };
    expect(() => checkReadable(path)).toThrow(expect.objectContaining(failure));
    const reading = sent([{ kind: 'file', path }], inputOf(), false);
    await expect(reading).rejects.toMatchObject(failure);
  });

  test('is not one that can', () => {
    expect(() => checkReadable(fileOf('x'))).not.toThrow();
  });
});
