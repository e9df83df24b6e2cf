import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Summing } from '../../src/view/summing.ts';
import { EXAMPLES } from '../trace/examples.ts';

const BURST = 500;
const START = 1_795_227_355_000_000;
const at = (event: SocketEvent): SocketEvent => ({ ...event, time: START });
const { segment, syscall } = EXAMPLES;

/** A `Summing` that has taken as many segments as it shows. */
function flooded(): Summing {
  const summing = new Summing();
  for (let count = 0; count < BURST; count++) summing.takes(at(segment), false);
  return summing;
}

describe('a flood of packets and calls', () => {
  test('hides none that begins or ends something', () => {
    const summing = flooded();
    for (const flag of ['SYN', 'FIN', 'RST'] as const) {
      expect(summing.takes(at({ ...segment, flags: [flag, 'ACK'] }), false)).toBe(true);
    }
    expect(summing.takes(at(syscall), false)).toBe(true);
    expect(summing.takes(at({ ...syscall, bytes: 0 }), false)).toBe(true);
    expect(summing.takes(at(EXAMPLES.state), false)).toBe(true);
  });

  test('counts those that move octets, or find none to move', () => {
    const { result: _result, ...call } = syscall;
    const summing = flooded();
    for (const event of [segment, { ...call, bytes: 6 }, { ...call, error: 'EAGAIN' }]) {
      expect(summing.takes(at(event), false)).toBe(false);
    }
  });

  test('tells how many octets they carried', () => {
    const summing = flooded();
    const { 'ip-fragment': fragment, datagram, queues } = EXAMPLES;
    const more = [segment, segment, fragment, datagram, { ...syscall, bytes: 7 }, queues];
    for (const event of more) summing.takes(at(event), false);
    expect(summing.drain()?.counts).toEqual(
      new Map([
        ['segment', { count: 2, bytes: 12 }],
        ['ip-fragment', { count: 1, bytes: 972 }],
        ['datagram', { count: 1, bytes: 6 }],
        ['syscall', { count: 1, bytes: 7 }],
        ['queues', { count: 1, bytes: 0 }],
      ]),
    );
  });
});
