import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { inFlight } from '../../src/page/model/flight.ts';
import { aligned, seriesOf } from '../../src/page/model/series.ts';
import { recorded } from '../support/recorded.ts';
import { EXAMPLES } from '../trace/examples.ts';

const ROUND = 2 ** 32;

type Told = Partial<EventOf<'segment'>>;

/** A segment of the connection from C1 to S1; S1's are told by `peer`. */
function segment(by: 'us' | 'peer', told: Told): EventOf<'segment'> {
  const bytes = told.bytes ?? 0;
  return {
    ...{ time: 1, source: 'wire', socket: 'C1', to: 'S1', type: 'segment', by, link: 1 },
    ...{ header: new Uint8Array(), flags: ['ACK'], seq: 0, window: 1000 },
    ...{ bytes, data: new Uint8Array(bytes) },
    ...told,
  };
}

const flying = (events: readonly SocketEvent[]) =>
  Array.from(inFlight(events), ({ socket, octets }) => `${socket} ${octets}`);

describe('what is in flight', () => {
  test('grows with what is sent, SYN and FIN too, and shrinks with what is acknowledged', () => {
    const told = flying([
      segment('us', { flags: ['SYN'], seq: 100 }),
      segment('peer', { flags: ['SYN', 'ACK'], seq: 500, ack: 101 }),
      segment('us', { seq: 101, ack: 501 }),
      segment('us', { seq: 101, ack: 501, bytes: 30 }),
      segment('us', { seq: 131, ack: 501, bytes: 20 }),
      segment('peer', { seq: 501, ack: 131 }),
      segment('us', { flags: ['FIN', 'ACK'], seq: 151, ack: 501 }),
      segment('peer', { seq: 501, ack: 152 }),
    ]);

    expect(told).toEqual([
      ...['C1 1', 'S1 1', 'C1 0', 'S1 0', 'C1 30', 'C1 50', 'C1 20', 'C1 21', 'C1 0'],
    ]);
  });

  test('is not more when it is sent again, or acknowledged twice', () => {
    const told = flying([
      segment('us', { seq: 10, bytes: 5 }),
      segment('us', { seq: 10, bytes: 5 }),
      segment('peer', { seq: 0, ack: 15 }),
      segment('peer', { seq: 0, ack: 15 }),
    ]);

    expect(told).toEqual(['C1 5', 'C1 5', 'C1 0']);
  });

  test('goes round with the sequence numbers', () => {
    const told = flying([
      segment('us', { seq: ROUND - 3, bytes: 10 }),
      segment('peer', { seq: 0, ack: 2 }),
      segment('peer', { seq: 0, ack: 7 }),
    ]);

    expect(told).toEqual(['C1 10', 'C1 5', 'C1 0']);
  });

  test('is nothing at the end of a connection that ended well', async () => {
    const last = new Map<string, number>();
    for (const { socket, octets } of inFlight(await recorded('retransmission'))) {
      last.set(socket, octets);
    }

    expect([...last.values()].every((octets) => octets === 0)).toBe(true);
    expect(last.size).toBeGreaterThan(1);
  });
});

test('what the kernel measured, and round trips of the packets, are curves of their sockets', () => {
  const info = { ...EXAMPLES['tcp-info'], socket: 'C1', cwnd: 10, ssthresh: 7, rtt: 1500 };
  const first = { ...info, time: 1, ssthresh: 0x7fff_ffff };
  const trip = { ...segment('peer', { ack: 5, roundTrip: 2500 }), time: 2 };
  const series = seriesOf([first, trip, { ...info, time: 3 }]).get('C1');

  expect(series?.get('cwnd')).toEqual({ times: [1, 3], values: [10, 10] });
  // Before the first loss the kernel has no threshold, and says so by a number that is none.
  expect(series?.get('ssthresh')).toEqual({ times: [3], values: [7] });
  expect(series?.get('smoothed')?.values).toEqual([1.5, 1.5]);
  expect(series?.get('measured')).toEqual({ times: [2], values: [2.5] });
});

test('curves of different times are put over one row of times', () => {
  const one = { times: [1_000_000, 3_000_000], values: [5, 6] };
  const other = { times: [2_000_000, 3_000_000], values: [7, 8] };

  expect(aligned([one, other, undefined], 1_000_000)).toEqual([
    [0, 1, 2],
    [5, undefined, 6],
    [undefined, 7, 8],
    [undefined, undefined, undefined],
  ]);
});
