import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import type { CapturedPacket } from '../../../src/observe/packet/pcap-reader.ts';
import { distance, isBefore, isUpTo, plus } from '../../../src/observe/packet/sequence.ts';
import type { Segment } from '../../../src/observe/packet/tcp-flow.ts';
import { readTcpOptions } from '../../../src/observe/packet/tcp-options.ts';
import { octetsOf, readPieces, segmentsIn, TCP_CAPTURES, writeCapture } from './captures.ts';

describe('sequence numbers', () => {
  /** Everything but the raw numbers. */
  const outline = (segment: Segment | undefined) => {
    const { flow, sequence: _sequence, acknowledgment: _acknowledgment, ...rest } = segment ?? {};
    return { ...rest, flow: flow?.number };
  };

  test('wrap around without anybody noticing', () => {
    for (const name of TCP_CAPTURES.filter((capture) => !capture.startsWith('linux'))) {
      const { packets } = readPieces([octetsOf(name)]);
      const wanted = segmentsIn(writeCapture(packets)).map(outline);
      for (const shift of ['half', 'start', 'middle'] as const) {
        const shifted = segmentsIn(writeCapture(shiftedBy(packets, shift)));
        expect(shifted.map(outline), `${name} ${shift}`).toEqual(wanted);
      }
    }
  });

  test('come before others by the shorter way round', () => {
    expect(plus(2 ** 32 - 1, 2)).toBe(1);
    expect(plus(0, -1)).toBe(2 ** 32 - 1);
    expect(distance(2 ** 32 - 1, 1)).toBe(2);
    expect([isBefore(2 ** 32 - 1, 0), isBefore(0, 2 ** 32 - 1)]).toEqual([true, false]);
    expect([isBefore(2 ** 31 - 1, 2 ** 31), isBefore(7, 7), isUpTo(7, 7)]).toEqual([
      ...[true, false, true],
    ]);
  });
});

/** All numbers changed by the same amount, so that they pass 2^31, or pass 2^32 in the handshake, or in the data. */
function shiftedBy(
  packets: readonly CapturedPacket[],
  where: 'half' | 'start' | 'middle',
): CapturedPacket[] {
  const [first] = segmentsIn(writeCapture(packets));
  const target = { half: 2 ** 31, start: 2 ** 32, middle: 2 ** 32 - 300 }[where];
  const shift = target - (first?.sequence ?? 0);
  return packets.map((packet) => {
    const octets = packet.octets.slice();
    const { transport } = decodePacket(1, octets, packet.originalLength);
    if (transport?.kind !== 'tcp') return packet;
    const view = new DataView(octets.buffer);
    const add = (at: number) => view.setUint32(at, (view.getUint32(at) + shift) >>> 0);
    add(transport.offset + 4);
    if ((transport.flags & 0x10) !== 0) add(transport.offset + 8);
    addToSack(octets, transport.offset + 20, transport.offset + transport.length, add);
    return { ...packet, octets };
  });
}

function addToSack(octets: Uint8Array, from: number, end: number, add: (at: number) => void): void {
  const options = readTcpOptions({ octets, start: from, end });
  for (const option of options.filter(({ name }) => name === 'sack')) {
    for (let edge = option.start + 2; edge < option.end; edge += 4) add(edge);
  }
}
