import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { mergeTraces } from '../../src/trace/merge.ts';
import type { ClockEstimate } from '../../src/trace/merge-clock.ts';
import { at, connected, hello } from './example-ends.ts';
import { exchange, type Piece } from './two-machines.ts';

const HOUR = 3_600_000_000;
const PING: readonly Piece[] = [
  { from: 'client', after: 1000, delay: 20_000, text: 'ping' },
  { from: 'server', after: 25_000, delay: 20_000, text: 'pong' },
];

const byTime = (one: SocketEvent, other: SocketEvent) => one.time - other.time;

function estimateOf(recordings: readonly SocketEvent[][], file = 1): ClockEstimate {
  const { clocks } = mergeTraces(recordings);
  return clocks[file] ?? { offset: Number.NaN, by: 'unknown' };
}

const piece: fc.Arbitrary<Piece> = fc.record({
  from: fc.constantFrom('client', 'server'),
  after: fc.nat({ max: 50_000 }),
  delay: fc.nat({ max: 200_000 }),
  text: fc.string({ minLength: 1, maxLength: 9 }),
});

test('the true offset is never farther away than the estimate says, whatever was said and however long it took', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 2, maxLength: 30 }),
      fc.integer({ min: -HOUR, max: HOUR }),
      fc.boolean(),
      (pieces, behind, isServerFirst) => {
        const [client, server] = exchange(pieces, behind);
        const { by, offset, uncertainty } = isServerFirst
          ? estimateOf([server, client])
          : estimateOf([client, server]);
        const truth = isServerFirst ? -behind : behind;
        const isBothWays = new Set(pieces.map(({ from }) => from)).size === 2;
        if (isBothWays) {
          expect(['same', 'exchange']).toContain(by);
          // Clocks that are a millisecond apart are taken for one.
          expect(Math.abs(offset - truth)).toBeLessThanOrEqual((uncertainty ?? 0) + 1000);
        } else expect(by).not.toBe('unknown');
      },
    ),
    { numRuns: 100 },
  );
});

describe('clocks', () => {
  test('that agree with the exchange are told to be the same, and nothing moves', () => {
    const [client, server] = exchange(PING, 0, 20_000);

    expect(estimateOf([client, server])).toEqual({ offset: 0, uncertainty: 20_000, by: 'same' });
  });

  test('that differ are set right by the middle of what is possible', () => {
    const [client, server] = exchange(PING, HOUR, 20_000);
    const { events, clocks } = mergeTraces([client, server]);

    expect(clocks[1]).toEqual({ offset: HOUR, uncertainty: 20_000, by: 'exchange' });
    expect(events.map(({ event }) => `${event.socket} ${event.type}`)).toEqual([
      'C1 socket',
      'C1 attempt',
      'S1 accept',
      'C1 connect',
      'C1 send',
      'S1 receive',
      'S1 send',
      'C1 receive',
    ]);
  });

  test('of which only one direction tells have a bound, and no more', () => {
    const [client, server] = exchange(PING.slice(0, 1), HOUR);

    expect(estimateOf([client, server])).toEqual({ offset: HOUR - 80, by: 'bound' });
    expect(estimateOf(exchange(PING.slice(0, 1), -HOUR))).toEqual({ offset: 0, by: 'bound' });
  });

  test('are limited by the last octet of what was read at once', () => {
    const [client, server] = exchange(
      [
        { from: 'client', after: 1000, delay: 60_000, text: 'a' },
        { from: 'client', after: 59_000, delay: 1000, text: 'b' },
        { from: 'server', after: 9000, delay: 2000, text: 'c' },
      ],
      HOUR,
      70_000,
    );
    const read = server.filter(({ type }) => type === 'receive').at(-1);
    const data = new TextEncoder().encode('ab');
    const once = server.flatMap((event): SocketEvent[] => {
      if (event.type !== 'receive') return [event];
      return event === read ? [{ ...event, bytes: 2, data }] : [];
    });

    expect(estimateOf([client, once]).uncertainty).toBe(1500);
  });

  test('are not told by octets of which one end saw the plain text, and the other what passed', () => {
    const [client, server] = exchange(
      [{ from: 'client', after: 90_000, delay: 1000, text: 'plain' }],
      0,
    );
    const secret: SocketEvent = {
      ...{ ...at(200, 'C1'), ...connected, type: 'tls-record', by: 'us', version: 'TLS 1.2' },
      ...{ content: 'handshake', length: 5, readable: true, messages: [], data: hello },
    };
    const early = server.map(
      (event): SocketEvent =>
        event.type === 'receive' ? { ...event, time: event.time - 89_000 } : event,
    );

    expect(estimateOf([[...client, secret].sort(byTime), early])).toMatchObject({ offset: 0 });
  });

  test('of recordings that have nothing to do with each other are not known', () => {
    const one: SocketEvent[] = [{ ...at(0, 'C1'), type: 'pause' }];

    expect(estimateOf([one, one])).toEqual({ offset: 0, by: 'unknown' });
  });

  test('are compared over a third recording that met both', () => {
    const [client, server] = exchange(PING, HOUR, 20_000);
    const elsewhere = (event: SocketEvent): SocketEvent => {
      const port = (address: SocketEvent['local']) =>
        address && 'port' in address ? { ...address, port: address.port + 1 } : address;
      const { local, remote, ...rest } = event;
      const ends = {
        ...(local && { local: port(local) }),
        ...(remote && { remote: port(remote) }),
      };
      return { ...rest, ...ends, socket: event.socket.replace('1', '2') };
    };
    const [second, third] = exchange(PING, -2 * HOUR, 20_000);
    const recordings = [client, [...server, ...second.map(elsewhere)], third.map(elsewhere)];

    expect(estimateOf(recordings, 2)).toEqual({
      offset: -HOUR,
      uncertainty: 40_000,
      by: 'exchange',
    });
  });

  test('are told apart by datagrams as well, lost or not', () => {
    const here = { host: '10.0.0.1', port: 5000 };
    const there = { host: '10.0.0.2', port: 6000 };
    const wild = { host: '0.0.0.0', port: 6000 };
    const datagram = { bytes: hello.length, data: hello, datagram: true } as const;
    const send = (offset: number): SocketEvent => ({
      ...at(offset, 'U1'),
      local: here,
      remote: there,
      type: 'send',
      ...datagram,
    });
    const one: SocketEvent[] = [send(0), send(1000)];
    one.push({ ...at(90_000, 'U1'), local: here, remote: there, type: 'receive', ...datagram });
    const two: SocketEvent[] = [
      { ...at(41_000 - HOUR, 'U1'), local: wild, remote: here, type: 'receive', ...datagram },
      { ...at(50_000 - HOUR, 'U1'), local: wild, remote: here, type: 'send', ...datagram },
    ];

    const { offset, uncertainty = 0, by } = estimateOf([one, two]);
    expect(by).toBe('exchange');
    expect(Math.abs(offset - HOUR)).toBeLessThanOrEqual(uncertainty);
  });
});
