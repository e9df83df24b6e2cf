import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProcNetUnix } from '../../../src/observe/kernel/proc-net-unix.ts';

const TABLE = readFileSync(
  new URL('../../fixtures/proc-net-unix/unix.txt', import.meta.url),
  'utf8',
);
const FOLDER = '/tmp/sockets-fixture';

describe('the table of a machine with Unix domain sockets', () => {
  const rows = parseProcNetUnix(TABLE);
  const at = (path: string) => rows.filter((row) => row.path === path);

  test('every socket is a row', () => {
    expect(rows).toHaveLength(TABLE.match(/^0{8}/gm)?.length ?? 0);
  });

  test('listeners have their paths whole: spaces, other scripts, relative ones, abstract names', () => {
    const listening = rows.filter((row) => row.listening);
    expect(listening.map(({ path }) => path).sort()).toEqual(
      [
        `${FOLDER}/chat.sock`,
        `${FOLDER}/new\nline.sock`,
        `${FOLDER}/seq.sock`,
        `${FOLDER}/two  words 7 * 8.sock`,
        `${FOLDER}/채팅.sock`,
        '@a@b',
        `@padded${'@'.repeat(101)}`,
        '@tight',
        'relative.sock',
      ].sort(),
    );
  });

  test('a listener, the connections it accepted and the one that waits share a path', () => {
    expect(at(`${FOLDER}/chat.sock`)).toEqual([
      expect.objectContaining({ listening: false, connected: true, inode: 2_787_127 }),
      expect.objectContaining({ listening: false, connected: false, inode: 0 }),
      expect.objectContaining({ listening: true, connected: false, inode: 2_787_115 }),
    ]);
  });

  test('a socket that is bound and does not listen is no listener', () => {
    expect(at(`${FOLDER}/bound.sock`)).toMatchObject([{ kind: 'stream', listening: false }]);
    expect(at(`${FOLDER}/log.sock`)).toMatchObject([{ kind: 'dgram', listening: false }]);
    expect(at(`${FOLDER}/seq.sock`)).toContainEqual(
      expect.objectContaining({ kind: 'seqpacket', listening: true }),
    );
  });

  test('a client has no path', () => {
    const client = rows.find(({ inode }) => inode === 2_787_126);
    expect(client).toEqual({ kind: 'stream', listening: false, connected: true, inode: 2_787_126 });
  });
});

test('a path with a row in it does not take the place of another', () => {
  const row = (inode: number, path: string) =>
    `0000000000000000: 00000002 00000000 00010000 0001 01 ${inode} ${path}\n`;
  const forged = row(5, `/tmp/a\n${row(6, '/run/theirs').trimEnd()}`) + row(6, '/run/real');
  expect(parseProcNetUnix(forged)).toMatchObject([{ path: '/tmp/a', inode: 5 }]);
});

test('a table cut at any line gives the first rows', () => {
  const whole = parseProcNetUnix(TABLE);
  fc.assert(
    fc.property(fc.nat(TABLE.length), (length) => {
      const cut = parseProcNetUnix(TABLE.slice(0, length));
      const inodes = cut.map(({ inode }) => inode);
      expect(inodes).toEqual(whole.slice(0, cut.length).map(({ inode }) => inode));
    }),
    { numRuns: 100 },
  );
});

test('random text has no rows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(parseProcNetUnix(text)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
