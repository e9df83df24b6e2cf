import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DroppedPackets, rawHeader } from '../../src/lab/dropped-packets.ts';

/** A capture as tcpdump -i nflog:7 writes it, in either octet order. */
function capture(packets: readonly Uint8Array[], little: boolean): Uint8Array {
  const header = rawHeader(little);
  new DataView(header.buffer).setUint32(20, 239, little);
  return Buffer.concat([header, ...packets.map((packet) => record(packet, little))]);
}

function record(packet: Uint8Array, little: boolean): Uint8Array {
  const prefix = attribute(10, Buffer.from('x\0'), little);
  const message = Buffer.concat([Buffer.from([2, 0, 0, 7]), prefix, attribute(9, packet, little)]);
  const header = new DataView(new ArrayBuffer(16));
  for (const [i, value] of [17, 42, message.length, message.length].entries()) {
    header.setUint32(4 * i, value, little);
  }
  return Buffer.concat([new Uint8Array(header.buffer), message]);
}

function attribute(type: number, value: Uint8Array, little: boolean): Uint8Array {
  const header = new DataView(new ArrayBuffer(4));
  header.setUint16(0, 4 + value.length, little);
  header.setUint16(2, type, little);
  return Buffer.concat([new Uint8Array(header.buffer), value, Buffer.alloc(-value.length & 3)]);
}

const PACKETS = [Buffer.from([0x45, 1, 2, 3, 4, 5, 6]), Buffer.from([0x60, 9])];

test.each([true, false])(
  'each logged packet becomes a record of its own, with its time (little-endian: %s)',
  (little) => {
    const records = new DroppedPackets().push(capture(PACKETS, little));
    const views = records.map((octets) => new DataView(octets.buffer, octets.byteOffset));

    expect(records.map((octets) => Buffer.from(octets.subarray(16)))).toEqual(PACKETS);
    expect(views.map((view) => view.getUint32(0, little))).toEqual([17, 17]);
    expect(views.map((view) => view.getUint32(4, little))).toEqual([42, 42]);
    expect(views.map((view) => view.getUint32(8, little))).toEqual([7, 2]);
    expect(views.map((view) => view.getUint32(12, little))).toEqual([7, 2]);
  },
);

test('it does not matter how the capture is cut on its way', () => {
  const whole = capture(PACKETS, true);
  const expected = new DroppedPackets().push(whole);
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 8 }), (cuts) => {
      const reader = new DroppedPackets();
      const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const records = places.flatMap((at, i) =>
        reader.push(whole.subarray(places[i - 1] ?? 0, at)),
      );
      expect(records).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('no octets make it throw, or keep more than a record', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), (chunks) => {
      const reader = new DroppedPackets();
      reader.push(rawHeader());
      for (const chunk of chunks) expect(reader.push(chunk).length).toBeLessThanOrEqual(4);
    }),
    { numRuns: 100 },
  );
});

test('what is no capture gives nothing', () => {
  expect(new DroppedPackets().push(new Uint8Array(4096).fill(7))).toEqual([]);
});
