import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { DropLane } from '../../../src/observe/packet/drop-lane.ts';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import { PacketReader } from '../../../src/observe/packet/packet-sighting.ts';
import { PassedPackets } from '../../../src/observe/packet/passed-packets.ts';
import { LINK_TYPE } from '../../../src/observe/packet/pcap-header.ts';
import type { WireSighting } from '../../../src/observe/sighting.ts';

const SYN = 0x02;
const PSH_ACK = 0x18;

/** An IPv4 packet with a segment of port 40000 to port 9000. */
function segment(flags: number, seq: number, payload = ''): Uint8Array {
  const packet = Buffer.alloc(40 + payload.length);
  packet.writeUInt8(0x45, 0);
  packet.writeUInt16BE(packet.length, 2);
  packet.writeUInt8(64, 8);
  packet.writeUInt8(6, 9);
  packet.set([127, 0, 0, 1, 127, 0, 0, 1], 12);
  packet.writeUInt16BE(40_000, 20);
  packet.writeUInt16BE(9000, 22);
  packet.writeUInt32BE(seq, 24);
  packet.writeUInt8(0x50, 32);
  packet.writeUInt8(flags, 33);
  packet.write(payload, 40);
  return packet;
}

const PCAP = Buffer.alloc(24);
PCAP.writeUInt32LE(0xa1b2c3d4, 0);
PCAP.writeUInt16LE(2, 4);
PCAP.writeUInt16LE(4, 6);
PCAP.writeUInt32LE(4608, 16);
PCAP.writeUInt32LE(239, 20);

/** A record of the log, `micro` µs after the beginning of time. */
function logged(packet: Uint8Array, micro: number): Buffer {
  const length = 4 + 4 + ((packet.length + 3) & ~3);
  const record = Buffer.alloc(16 + length);
  record.writeUInt32LE(micro, 4);
  record.writeUInt32LE(length, 8);
  record.writeUInt32LE(length, 12);
  record.writeUInt16LE(4 + packet.length, 20);
  record.writeUInt16LE(9, 22);
  record.set(packet, 24);
  return record;
}

/** What a lane tells, and a capture that the test writes. */
function watched() {
  const output = new PassThrough();
  const told: WireSighting[] = [];
  const passed = new PassedPackets();
  let ended: () => void = () => undefined;
  const capture = {
    output,
    said: () => Promise.resolve(true),
    ended: new Promise<{ status: number; said: string }>((resolve) => {
      ended = () => resolve({ status: 0, said: '' });
    }),
    stop: () => output.end(() => ended()),
  };
  const lane = new DropLane(capture, passed, (seen) => {
    if ('seen' in seen && seen.seen === 'packet') told.push(seen);
  });
  output.write(PCAP);
  return { lane, output, passed, told };
}

/** What the capture of the interface says of packets, one after the other. */
function capturing(passed: PassedPackets) {
  const reader = new PacketReader(LINK_TYPE.raw);
  return (packet: Uint8Array, time: number) => {
    const decoded = decodePacket(LINK_TYPE.raw, packet);
    const sighting = reader.read(decoded, time);
    if (sighting) passed.add(decoded, sighting);
  };
}

describe('a packet that was dropped', () => {
  test('has the time and the number of the same packet in the capture of the interface', async () => {
    const { lane, output, passed, told } = watched();
    const capture = capturing(passed);
    capture(segment(SYN, 1000), 10);
    capture(segment(PSH_ACK, 1001, 'one'), 20);
    capture(segment(PSH_ACK, 1004, 'two'), 30);
    output.write(logged(segment(PSH_ACK, 1001, 'one'), 5000));
    await lane.close();

    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      time: 20,
      source: { host: '127.0.0.1', port: 40_000 },
      destination: { host: '127.0.0.1', port: 9000 },
      what: {
        ...{ source: 'wire', type: 'dropped', what: 'segment', flags: ['PSH', 'ACK'] },
        ...{ relativeSeq: 1, bytes: 3 },
      },
    });
  });

  test('waits for the other capture, which may be later', async () => {
    const { lane, output, passed, told } = watched();
    output.write(logged(segment(SYN, 1000), 5000));
    expect(told).toEqual([]);
    capturing(passed)(segment(SYN, 1000), 10);
    await lane.close();

    expect(told.map(({ time }) => time)).toEqual([10]);
  });

  test('has its own time where the other capture has not seen it', async () => {
    const { lane, output, told } = watched();
    output.write(logged(segment(SYN, 1000), 5000));
    await lane.close();

    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ time: 5000, what: { type: 'dropped', flags: ['SYN'] } });
  });

  test('is told once each time it is dropped, each with its own passing', async () => {
    const { lane, output, passed, told } = watched();
    const capture = capturing(passed);
    for (const [i, time] of [10, 1_000_010].entries()) {
      capture(segment(SYN, 1000), time);
      output.write(logged(segment(SYN, 1000), time + 500));
      await new Promise(setImmediate);
      expect(told).toHaveLength(i + 1);
    }
    await lane.close();

    expect(told.map(({ time }) => time)).toEqual([10, 1_000_010]);
  });
});

test('only so many packets are remembered', () => {
  const passed = new PassedPackets();
  const capture = capturing(passed);
  for (let i = 0; i < 3000; i += 1) capture(segment(PSH_ACK, 1000 + i, 'x'), i);
  const found: number[] = [];
  const ask = (seq: number) =>
    passed.ask(decodePacket(LINK_TYPE.raw, segment(PSH_ACK, seq, 'x')), ({ time }) =>
      found.push(time),
    );
  ask(1000);
  ask(3999);

  expect(found).toEqual([2999]);
});
