import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../src/event/address.ts';
import { parseProcNetUdp } from '../../../src/observe/kernel/proc-net-udp.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/proc-net-udp/${name}.txt`, import.meta.url), 'latin1');
const BOTH = fixture('udp') + fixture('udp6');

describe('the tables of a machine with UDP sockets', () => {
  const rows = parseProcNetUdp(BOTH);

  test('every line but the headings is a row, in both families', () => {
    expect(rows.map(({ local }) => formatAddress(local))).toEqual([
      '127.0.0.1:9001',
      '0.0.0.0:9002',
      '0.0.0.0:9003',
      '0.0.0.0:9003',
      '127.0.0.1:9006',
      '127.0.0.1:9008',
      '[::1]:9004',
      '[::]:9005',
      '[::1]:9007',
    ]);
  });

  test('a connected socket has its peer, any other the wildcard address', () => {
    const remotes = new Map(rows.map(({ local, remote }) => [local.port, formatAddress(remote)]));
    expect(remotes.get(9006)).toBe('127.0.0.1:9002');
    expect(remotes.get(9007)).toBe('[::1]:9004');
    expect(remotes.get(9008)).toBe('0.0.0.0:0');
    expect(remotes.get(9005)).toBe('[::]:0');
  });

  test('drops are those of the line, and unread datagrams take their memory', () => {
    expect(rows[0]).toMatchObject({ drops: 15, receiveQueue: 0x1040, inode: 2_787_105, uid: 0 });
    expect(rows[1]).toMatchObject({ drops: 0, receiveQueue: 0x340 });
    expect(rows.filter(({ drops }) => drops > 0)).toHaveLength(1);
  });
});

test('a line of the other byte order, of another user, with as many drops as the kernel counts', () => {
  const line =
    '   42: 7F000001:2329 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 7 2 0000000000000000 4294967295\n';
  expect(parseProcNetUdp(line, 'BE')).toMatchObject([
    { local: { host: '127.0.0.1', port: 9001 }, uid: 1000, inode: 7, drops: 4_294_967_295 },
  ]);
});

describe('text that is no table', () => {
  test('a count that may have been cut short is left out', () => {
    const whole = fixture('udp').split(' 15 ')[0] ?? '';
    expect(parseProcNetUdp(`${whole} 15\n`)).toMatchObject([{ drops: 15 }]);
    expect(parseProcNetUdp(`${whole} 1`)).toEqual([]);
  });

  test('a table cut anywhere gives its first rows, none of them changed', () => {
    const whole = parseProcNetUdp(BOTH);
    fc.assert(
      fc.property(fc.nat(BOTH.length), (length) => {
        const rows = parseProcNetUdp(BOTH.slice(0, length));
        expect(rows).toEqual(whole.slice(0, rows.length));
      }),
      { numRuns: 200 },
    );
  });

  test('a table with other characters put in gives whole rows or none', () => {
    const put = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\dA-F: \n]{0,20}$/));
    fc.assert(
      fc.property(fc.nat(BOTH.length), fc.nat(40), put, (at, taken, text) => {
        for (const row of parseProcNetUdp(BOTH.slice(0, at) + text + BOTH.slice(at + taken))) {
          expect(isIP(row.local.host) && isIP(row.remote.host)).not.toBe(0);
          expect(row.local.port).toBeLessThanOrEqual(65_535);
          for (const count of [row.receiveQueue, row.drops, row.uid, row.inode]) {
            expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
