import { readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../src/event/address.ts';
import { TCP_STATES } from '../../../src/event/tcp-state.ts';
import { type ProcTcpRow, parseProcNetTcp } from '../../../src/observe/kernel/proc-net-tcp.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/proc-net-tcp/${name}.txt`, import.meta.url), 'latin1');
const TCP = fixture('tcp');
const TCP6 = fixture('tcp6');
const BOTH = TCP + TCP6;

const on = (rows: readonly ProcTcpRow[], local: string) =>
  rows.filter((row) => formatAddress(row.local) === local);
const inState = (rows: readonly ProcTcpRow[], state: ProcTcpRow['state']) =>
  rows.filter((row) => row.state === state);

/** What the same sockets look like where the most significant octet is stored first. */
const asBigEndian = (text: string) =>
  text.replace(/(?<= )(?:[\dA-F]{8}){1,4}(?=:[\dA-F]{4} )/g, (words) =>
    Buffer.from(words, 'hex').swap32().toString('hex').toUpperCase(),
  );

describe('the tables of a machine with sockets in many states', () => {
  const rows4 = parseProcNetTcp(TCP);
  const rows6 = parseProcNetTcp(TCP6);

  test('every line but the heading is a row', () => {
    const lines = (text: string) => text.trimEnd().split('\n').length - 1;
    expect(rows4).toHaveLength(lines(TCP));
    expect(rows6).toHaveLength(lines(TCP6));
  });

  test('listeners have the addresses they were bound to, in both families', () => {
    const addresses = inState([...rows4, ...rows6], 'LISTEN').map(({ local }) =>
      formatAddress(local),
    );
    expect(addresses.sort()).toEqual([
      '0.0.0.0:9002',
      '127.0.0.1:9001',
      '127.0.0.1:9006',
      '127.0.0.1:9007',
      '[::1]:9003',
      '[::]:9004',
      '[::]:9005',
    ]);
  });

  test("a listener's receive queue counts the connections that wait for accept", () => {
    expect(on(rows4, '127.0.0.1:9006')[0]).toMatchObject({
      state: 'LISTEN',
      sendQueue: 0,
      receiveQueue: 3,
      remote: { host: '0.0.0.0', port: 0 },
    });
    expect(inState(rows6, 'LISTEN')[0]?.remote).toEqual({ host: '::', port: 0 });
  });

  test('a connection has its unread octets, and nobody holds it before it is accepted', () => {
    expect(rows4).toContainEqual(
      expect.objectContaining({
        local: { host: '127.0.0.1', port: 9001 },
        state: 'ESTABLISHED',
        receiveQueue: 100,
      }),
    );
    const waiting = inState(on(rows4, '127.0.0.1:9006'), 'ESTABLISHED');
    expect(waiting.map(({ inode }) => inode)).toEqual([0, 0, 0]);
  });

  test('a SYN or FIN without an acknowledgment is in the send queue, a FIN received in the receive queue', () => {
    expect(inState(rows4, 'SYN-SENT').map(({ sendQueue }) => sendQueue)).toEqual([1]);
    expect(inState(rows4, 'FIN-WAIT-1').map(({ sendQueue }) => sendQueue)).toEqual([1]);
    expect(inState(rows4, 'CLOSE-WAIT').map(({ receiveQueue }) => receiveQueue)).toEqual([1]);
  });

  test('the shorter line of TIME-WAIT is a row too', () => {
    expect(inState(rows4, 'TIME-WAIT')).toMatchObject([
      { remote: { host: '127.0.0.1', port: 9001 }, inode: 0 },
    ]);
  });

  test('the user and the inode are those of the line', () => {
    const [row] = on(rows4, '0.0.0.0:9002');
    expect(row?.uid).toBe(1000);
    expect(TCP).toContain(` 1000        0 ${row?.inode} `);
  });

  test('an IPv6 address is in its canonical form, an IPv4 one within IPv6 in dotted form', () => {
    const hosts = inState(rows6, 'ESTABLISHED').map(({ local }) => local.host);
    expect(new Set(hosts)).toEqual(new Set(['::1', '2001:db8::1:0:0:1', '::ffff:127.0.0.1']));
  });
});

test('a machine of the other byte order gives the same addresses', () => {
  const swapped = asBigEndian(BOTH);
  expect(swapped).toContain(' 7F000001:');
  expect(parseProcNetTcp(swapped, 'BE')).toEqual(parseProcNetTcp(BOTH, 'LE'));
});

test('any IPv6 address is one, and the shortest form of itself', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (octets) => {
      const digits = Buffer.from(octets).toString('hex').toUpperCase();
      const line = `   0: ${digits}:0050 ${digits}:0051 01 00000000:00000000 00:00000000 00000000     0        0 7 1 0`;
      const [row] = parseProcNetTcp(line, 'BE');
      const host = row?.local.host ?? '';
      expect(isIPv6(host)).toBe(true);
      expect(new URL(`http://[${host}]`).hostname).toBe(
        new URL(`http://[${digits.replace(/.{4}(?=.)/g, '$&:')}]`).hostname,
      );
      expect(host).not.toMatch(/[A-F]|(^|:)0[\da-f]/);
    }),
    { numRuns: 50 },
  );
});

test('a state and families that do not exist together are left out', () => {
  const line =
    '   0: 0100007F:2329 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 7 1 0';
  expect(parseProcNetTcp(line)).toHaveLength(1);
  expect(parseProcNetTcp(line.replace(' 0A ', ' 3F '))).toEqual([]);
  expect(parseProcNetTcp(line.replace('00000000:0000 ', `${'0'.repeat(32)}:0000 `))).toEqual([]);
});

describe('text that is no table', () => {
  function expectWellFormed(rows: readonly ProcTcpRow[]) {
    for (const row of rows) {
      expect(TCP_STATES).toContain(row.state);
      for (const { host, port } of [row.local, row.remote]) {
        expect(isIP(host)).not.toBe(0);
        expect(port).toBeLessThanOrEqual(65_535);
      }
      for (const count of [row.sendQueue, row.receiveQueue, row.uid, row.inode]) {
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      }
    }
  }

  test('random text has no rows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(parseProcNetTcp(text)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('a table cut anywhere gives its first rows, none of them changed', () => {
    const whole = parseProcNetTcp(BOTH);
    fc.assert(
      fc.property(fc.nat(BOTH.length), (length) => {
        const rows = parseProcNetTcp(BOTH.slice(0, length));
        expect(rows).toEqual(whole.slice(0, rows.length));
      }),
      { numRuns: 300 },
    );
  });

  test('a table with other characters put in gives whole rows or none', () => {
    const change = fc.tuple(
      fc.nat(BOTH.length),
      fc.nat(40),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.stringMatching(/^[\dA-F: \n]{0,20}$/),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 20 }),
        fc.constantFrom('LE', 'BE'),
        (all, order) => {
          const text = all.reduce(
            (changed, [at, taken, put]) => changed.slice(0, at) + put + changed.slice(at + taken),
            BOTH,
          );
          expectWellFormed(parseProcNetTcp(text, order));
        },
      ),
      { numRuns: 100 },
    );
  });
});
