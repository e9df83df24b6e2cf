import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../src/event/address.ts';
import { TCP_STATES } from '../../../src/event/tcp-state.ts';
import { endsKey } from '../../../src/observe/kernel/inet-host.ts';
import { parseProcNetTcp } from '../../../src/observe/kernel/proc-net-tcp.ts';
import { parseSsTcp, type SsTcpRow } from '../../../src/observe/kernel/ss-tcp.ts';
import { parseTcpTimer } from '../../../src/observe/kernel/tcp-timer.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/kernel/${name}.txt`, import.meta.url), 'latin1');
const SS = fixture('ss-tcp');
const PROC = fixture('proc-net-tcp');
const ROWS = parseSsTcp(SS);

/** Of a long time ss leaves out the seconds, or their fractions. */
const LEFT_OUT: Readonly<Record<string, number>> = { keepalive: 60e6, timewait: 1e6 };

const timersOf = (table: string) =>
  new Map(
    table.split('\n').flatMap((line) => {
      const [row] = parseProcNetTcp(line);
      return row ? [[endsKey(row.local, row.remote), parseTcpTimer(line)] as const] : [];
    }),
  );

const at = (port: number, peer?: number) =>
  ROWS.find(({ local, remote }) => local.port === port && (peer ?? remote.port) === remote.port);
const one = (line: string): SsTcpRow | undefined => parseSsTcp(`${line}\n`)[0];
const hostsOf = (ends: string) => {
  const row = one(`ESTAB 0 0 ${ends} cwnd:10`);
  return row && [formatAddress(row.local), formatAddress(row.remote)];
};

describe('what ss printed of sockets in many states', () => {
  test('has a row for each line, in the states and with the queues of /proc/net/tcp', () => {
    const told = (row: Pick<SsTcpRow, 'local' | 'remote' | 'state' | 'receiveQueue'>) =>
      `${endsKey(row.local, row.remote)} ${row.state} ${row.receiveQueue}`;
    expect(ROWS).toHaveLength(SS.trimEnd().split('\n').length);
    expect(ROWS.map(told).sort()).toEqual(parseProcNetTcp(PROC).map(told).sort());
    expect(new Set(ROWS.map(({ state }) => state)).size).toBe(9);
  });

  test('tells how many connections wait for accept, and how many may', () => {
    expect(at(9001, 0)).toMatchObject({ state: 'LISTEN', receiveQueue: 2, sendQueue: 1 });
  });

  test('has the timers of /proc/net/tcp, kind for kind', () => {
    const before = timersOf(PROC);
    const kinds = ROWS.map(({ timer }) => timer?.kind);
    expect(new Set(kinds)).toEqual(new Set(['on', 'keepalive', 'timewait', 'persist', undefined]));
    for (const { local, remote, timer } of ROWS) {
      const shown = before.get(endsKey(local, remote));
      expect(shown?.kind).toBe(timer?.kind);
      // The one that probes a closed window went off in between.
      if (!timer || !shown || timer.kind === 'persist') continue;
      expect(shown.fired).toBe(timer.fired);
      expect(Math.abs(shown.expires - timer.expires)).toBeLessThan(LEFT_OUT[timer.kind] ?? 50_000);
    }
  });

  test('tells what TCP measured, in µs and segments', () => {
    expect(at(40_011)).toMatchObject({
      state: 'FIN-WAIT-1',
      timer: { kind: 'on', expires: 692_000, fired: 2 },
      info: { rto: 800_000, backoff: 2, rtt: 6, rttVariation: 3, mss: 32_741, cwnd: 1 },
    });
    expect(at(40_008)?.info).toMatchObject({ rtt: 4603, bytesSent: 176_128, bytesAcked: 128_513 });
    expect(at(40_013)?.info).toMatchObject({
      bytesRetransmitted: 12,
      unacknowledged: 1,
      lost: 1,
      retransmitting: 1,
      retransmitted: 3,
    });
  });
});

describe('an address', () => {
  test.each([
    ['127.0.0.1:80 10.0.0.1:443', '127.0.0.1:80', '10.0.0.1:443'],
    ['[::1]:80 [2001:db8:0:0:0:0:0:1]:443', '[::1]:80', '[2001:db8::1]:443'],
    [
      '[::ffff:127.0.0.1]:80 [::ffff:127.0.0.1]:81',
      '[::ffff:127.0.0.1]:80',
      '[::ffff:127.0.0.1]:81',
    ],
    ['[fe80::1]%lo:80 [fe80::2]:81', '[fe80::1%lo]:80', '[fe80::2]:81'],
    ['0.0.0.0%lo:80 0.0.0.0:*', '0.0.0.0:80', '0.0.0.0:0'],
    ['127.0.0.1:80 *:*', '127.0.0.1:80', '0.0.0.0:0'],
    ['*:80 *:*', '[::]:80', '[::]:0'],
  ])('%s', (ends, local, remote) => {
    expect(hostsOf(ends)).toEqual([local, remote]);
  });

  test.each([
    '1.2.3:80 1.2.3.4:1',
    '[::1:80 [::1]:1',
    '127.0.0.1:99999 1.2.3.4:1',
    'localhost:80 1.2.3.4:1',
  ])('%s is none', (ends) => {
    expect(hostsOf(ends)).toBeUndefined();
  });
});

describe('a timer', () => {
  test.each([
    ['on,692ms,0', 'on', 692_000, 0],
    ['on,4.500ms,3', 'on', 4_500_000, 3],
    ['on,076ms,1', 'on', 76_000, 1],
    ['timewait,59sec,0', 'timewait', 59_000_000, 0],
    ['keepalive,1min30sec,2', 'keepalive', 90_000_000, 2],
    ['keepalive,119min,0', 'keepalive', 7_140_000_000, 0],
    ['persist,,4', 'persist', 0, 4],
  ])('%s', (text, kind, expires, fired) => {
    const row = one(`ESTAB 0 0 127.0.0.1:80 127.0.0.1:81 timer:(${text}) cwnd:10`);
    expect(row?.timer).toEqual({ kind, expires, fired });
  });

  test.each(['on,soon,0', 'on,1ms', 'ON,1ms,0', 'off,1ms,0'])('%s is none', (text) => {
    const row = one(`ESTAB 0 0 127.0.0.1:80 127.0.0.1:81 timer:(${text}) cwnd:10`);
    expect(row).toMatchObject({ info: { cwnd: 10 } });
    expect(row).not.toHaveProperty('timer');
  });
});

test('a number that is none, or too great, is left out', () => {
  const row = one(
    'ESTAB 0 0 1.1.1.1:1 2.2.2.2:2 rtt:1.5/x cwnd:-3 mss:1e99 rto:1.2e+03 retrans:/7',
  );
  expect(row?.info).toEqual({ rtt: 1500, rto: 1_200_000, retransmitted: 7 });
});

test('the name of a kind of socket before the state, and what is not known, are no trouble', () => {
  expect(one('tcp ESTAB 1 2 1.1.1.1:1 2.2.2.2:2 uid:0 pigeons:(a:1) cwnd:4')).toEqual({
    state: 'ESTABLISHED',
    receiveQueue: 1,
    sendQueue: 2,
    local: { host: '1.1.1.1', port: 1 },
    remote: { host: '2.2.2.2', port: 2 },
    info: { cwnd: 4 },
  });
  expect(one('HOVERING 0 0 1.1.1.1:1 2.2.2.2:2 ')).toBeUndefined();
  expect(one('toString 0 0 1.1.1.1:1 2.2.2.2:2 ')).toBeUndefined();
});

test('only what is wanted is read', () => {
  const rows = parseSsTcp(SS, (local) => local.port === 9001);
  expect(rows.map(({ state }) => state)).toEqual(['LISTEN', 'ESTABLISHED', 'ESTABLISHED']);
});

test('text that is cut anywhere gives its first rows, none of them changed', () => {
  fc.assert(
    fc.property(fc.nat(SS.length), (length) => {
      const rows = parseSsTcp(SS.slice(0, length));
      expect(rows).toEqual(ROWS.slice(0, rows.length));
    }),
    { numRuns: 50 },
  );
});

test('any text gives rows that are whole, or none', () => {
  const change = fc.tuple(
    fc.nat(SS.length),
    fc.nat(40),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const text = changes.reduce(
        (changed, [from, taken, put]) => changed.slice(0, from) + put + changed.slice(from + taken),
        SS,
      );
      for (const { state, local, remote, info, timer, ...queues } of parseSsTcp(text)) {
        expect(TCP_STATES).toContain(state);
        for (const { host, port } of [local, remote]) {
          expect(isIP(host.replace(/%.*/s, ''))).not.toBe(0);
          expect(port).toBeLessThanOrEqual(65_535);
        }
        const counts = [...Object.values(info), ...Object.values(queues), timer?.expires ?? 0];
        for (const count of counts) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
