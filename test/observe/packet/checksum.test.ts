import { describe, expect, test } from 'vitest';
import { type ChecksumVerdict, checkSums, onesSum } from '../../../src/observe/packet/checksum.ts';
import { decodePacket, type Packet } from '../../../src/observe/packet/packet.ts';
import type { CapturedPacket } from '../../../src/observe/packet/pcap-reader.ts';
import { testNeeding } from '../../support/tools.ts';
import { CAPTURES, octetsOf, readPieces, writeCapture } from './captures.ts';
import { dissect, type ShownPacket, TSHARK } from './tshark.ts';

/** tshark's statuses; it calls partial checksums bad. */
const STATUS: Readonly<Record<string, readonly ChecksumVerdict[]>> = {
  0: ['bad', 'partial'],
  1: ['good'],
  2: ['unknown'],
  3: ['absent'],
};
const CHECKSUM_AT: Readonly<Record<string, number>> = { tcp: 16, udp: 6, icmp: 2, icmpv6: 2 };

/** What tshark says of the outermost header of a kind. */
function statusOf(shark: ShownPacket, kind: string | undefined): string | undefined {
  return shark.find(({ name }) => name === `${kind}.checksum.status`)?.show;
}

function compare(packets: readonly Packet[], shark: readonly ShownPacket[]): ChecksumVerdict[] {
  return packets.map((packet, index) => {
    const { network, transport } = checkSums(packet);
    const shown = shark[index] ?? [];
    const header = packet.network?.kind === 'ipv4' ? statusOf(shown, 'ip') : undefined;
    expect(
      header && STATUS[header]?.includes(network ?? 'unknown'),
      `header ${index + 1}`,
    ).not.toBe(false);
    const status = packet.transport && statusOf(shown, packet.transport.kind);
    if (status) expect(STATUS[status], `packet ${index + 1}`).toContain(transport);
    else expect(transport === undefined || transport === 'unknown').toBe(true);
    return transport ?? 'unknown';
  });
}

/** A packet whose TCP, UDP or ICMP checksum is right: the sum that makes everything add up. */
function corrected(captured: CapturedPacket, linkType: number): CapturedPacket {
  const octets = captured.octets.slice();
  const packet = decodePacket(linkType, octets, captured.originalLength);
  const { network, transport } = packet;
  if (!network || !transport || checkSums(packet).transport === 'absent') return captured;
  const at = transport.offset + (CHECKSUM_AT[transport.kind] ?? 0);
  octets.fill(0, at, at + 2);
  const addresses = network.kind === 'ipv4' ? [12, 20] : [8, 40];
  const [from = 0, to = 0] = addresses.map((offset) => network.offset + offset);
  const { offset, length } = packet.payload;
  const pseudo =
    network.protocol + (offset + length - transport.offset) + onesSum(octets, from, to);
  const sum = onesSum(
    octets,
    transport.offset,
    offset + length,
    transport.kind === 'icmp' ? 0 : pseudo,
  );
  const value = ~sum & 0xffff || 0xffff;
  octets.set([value >> 8, value & 0xff], at);
  return { ...captured, octets };
}

describe('checksums', () => {
  for (const name of CAPTURES) {
    testNeeding([TSHARK], `${name}: are judged as tshark does`, async () => {
      const { header, packets } = readPieces([octetsOf(name)]);
      const linkType = header?.linkType ?? 0;
      const decode = (list: readonly CapturedPacket[]) =>
        list.map(({ octets, originalLength }) => decodePacket(linkType, octets, originalLength));
      const right = packets.map((packet) => corrected(packet, linkType));
      const wrong = right.map((packet) => ({ ...packet, octets: spoiled(packet.octets) }));
      const all = [...packets, ...right, ...wrong];
      const verdicts = compare(decode(all), await dissect(writeCapture(all, { linkType })));
      const third = packets.length;

      expect(verdicts.slice(0, third)).not.toContain('bad');
      expect(verdicts.slice(third, 2 * third)).not.toContain('partial');
      expect(verdicts.slice(2 * third)).not.toContain('good');
    });
  }

  /** The last octet changed. */
  function spoiled(octets: Uint8Array): Uint8Array {
    const changed = octets.slice();
    changed[octets.length - 1] = (changed.at(-1) ?? 0) ^ 0x5a;
    return changed;
  }

  test('of TCP on loopback are partial, because nobody reads them there', () => {
    const { packets } = readPieces([octetsOf('echo-ipv4')]);
    const verdicts = packets.map(({ octets }) => checkSums(decodePacket(1, octets)));

    expect(new Set(verdicts.map(({ network, transport }) => `${network} ${transport}`))).toEqual(
      new Set(['good partial']),
    );
  });

  test('a changed IPv4 header is bad', () => {
    const [first] = readPieces([octetsOf('echo-ipv4')]).packets;
    const octets = first?.octets.slice() ?? new Uint8Array();
    octets[14 + 8] = 1;

    expect(checkSums(decodePacket(1, octets)).network).toBe('bad');
  });

  test('sum as in the example of RFC 1071 §3', () => {
    expect(onesSum(Uint8Array.of(0, 1, 0xf2, 3, 0xf4, 0xf5, 0xf6, 0xf7), 0, 8)).toBe(0xddf2);
    expect(onesSum(new Uint8Array(262_144).fill(0xff), 0, 262_144)).toBe(0xffff);
    expect(onesSum(Uint8Array.of(1, 2, 3), 0, 3)).toBe(0x0402);
  });
});
