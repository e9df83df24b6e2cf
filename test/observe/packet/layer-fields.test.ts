import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSums } from '../../../src/observe/packet/checksum.ts';
import { type LayerFields, layerFields } from '../../../src/observe/packet/layer-fields.ts';
import { decodePacket, type Packet } from '../../../src/observe/packet/packet.ts';
import { LINK_TYPE } from '../../../src/observe/packet/pcap-header.ts';
import { CAPTURES, decodeAll, octetsOf, readPieces } from './captures.ts';

/** How often each bit of a frame belongs to a field. */
function owners(packet: Packet, layers: readonly LayerFields[]): number[] {
  const bits = new Array<number>(packet.octets.length * 8).fill(0);
  for (const { fields } of layers) {
    for (const { start, end, bits: part } of fields) {
      const from = start * 8 + (part?.from ?? 0);
      const to = part ? start * 8 + part.to : end * 8;
      for (let bit = from; bit < to; bit += 1) bits[bit] = (bits[bit] ?? Number.NaN) + 1;
    }
  }
  return bits;
}

/** Everything that must hold of any packet, however broken. */
function check(packet: Packet): void {
  const layers = layerFields(packet);
  const bits = owners(packet, layers);
  expect(bits).toHaveLength(packet.octets.length * 8);
  expect(bits.every((count) => count === 1)).toBe(true);
  let at = 0;
  for (const { offset, length, fields } of layers) {
    expect(offset).toBe(at);
    at += length;
    expect(fields.at(-1)?.end).toBe(at);
  }
  const { offset, length, captured } = packet.payload;
  expect(offset + captured).toBeLessThanOrEqual(packet.octets.length);
  expect(captured).toBeLessThanOrEqual(length);
  expect(offset + length).toBeLessThanOrEqual(packet.originalLength);
  agree(packet, layers);
  checkSums(packet);
}

/** What `decodePacket` read and what is shown are the same. */
function agree(packet: Packet, layers: readonly LayerFields[]): void {
  const shown = (layer: string, name: string) =>
    layers
      .find((found) => found.layer === layer && !found.quoted)
      ?.fields.find((field) => field.name === name)?.value;
  const { network, transport } = packet;
  if (network?.kind === 'ipv4') {
    expect(shown('ipv4', 'Total Length')).toBe(network.totalLength);
    expect(shown('ipv4', 'DSCP')).toBe(network.dscp);
    expect(shown('ipv4', 'ECN')).toBe(network.ecn);
    expect(shown('ipv4', 'Identification')).toBe(network.identification);
    expect(shown('ipv4', 'DF')).toBe(network.dontFragment ? 1 : 0);
    expect(shown('ipv4', 'MF')).toBe(network.moreFragments ? 1 : 0);
    expect(Number(shown('ipv4', 'Fragment Offset')) * 8).toBe(network.fragmentOffset);
    expect(shown('ipv4', 'Time to Live')).toBe(network.timeToLive);
    expect(shown('ipv4', 'Protocol')).toBe(network.protocol);
    expect(shown('ipv4', 'Header Checksum')).toBe(network.checksum);
    expect(shown('ipv4', 'Source Address')).toBe(network.source);
    expect(shown('ipv4', 'Destination Address')).toBe(network.destination);
  }
  if (network?.kind === 'ipv6') {
    expect(shown('ipv6', 'DSCP')).toBe(network.dscp);
    expect(shown('ipv6', 'ECN')).toBe(network.ecn);
    expect(shown('ipv6', 'Flow Label')).toBe(network.flowLabel);
    expect(shown('ipv6', 'Payload Length')).toBe(network.payloadLength);
    expect(shown('ipv6', 'Next Header')).toBe(network.nextHeader);
    expect(shown('ipv6', 'Hop Limit')).toBe(network.hopLimit);
    expect(shown('ipv6', 'Source Address')).toBe(network.source);
    expect(shown('ipv6', 'Destination Address')).toBe(network.destination);
    expect(shown('fragment', 'Identification')).toBe(network.identification);
    expect(Number(shown('fragment', 'Fragment Offset') ?? 0) * 8).toBe(network.fragmentOffset);
    expect(shown('fragment', 'M') ?? 0).toBe(network.moreFragments ? 1 : 0);
  }
  if (transport?.kind === 'tcp') {
    expect(shown('tcp', 'Source Port')).toBe(transport.sourcePort);
    expect(shown('tcp', 'Destination Port')).toBe(transport.destinationPort);
    expect(shown('tcp', 'Sequence Number')).toBe(transport.sequence);
    expect(shown('tcp', 'Acknowledgment Number')).toBe(transport.acknowledgment);
    expect(Number(shown('tcp', 'Data Offset')) * 4).toBe(transport.length);
    expect(shown('tcp', 'Window')).toBe(transport.window);
    expect(shown('tcp', 'Checksum')).toBe(transport.checksum);
    expect(shown('tcp', 'Urgent Pointer')).toBe(transport.urgentPointer);
  }
  if (transport?.kind === 'udp') {
    expect(shown('udp', 'Length')).toBe(transport.datagramLength);
    expect(shown('udp', 'Checksum')).toBe(transport.checksum);
  }
}

const FRAMES = CAPTURES.flatMap((name) => {
  const { header, packets } = readPieces([octetsOf(name)]);
  return packets.map((packet) => ({ ...packet, linkType: header?.linkType ?? -1 }));
});
/** One frame of each kind: of the same layers, and as long. */
const KINDS = new Map(
  FRAMES.map((frame) => {
    const packet = decodePacket(frame.linkType, frame.octets, frame.originalLength);
    const layers = layerFields(packet).map(({ layer, length }) => `${layer} ${length}`);
    return [layers.join(), frame];
  }),
);
const LINK_TYPES = [...Object.values(LINK_TYPE), 147];

describe('every octet is owned', () => {
  test.each(CAPTURES)('%s: each captured bit belongs to exactly one field', (name) => {
    for (const { packet } of decodeAll(octetsOf(name))) check(packet);
  });

  test('wherever a packet is cut, by the capture or on its way', () => {
    for (const { linkType, octets, originalLength } of KINDS.values()) {
      for (let length = 0; length < Math.min(octets.length, 130); length += 1) {
        const part = octets.subarray(0, length);
        check(decodePacket(linkType, part, originalLength));
        check(decodePacket(linkType, part));
      }
    }
  });

  test('whatever octets come', () => {
    const octets = fc.uint8Array({ maxLength: 140 });
    fc.assert(
      fc.property(octets, fc.constantFrom(...LINK_TYPES), fc.nat(400), (frame, linkType, more) => {
        check(decodePacket(linkType, frame, frame.length + more));
        check(decodePacket(linkType, frame, 0));
      }),
      { numRuns: 1000 },
    );
  });

  test('whatever is changed in packets that were good', () => {
    const change = fc.tuple(fc.nat(100), fc.nat(255));
    const places = fc.array(change, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...FRAMES), places, fc.nat(200), (frame, changes, end) => {
        const octets = frame.octets.slice(0, Math.max(20, frame.octets.length - end));
        for (const [place, value] of changes) octets[place % octets.length] = value;
        check(decodePacket(frame.linkType, octets, frame.originalLength));
      }),
      { numRuns: 1500 },
    );
  });
});
