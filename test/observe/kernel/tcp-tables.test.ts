import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProcNetTcp } from '../../../src/observe/kernel/proc-net-tcp.ts';
import { TcpTables } from '../../../src/observe/kernel/tcp-tables.ts';

const TABLES = readFileSync(
  new URL('../../fixtures/kernel/proc-net-tcp.txt', import.meta.url),
  'latin1',
);
const all = () => true;

test('the rows are those of the table, read once or again', () => {
  const tables = new TcpTables('LE', all);
  const first = tables.read(TABLES);
  expect(first).toMatchObject(
    parseProcNetTcp(TABLES).map(({ uid: _uid, inode: _inode, ...row }) => row),
  );
  expect(tables.read(TABLES)).toEqual(first);
  expect(tables.read('')).toEqual([]);
  expect(tables.read(TABLES)).toEqual(first);
});

test('a row that changed is another one, wherever it stands, and the others are the same', () => {
  const tables = new TcpTables('LE', all);
  const before = tables.read(TABLES);
  const [heading, removed, ...lines] = TABLES.split('\n');
  const text = [heading, ...lines]
    .join('\n')
    .replace(' 01 00000000:0001F600 ', ' 08 00000000:0001F601 ');
  const after = tables.read(text);
  expect(removed).toContain(':2335 ');
  expect(after).toHaveLength(before.length - 1);
  expect(after.filter((row) => !before.includes(row))).toEqual([
    expect.objectContaining({ state: 'CLOSE-WAIT', receiveQueue: 128_513 }),
  ]);
});

test('only what is wanted is given, and may become wanted later', () => {
  let port = 9001;
  const tables = new TcpTables('LE', (local) => local.port === port);
  expect(tables.read(TABLES)).toHaveLength(3);
  port = 9014;
  expect(tables.read(TABLES)).toHaveLength(2);
});

test('a timer that goes on is no change of what was measured, retransmitting is', () => {
  const tables = new TcpTables('LE', (local) => local.port === 40_013);
  const [row] = tables.read(TABLES);
  const [later] = tables.read(TABLES.replaceAll('01:00000047 00000002', '01:00000001 00000002'));
  expect(later?.timer).not.toEqual(row?.timer);
  expect(later?.measures).toBe(row?.measures);
});

test('any text in turn gives what it gives at first', () => {
  const change = fc.tuple(
    fc.nat(TABLES.length),
    fc.nat(40),
    fc.stringMatching(/^[\dA-F: \n]{0,20}$/),
  );
  const tables = new TcpTables('LE', all);
  fc.assert(
    fc.property(fc.array(change, { maxLength: 10 }), (changes) => {
      const text = changes.reduce(
        (changed, [from, taken, put]) => changed.slice(0, from) + put + changed.slice(from + taken),
        TABLES,
      );
      expect(tables.read(text)).toEqual(new TcpTables('LE', all).read(text));
    }),
    { numRuns: 50 },
  );
});
