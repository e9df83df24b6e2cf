import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress } from '../../../src/event/address.ts';
import {
  clockOffset,
  parseTraceLine,
  type StateChange,
} from '../../../src/observe/kernel/trace-pipe.ts';

const TRACE = readFileSync(new URL('../../fixtures/kernel/trace.txt', import.meta.url), 'latin1');
const LINES = TRACE.split('\n');
const CHANGES = LINES.map(parseTraceLine).filter(
  (line): line is StateChange => line?.type === 'change',
);

const shown = (port: number) =>
  CHANGES.filter(({ local, remote }) => local.port === port || remote.port === port).map(
    ({ local, remote, was, state }) =>
      `${local.port === port ? 'server' : 'client'} ${formatAddress({ ...local, port: 0 })} ${formatAddress({ ...remote, port: 0 })} ${was} ${state}`,
  );

test('every line but the heading and our mark is a change', () => {
  expect(CHANGES).toHaveLength(LINES.filter((line) => line.includes('oldstate=')).length);
  expect(LINES.map(parseTraceLine).filter((line) => line?.type === 'mark')).toEqual([
    { type: 'mark', at: 24_166_158_728, told: 1_795_000_000_000_000 },
  ]);
});

test('a connection goes from state to state, at both of its ends', () => {
  const [there, any] = ['127.0.0.1:0', '0.0.0.0:0'];
  expect(shown(9101)).toEqual([
    `server ${there} ${any} CLOSED LISTEN`,
    `client ${there} ${there} CLOSED SYN-SENT`,
    `client ${there} ${there} SYN-SENT ESTABLISHED`,
    `server ${there} ${there} LISTEN SYN-RECEIVED`,
    `server ${there} ${there} SYN-RECEIVED ESTABLISHED`,
    `client ${there} ${there} ESTABLISHED FIN-WAIT-1`,
    `server ${there} ${there} ESTABLISHED CLOSE-WAIT`,
    `client ${there} ${there} FIN-WAIT-1 FIN-WAIT-2`,
    `server ${there} ${there} CLOSE-WAIT LAST-ACK`,
    `client ${there} ${there} FIN-WAIT-2 CLOSED`,
    `server ${there} ${there} LAST-ACK CLOSED`,
    `server ${there} ${any} LISTEN CLOSED`,
  ]);
});

test('an IPv6 socket has IPv6 addresses, whatever the line says of IPv4', () => {
  expect(shown(9102)[0]).toBe('server [::1]:0 [::]:0 CLOSED LISTEN');
  expect(shown(9103).filter((line) => line.startsWith('server'))[1]).toBe(
    'server [::ffff:127.0.0.1]:0 [::ffff:127.0.0.1]:0 LISTEN SYN-RECEIVED',
  );
});

test('lost events are counted', () => {
  expect(parseTraceLine('CPU:1 [LOST 4711 EVENTS]')).toEqual({ type: 'lost', count: 4711 });
});

test("a program's name cannot pass for an event", () => {
  const change = LINES.find((line) => line.includes('newstate=TCP_SYN_SENT')) ?? '';
  const named = change.replace('python3', '] 1.0: a[0] x').replace('python3', 'x');
  expect(parseTraceLine(named)).toEqual(parseTraceLine(change));
  expect(parseTraceLine(change.replace('IPPROTO_TCP', 'IPPROTO_SCTP'))).toBeUndefined();
  expect(
    parseTraceLine(change.replace('inet_sock_set_state', 'inet_sk_error_report')),
  ).toBeUndefined();
});

test('the clocks are brought together by the closest of several marks', () => {
  const mark = (at: number, told: number) => ({ type: 'mark', at, told }) as const;
  // Truly 1000 apart; told 3, 9 and 2 µs before it was stamped, and again 4 and 5 µs after.
  expect(clockOffset([mark(100, 1097), mark(113, 1104), mark(120, 1118)])).toBe(1001);
  expect(clockOffset([])).toBeUndefined();
});

test('any text is a whole line or none', () => {
  const change = fc.tuple(fc.nat(400), fc.nat(20), fc.string({ unit: 'binary', maxLength: 10 }));
  fc.assert(
    fc.property(fc.constantFrom(...LINES), fc.array(change, { maxLength: 4 }), (line, changes) => {
      const text = changes.reduce(
        (changed, [from, taken, put]) => changed.slice(0, from) + put + changed.slice(from + taken),
        line,
      );
      const parsed = parseTraceLine(text);
      if (parsed?.type !== 'change') return;
      expect(isIP(parsed.local.host) * isIP(parsed.remote.host)).toBeGreaterThan(0);
      expect(Number.isSafeInteger(parsed.at)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
