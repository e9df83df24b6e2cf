import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import { PacketReader } from '../../../src/observe/packet/packet-sighting.ts';
import { PcapReader } from '../../../src/observe/packet/pcap-reader.ts';
import type { WireSighting } from '../../../src/observe/sighting.ts';

const FOLDER = new URL('../../fixtures/packets/', import.meta.url);

/** What a recorded capture (test/fixtures/packets/README.md) says, packet by packet. */
function sightings(name: string): WireSighting[] {
  const pcap = new PcapReader();
  pcap.push(new Uint8Array(readFileSync(new URL(`${name}.pcap`, FOLDER))));
  const found: (WireSighting | undefined)[] = [];
  let reader: PacketReader | undefined;
  for (let packet = pcap.next(); packet; packet = pcap.next()) {
    const link = pcap.header?.linkType ?? -1;
    reader ??= new PacketReader(link);
    const { octets, originalLength, time } = packet;
    found.push(reader.read(decodePacket(link, octets, originalLength), time));
  }
  return found.filter((sighting) => sighting !== undefined);
}

type What = WireSighting['what'];
const of = <Type extends What['type']>(all: readonly WireSighting[], type: Type) =>
  all
    .map(({ what }) => what)
    .filter((what): what is Extract<What, { type: Type }> => what.type === type);
const judged = (name: string) =>
  new Set(of(sightings(name), 'segment').flatMap(({ judged = [] }) => judged));

test.each(['echo-ipv4', 'echo-ipv6'])('%s: a handshake says its numbers and options', (name) => {
  const [syn, answer, ack] = sightings(name);

  expect(syn?.what).toMatchObject({ flags: ['SYN'], relativeSeq: 0, bytes: 0, link: 1 });
  expect(syn?.what).not.toHaveProperty('ack');
  expect(of(sightings(name), 'segment')[0]?.options).toMatchObject({
    ...{ mss: expect.any(Number), sackPermitted: true, windowScale: expect.any(Number) },
    timestamps: [expect.any(Number), 0],
  });
  expect(answer?.what).toMatchObject({
    ...{ flags: ['SYN', 'ACK'], relativeSeq: 0, relativeAck: 1, acknowledges: 1 },
  });
  expect(ack?.what).toMatchObject({ flags: ['ACK'], relativeSeq: 1, relativeAck: 1 });
  expect(ack?.what).not.toHaveProperty('options');
  expect([syn?.source, syn?.destination]).toEqual([answer?.destination, answer?.source]);
});

test('a FIN that is acknowledged is told apart from octets that are', () => {
  const acknowledged = of(sightings('closes'), 'segment').filter(
    ({ acknowledgesFin }) => acknowledgesFin,
  );

  // Two FINs in each of three connections; the last pair of the third crossed, and one was sent again.
  expect(acknowledged).toHaveLength(6);
  expect(acknowledged.map(({ acknowledges }) => acknowledges)).toEqual([1, 1, 1, 1, 1, 1]);
});

test.each([
  ['lose-one', ['duplicate-ack', 'fast-retransmission']],
  ['lose-time-out', ['retransmission']],
  ['zero-window', ['zero-window', 'window-update']],
  ['keep-alive', ['keep-alive', 'keep-alive-ack']],
] as const)('%s: segments are judged as what they are', (name, wanted) => {
  expect([...judged(name)]).toEqual(expect.arrayContaining([...wanted]));
});

test('an echo without loss has nothing to be judged', () => {
  expect([...judged('echo-ipv4')]).toEqual([]);
});

test('a segment sent again says after how long', () => {
  const again = of(sightings('lose-time-out'), 'segment').filter(({ judged = [] }) =>
    judged.includes('retransmission'),
  );

  expect(again.length).toBeGreaterThan(0);
  for (const { after = 0 } of again) expect(after).toBeGreaterThan(100_000);
});

describe('of datagrams', () => {
  const all = sightings('datagrams');

  test('an empty one is one, too', () => {
    expect(of(all, 'datagram').filter(({ bytes }) => bytes === 0)).toMatchObject([
      { length: 8 },
      { length: 8 },
    ]);
  });

  test('a long one comes in fragments that find its ports', () => {
    const fragments = all.filter(({ what }) => what.type === 'ip-fragment');

    expect(fragments).toHaveLength(6);
    for (const { source, destination } of fragments) {
      expect([source.port, destination.port]).not.toContain(0);
    }
    expect(of(all, 'ip-fragment').map(({ more }) => more)).toEqual([
      ...[true, false, false],
      ...[true, false, false],
    ]);
  });

  test('the report of a closed port goes back to the sender of what it quotes', () => {
    const reports = all.filter(({ what }) => what.type === 'icmp');

    expect(of(all, 'icmp').map(({ kind, code, meaning }) => [kind, code, meaning])).toEqual([
      [3, 3, 'port-unreachable'],
      [3, 3, 'port-unreachable'],
      [1, 4, 'port-unreachable'],
      [1, 4, 'port-unreachable'],
    ]);
    for (const { source, destination } of reports) {
      expect(source.port).toBe(40_003);
      expect(destination.port).toBeGreaterThan(40_003);
    }
  });

  test('a checksum of 0 is none', () => {
    expect(of(all, 'datagram').filter(({ checksum }) => checksum === 'none')).toHaveLength(1);
  });
});

test('headers end where the payload begins, which is kept up to its limit', () => {
  for (const { what } of sightings('echo-ipv4')) {
    if (what.type !== 'segment') continue;
    expect(what.header.length).toBeGreaterThanOrEqual(14 + 20 + 20);
    expect(what.data.length).toBe(what.bytes);
  }
  const [long] = of(sightings('lose-one'), 'segment').filter(({ bytes }) => bytes === 1448);
  expect(long?.data.length).toBeLessThan(1448);
});

test('whatever octets come, none throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 101, 113, 276), fc.array(fc.uint8Array()), (link, packets) => {
      const reader = new PacketReader(link);
      for (const octets of packets) reader.read(decodePacket(link, octets, octets.length), 0);
    }),
    { numRuns: 50 },
  );
});
