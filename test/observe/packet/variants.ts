import { decodePacket } from '../../../src/observe/packet/packet.ts';
import type { CapturedPacket } from '../../../src/observe/packet/pcap-reader.ts';
import { octetsOf, readPieces, writeCapture } from './captures.ts';

/**
 * The TCP conversations of recorded captures many times over, each time between other addresses, with packets missing, repeated and overtaken:
 * always the same ones.
 */
export function variants(names: readonly string[], times: number): Uint8Array {
  const random = generator(20_260_101);
  const ipv4 = names.map(ethernetPackets).filter((packets) => packets.length > 0);
  const all: CapturedPacket[] = [];
  for (let number = 0; number < times; number += 1) {
    for (const [index, packets] of ipv4.entries()) {
      const last = all.at(-1)?.time ?? 0;
      const host = number * ipv4.length + index;
      all.push(...mangled(packets, random).map((packet) => moved(packet, host, packets, last)));
    }
  }
  return writeCapture(all);
}

function ethernetPackets(name: string): CapturedPacket[] {
  const { header, packets } = readPieces([octetsOf(name)]);
  if (header?.linkType !== 1) return [];
  return packets.filter(({ octets }) => decodePacket(1, octets).network?.kind === 'ipv4');
}

/** Each packet keeps its time, so that what overtakes another does it at once. */
function mangled(packets: readonly CapturedPacket[], random: () => number): CapturedPacket[] {
  const times = packets.map(({ time }) => time);
  const left = packets.flatMap((packet) => {
    const chance = random();
    if (chance < 0.1) return [];
    return chance > 0.93 ? [packet, packet] : [packet];
  });
  for (let at = 1; at < left.length; at += 1) {
    const [one, other] = [left[at - 1], left[at]];
    if (one && other && random() < 0.1) [left[at - 1], left[at]] = [other, one];
  }
  const sorted = left.map(({ time }) => time).toSorted((a, b) => a - b);
  return left.map((packet, index) => ({ ...packet, time: sorted[index] ?? times[0] ?? 0 }));
}

function moved(
  packet: CapturedPacket,
  host: number,
  packets: readonly CapturedPacket[],
  last: number,
): CapturedPacket {
  const octets = packet.octets.slice();
  // Both addresses alike, in 127/8.
  for (const at of [26, 30]) octets.set([127, 1 + (host >> 8), host & 0xff, 1], at);
  return { ...packet, octets, time: last + 1_000_000 + packet.time - (packets[0]?.time ?? 0) };
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
