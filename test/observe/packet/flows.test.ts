import { describe, expect, test } from 'vitest';
import { Flows } from '../../../src/observe/packet/flows.ts';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import { octetsOf, readPieces } from './captures.ts';

describe('many flows', () => {
  const [first] = readPieces([octetsOf('echo-ipv4')]).packets;
  const from = (port: number) => {
    const octets = first?.octets.slice() ?? new Uint8Array();
    new DataView(octets.buffer).setUint16(34, port);
    return decodePacket(1, octets);
  };

  test('are bounded: the one that was silent the longest is forgotten', () => {
    const flows = new Flows(3);
    const numbers = [1, 2, 3, 1, 4, 2, 1].map((port) => flows.take(from(port), 0)?.flow.number);

    expect(numbers).toEqual([0, 1, 2, 0, 3, 4, 0]);
    expect(flows.forgotten).toBe(2);
  });

  test('a flood of SYNs stays within its bounds', () => {
    const flows = new Flows();
    for (let port = 0; port < 10_000; port += 1) flows.take(from(port), port);

    expect(flows.forgotten).toBe(10_000 - 4096);
  });

  test('what is no segment is none', () => {
    const flows = new Flows();
    const octets = first?.octets ?? new Uint8Array();
    for (let length = 0; length < 74; length += 1) {
      expect(flows.take(decodePacket(1, octets.subarray(0, length), 74), 0)).toBeUndefined();
    }

    expect(flows.take(decodePacket(1, octets), 0)?.number).toBe(1);
  });
});
