import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSsUnix } from '../../../src/observe/kernel/ss-unix.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/ss-unix/${name}.txt`, import.meta.url), 'latin1');

const CONNECTED = fixture('connected');
const PAIRS = [
  [2_787_127, 2_787_126], // chat.sock
  [2_787_130, 2_787_129], // a path that looks like more columns
  [2_787_134, 2_787_133], // seqpacket
  [2_787_138, 2_787_137], // socketpair(2)
];

test('both ends of each connection know each other', () => {
  const peers = parseSsUnix(CONNECTED);
  const both = PAIRS.flatMap(([one = 0, other = 0]) => [
    [one, other],
    [other, one],
  ]);
  expect([...peers].sort()).toEqual(both.sort());
});

test('listeners, unconnected and datagram sockets beside them change nothing', () => {
  expect(parseSsUnix(fixture('all'))).toEqual(parseSsUnix(CONNECTED));
});

test('a connection that waits for accept, or whose peer is gone, has no other end', () => {
  expect(CONNECTED).toMatch(/ 2787128 \* 0 +$/m);
  expect(parseSsUnix(CONNECTED).has(2_787_128)).toBe(false);
});

test('rows in a name take nothing over: what is told twice of a socket is not believed', () => {
  const row = (inode: number, peer: number, name = '*') =>
    `u_str ESTAB 0      0      ${name} ${inode} * ${peer}\n`;
  const real = row(10, 20) + row(20, 10);
  const forged = row(30, 40, `/tmp/a\n${row(10, 50)}${row(50, 10)}`) + row(40, 30);
  expect(parseSsUnix(real)).toEqual(
    new Map([
      [10, 20],
      [20, 10],
    ]),
  );
  for (const text of [real + forged, forged + real]) {
    const peers = parseSsUnix(text);
    expect(peers.has(10)).toBe(false);
    expect(peers.has(50)).toBe(false);
  }
});

test('one end alone is not believed', () => {
  expect(parseSsUnix('u_str ESTAB 0 0 * 10 * 20\n').size).toBe(0);
});

test('text that is cut anywhere gives some of the pairs, and no others', () => {
  const whole = parseSsUnix(CONNECTED);
  fc.assert(
    fc.property(fc.nat(CONNECTED.length), (length) => {
      for (const [inode, peer] of parseSsUnix(CONNECTED.slice(0, length))) {
        expect(whole.get(inode)).toBe(peer);
      }
    }),
    { numRuns: 100 },
  );
});
