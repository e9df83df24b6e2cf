import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_RECORD } from '../../../src/observe/packet/pcap-header.ts';
import type { CapturedPacket } from '../../../src/observe/packet/pcap-reader.ts';
import { PcapReader } from '../../../src/observe/packet/pcap-reader.ts';
import { testNeeding } from '../../support/tools.ts';
import { CAPTURES, octetsOf, readPieces, writeCapture } from './captures.ts';
import { dissect, shown, TSHARK } from './tshark.ts';

const CAPTURE = octetsOf('datagrams');
const WHOLE = readPieces([CAPTURE]);

/** What of packets can be compared. */
function outline(packets: readonly CapturedPacket[]): string[] {
  return packets.map(({ time, octets, originalLength }) => {
    return `${time} ${originalLength} ${Buffer.from(octets).toString('hex')}`;
  });
}

function cutAt(octets: Uint8Array, places: readonly number[]): Uint8Array[] {
  const borders = [0, ...places.toSorted((a, b) => a - b), octets.length];
  return borders.slice(1).map((end, index) => octets.slice(borders[index], end));
}

describe('a capture', () => {
  for (const name of CAPTURES) {
    testNeeding([TSHARK], `${name}: has the packets, times and lengths tshark gives`, async () => {
      const capture = octetsOf(name);
      const { packets, fault } = readPieces([capture]);
      const shark = await dissect(capture);

      expect(fault).toBeUndefined();
      expect(packets.map(({ octets, originalLength }) => [originalLength, octets.length])).toEqual(
        shark.map((packet) => [Number(shown(packet, 'len')), Number(shown(packet, 'caplen'))]),
      );
      expect(packets.map(({ time }) => time)).toEqual(
        shark.map((packet) => {
          const [seconds = '', fraction = ''] = shown(packet, 'frame.time_epoch')?.split('.') ?? [];
          return Number(seconds) * 1_000_000 + Number(fraction.slice(0, 6));
        }),
      );
    });
  }

  test('says what it is', () => {
    expect(WHOLE.header).toEqual({
      byteOrder: 'LE',
      precision: 'microseconds',
      version: '2.4',
      snapshotLength: 300,
      linkType: 1,
    });
    expect(readPieces([octetsOf('linux-sll2')]).header?.linkType).toBe(276);
    expect(readPieces([octetsOf('nanoseconds')]).header?.precision).toBe('nanoseconds');
  });

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])(
    'is read in either byte order and precision: little %s, nanoseconds %s',
    (little, nanoseconds) => {
      const { header, packets } = readPieces([
        writeCapture(WHOLE.packets, { little, nanoseconds }),
      ]);

      expect(header?.byteOrder).toBe(little ? 'LE' : 'BE');
      expect(header?.version).toBe('2.4');
      expect(header?.linkType).toBe(1);
      expect(outline(packets)).toEqual(outline(WHOLE.packets));
    },
  );

  test('may say of its frames whether they have a check sequence', () => {
    const octets = CAPTURE.slice();
    octets[23] = 0x24;

    expect(readPieces([octets]).header?.linkType).toBe(1);
  });

  test('cut anywhere gives the same packets', () => {
    const cuts = fc.array(fc.oneof(fc.nat(CAPTURE.length), fc.nat(60)), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (places) => {
        const { packets, fault } = readPieces(cutAt(CAPTURE, places));
        expect(fault).toBeUndefined();
        expect(outline(packets)).toEqual(outline(WHOLE.packets));
      }),
      { numRuns: 60 },
    );
  });

  test('octet by octet gives the same packets, and so it does when nothing is taken until all has come', () => {
    const octets = [...CAPTURE].map((octet) => Uint8Array.of(octet));
    expect(outline(readPieces(octets).packets)).toEqual(outline(WHOLE.packets));
    const reader = new PcapReader();
    for (const octet of octets) reader.push(octet);
    const packets: CapturedPacket[] = [];
    for (let next = reader.next(); next; next = reader.next()) packets.push(next);

    expect(outline(packets)).toEqual(outline(WHOLE.packets));
  });

  test('that is still written gives each packet as soon as it has come', () => {
    const reader = new PcapReader();
    const first = 24 + 16 + (WHOLE.packets[0]?.octets.length ?? 0);
    reader.push(CAPTURE.slice(0, first - 1));
    expect(reader.next()).toBeUndefined();
    reader.push(CAPTURE.slice(first - 1, first));

    expect(reader.next()?.time).toBe(WHOLE.packets[0]?.time);
    expect(reader.next()).toBeUndefined();
    expect(reader.fault).toBeUndefined();
  });

  test('a packet that came in one piece stays where it is', () => {
    const reader = new PcapReader();
    const octets = CAPTURE.slice();
    reader.push(octets);

    expect(reader.next()?.octets.buffer).toBe(octets.buffer);
  });
});

describe('what is no capture', () => {
  const u32 = (...values: number[]) => new Uint8Array(Buffer.concat(values.map(one)));
  const one = (value: number) => {
    const octets = Buffer.alloc(4);
    octets.writeUInt32LE(value);
    return octets;
  };

  test('is told by its first octets', () => {
    expect(readPieces([Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n')]).fault).toEqual({
      kind: 'not-a-capture',
      magic: 0x47455420,
      pcapng: false,
    });
    expect(readPieces([u32(0x0a0d0d0a, 1, 2, 3, 4, 5)]).fault).toMatchObject({ pcapng: true });
    expect(readPieces([u32(0xa1b2c3d4, 0x0004_0003, 0, 0, 9, 1)]).fault).toEqual({
      kind: 'version',
      version: '3.4',
    });
  });

  test('a packet too long is a fault, and what came before it is good', () => {
    const start = CAPTURE.slice(0, 24 + 16 + (WHOLE.packets[0]?.octets.length ?? 0));
    const { packets, fault } = readPieces([start, u32(1, 1, LONGEST_RECORD + 1, 9), CAPTURE]);

    expect(packets).toHaveLength(1);
    expect(fault).toEqual({
      kind: 'record-too-long',
      length: LONGEST_RECORD + 1,
      at: start.length + 16,
    });
  });

  test('the longest packet is none', () => {
    const octets = new Uint8Array(LONGEST_RECORD).fill(7);
    const { packets, fault } = readPieces([writeCapture([{ time: 5, octets, originalLength: 9 }])]);

    expect(fault).toBeUndefined();
    expect(packets).toEqual([{ time: 5, octets, originalLength: 9 }]);
  });

  test('an end within a header or a packet is a fault, between two packets it is none', () => {
    const borders = new Set([24]);
    for (const { octets } of WHOLE.packets) borders.add(Math.max(...borders) + 16 + octets.length);
    for (let end = 0; end <= 200; end += 1) {
      const { fault } = readPieces([CAPTURE.slice(0, end)]);
      expect(fault?.kind, `${end}`).toBe(borders.has(end) ? undefined : 'cut');
    }

    expect(readPieces([CAPTURE.slice(0, 23)]).fault).toEqual({ kind: 'cut', missing: 1 });
    expect(readPieces([CAPTURE.slice(0, 24 + 16 + 1)]).fault).toEqual({ kind: 'cut', missing: 46 });
  });

  test('random octets never throw, and give no more than came', () => {
    const header = fc.constant(CAPTURE.slice(0, 24));
    const octets = fc.tuple(
      fc.oneof(header, fc.uint8Array({ maxLength: 30 })),
      fc.uint8Array({ maxLength: 400 }),
    );
    fc.assert(
      fc.property(octets, fc.array(fc.nat(430), { maxLength: 6 }), ([start, rest], places) => {
        const all = new Uint8Array(Buffer.concat([start, rest]));
        const reading = readPieces(cutAt(all, places));
        const came = reading.packets.reduce((sum, packet) => sum + packet.octets.length, 0);
        expect(came).toBeLessThanOrEqual(all.length);
        expect(reading).toEqual(readPieces([all]));
      }),
      { numRuns: 300 },
    );
  });
});
