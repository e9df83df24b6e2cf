import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { checkSums } from '../../src/observe/packet/checksum.ts';
import { decodePacket } from '../../src/observe/packet/packet.ts';
import { testNeeding } from '../support/tools.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLE_EVENTS } from '../trace/examples.ts';
import { send } from './made.ts';
import {
  blocksOf,
  captureOf,
  INTERFACE,
  PACKET,
  packetsOf,
  SECRETS,
  SECTION,
  textOf,
} from './reading.ts';
import { fieldsOf, TSHARK } from './shark.ts';

const ENDS = fc.constantFrom(
  ...[
    ['127.0.0.1', 1],
    ['127.0.0.1', 2],
    ['::1', 1],
    ['192.0.2.1', 2],
    ['0.0.0.0', 2],
    ['::ffff:127.0.0.1', 1],
  ].map(([host, port]) => ({ host: String(host), port: Number(port) })),
);
/** Any event at one of a few sockets between a few ends, so that they meet. */
const meeting = fc
  .tuple(anyEvent, fc.constantFrom('C1', 'S1', 'U1'), ENDS, ENDS, fc.constantFrom('app', 'wire'))
  .map(([event, socket, local, remote, source]): SocketEvent => {
    return { ...event, socket, local, remote, source };
  });
const traces = fc.array(fc.oneof(anyEvent, meeting), { maxLength: 60 });
const WIRE: ReadonlySet<string> = new Set(['segment', 'datagram', 'ip-fragment', 'icmp']);

describe('any trace at all', () => {
  test('is a file: a section, its interfaces, then its packets, each on one of them', () => {
    fc.assert(
      fc.property(traces, fc.constantFrom('en', 'ko'), (events, language) => {
        const file = captureOf(events, language);
        const blocks = blocksOf(file);
        const types = blocks.map(({ type }) => type);
        const order = [SECTION, INTERFACE, SECRETS, PACKET];
        const links = types.filter((type) => type === INTERFACE).length;

        expect(types.filter((type) => type === SECTION)).toHaveLength(1);
        expect(types).toEqual(
          types.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)),
        );
        expect(textOf(blocks[0]?.options.get(1))?.length).toBeGreaterThan(10);
        for (const packet of packetsOf(file)) {
          expect(packet.interface).toBeLessThan(links);
          expect(packet.length).toBeGreaterThanOrEqual(packet.octets.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('without captured packets gives right packets: lengths and checksums hold', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(meeting, { maxLength: 60 }), (events) => {
        const told = events.filter(({ type }) => !WIRE.has(type));
        for (const { octets, length, comment } of packetsOf(captureOf(told))) {
          const packet = decodePacket(101, octets, length);
          const { network, transport } = checkSums(packet);
          const whole = octets.length === length;

          expect(packet.problem).toBeUndefined();
          expect(packet.payload.offset + packet.payload.length).toBe(length);
          expect(network).toBe(packet.network?.kind === 'ipv4' ? 'good' : undefined);
          expect(transport).toBe(whole ? 'good' : 'unknown');
          expect(comment).toMatch(/^synthetic/);
          count += 1;
        }
      }),
      { numRuns: 200 },
    );
    expect(count).toBeGreaterThan(1000);
  });

  testNeeding([TSHARK], 'can be read by tshark to its end', async () => {
    const events = fc.sample(fc.oneof(anyEvent, meeting), { numRuns: 800, seed: 4711 });
    for (const told of [events, events.filter(({ type }) => !WIRE.has(type)), EXAMPLE_EVENTS]) {
      const file = captureOf(told);
      const rows = await fieldsOf(file, ['frame.len']);

      expect(rows.map((row) => Number(row['frame.len']))).toEqual(
        packetsOf(file).map(({ length }) => length),
      );
    }
  });

  test('is read twice, and is not kept: its octets come one block after the other', () => {
    const events = Array.from({ length: 5000 }, (_, time) => send('hello', { time }));

    expect(packetsOf(captureOf(events))).toHaveLength(10_000);
  });
});
