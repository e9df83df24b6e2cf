import { describe, expect, test } from 'vitest';
import { Gathered } from '../../src/ws/gathered.ts';
import { octets } from './frames.ts';

describe('gathering', () => {
  test('joins what comes, and shows where it went', () => {
    const gathered = new Gathered(100, 4, 2);
    const first = gathered.add(octets('abc'));

    expect(Buffer.from(first).toString()).toBe('abc');
    expect(Buffer.from(gathered.add(octets('defgh'))).toString()).toBe('defgh');
    expect(gathered.add(octets())).toHaveLength(0);
    expect(gathered.length).toBe(8);
    expect(Buffer.from(gathered.octets).toString()).toBe('abcdefgh');
  });

  test('copies each octet a few times only: room is made seldom', () => {
    const gathered = new Gathered(16 << 20, 1024, 2);
    const rooms = new Set<ArrayBufferLike>();
    for (let count = 0; count < 1 << 18; count += 1) {
      rooms.add(gathered.add(new Uint8Array(64)).buffer);
    }

    expect(gathered.length).toBe(16 << 20);
    expect(rooms.size).toBeLessThan(20);
  });

  test('takes no memory for what has not come, and none beyond the limit', () => {
    const announced = new Gathered(1 << 30, 65_536, 16);
    expect(announced.add(new Uint8Array(10)).buffer.byteLength).toBe(65_536);
    expect(announced.add(new Uint8Array(65_536)).buffer.byteLength).toBe(65_546 * 16);

    const bounded = new Gathered(100_000, 65_536, 16);
    expect(bounded.add(new Uint8Array(70_000)).buffer.byteLength).toBe(100_000);
  });
});
