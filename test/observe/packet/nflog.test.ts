import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loggedPacket } from '../../../src/observe/packet/nflog.ts';

const ORDERS = ['LE', 'BE'] as const;

/** A message of the log: its header, then attributes, each padded to four octets. */
function message(
  order: 'LE' | 'BE',
  ...attributes: readonly (readonly [type: number, data: readonly number[]])[]
): Uint8Array {
  const parts = attributes.map(([type, data]) => {
    const part = Buffer.alloc((4 + data.length + 3) & ~3);
    const write = order === 'LE' ? 'writeUInt16LE' : 'writeUInt16BE';
    part[write](4 + data.length, 0);
    part[write](type, 2);
    part.set(data, 4);
    return part;
  });
  return Buffer.concat([Buffer.from([2, 0, 0, 7]), ...parts]);
}

describe.each(ORDERS)('a packet in the log of a machine that is %s', (order) => {
  test('is found behind attributes of any length', () => {
    const told = message(order, [1, [8, 0, 1, 0]], [10, [104, 105, 0]], [9, [0x45, 1, 2, 3, 4]]);

    expect([...(loggedPacket(told, order) ?? [])]).toEqual([0x45, 1, 2, 3, 4]);
  });

  test('is found where its type has flags', () => {
    expect([...(loggedPacket(message(order, [0x8009, [1, 2]]), order) ?? [])]).toEqual([1, 2]);
  });

  test('is not there without its attribute, nor when that is cut', () => {
    expect(loggedPacket(message(order, [1, [8, 0, 1, 0]]), order)).toBeUndefined();
    const whole = message(order, [9, [1, 2, 3, 4, 5]]);
    expect(loggedPacket(whole.subarray(0, 11), order)).toBeUndefined();
    expect(loggedPacket(new Uint8Array(), order)).toBeUndefined();
  });

  test('is read from any octets without an error and without an end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
        const packet = loggedPacket(octets, order);
        expect(packet === undefined || packet.length <= octets.length).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
