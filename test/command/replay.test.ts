import { expect, test } from 'vitest';
import { paced } from '../../src/command/view/replay.ts';
import type { SocketEvent } from '../../src/event/event.ts';

const at = (seconds: number): SocketEvent => ({
  ...{ time: 1e15 + seconds * 1_000_000, source: 'app', socket: 'C1', type: 'pause' },
});

test('that gaps are shortened is told once, and not at all where they are short at this speed', async () => {
  const toldAt = async (speed: number) => {
    let told = 0;
    // What is stopped does not wait.
    const pace = paced(speed, AbortSignal.abort(), () => {
      told += 1;
    });
    for (const seconds of [0, 3600, 7200, 10_800]) await pace(at(seconds));
    return told;
  };

  expect(await toldAt(1)).toBe(1);
  expect(await toldAt(3600)).toBe(0);
});
