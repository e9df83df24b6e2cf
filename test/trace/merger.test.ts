import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { mergeTraces } from '../../src/trace/merge.ts';
import { Merger } from '../../src/trace/merger.ts';
import { at } from './example-ends.ts';
import { exchange } from './two-machines.ts';

const pause = (time: number, label: string): SocketEvent => ({ ...at(time, label), type: 'pause' });
const labels = (merged: readonly { readonly event: SocketEvent }[]) =>
  merged.map(({ event }) => event.socket);

describe('while recordings grow, an event', () => {
  test('goes on as soon as every other recording has gone further', () => {
    const merger = new Merger(2);
    merger.push(0, pause(10, 'C1'), 0);
    expect(merger.release(0)).toEqual([]);
    merger.push(1, pause(20, 'S1'), 0);

    expect(labels(merger.release(0))).toEqual(['C1']);
  });

  test('waits no longer than it was told to for a recording that is silent', () => {
    const merger = new Merger(2, { holdBack: 200_000 });
    merger.push(0, pause(10, 'C1'), 1_000_000);
    expect(merger.release(1_199_999)).toEqual([]);

    expect(labels(merger.release(1_200_000))).toEqual(['C1']);
  });

  test('does not wait for a recording that has ended', () => {
    const merger = new Merger(2);
    merger.push(0, pause(10, 'C1'), 0);
    merger.end(1);

    expect(labels(merger.release(0))).toEqual(['C1']);
  });

  test('that comes too late still comes', () => {
    const merger = new Merger(2, { holdBack: 0 });
    merger.push(0, pause(10, 'C1'), 0);
    merger.release(0);
    merger.push(1, pause(5, 'S1'), 1);

    expect(labels(merger.release(1))).toEqual(['S1']);
  });

  test('does not wait where too many do', () => {
    const merger = new Merger(2);
    for (let i = 0; i < 50_010; i += 1) merger.push(0, pause(i, 'C1'), 0);

    expect(merger.release(0)).toHaveLength(10);
  });
});

test('what comes piece by piece becomes the trace that it is afterwards', () => {
  const [client, server] = exchange(
    [
      { from: 'client', after: 10, delay: 500, text: 'one' },
      { from: 'server', after: 700, delay: 300, text: 'two' },
    ],
    0,
  );
  const recordings = [client, server];
  const afterwards = mergeTraces(recordings).events;
  fc.assert(
    fc.property(fc.infiniteStream(fc.boolean()), (turns) => {
      const merger = new Merger(2);
      const rest = recordings.map((events) => [...events]);
      const live = [];
      for (const isSecond of turns) {
        const file = isSecond ? 1 : 0;
        const event = rest[file]?.shift();
        if (event) merger.push(file, event, 0);
        live.push(...merger.release(0));
        if (rest.every(({ length }) => length === 0)) break;
      }
      live.push(...merger.flush());
      expect(live).toEqual(afterwards);
    }),
    { numRuns: 50 },
  );
});

test('an offset that was told stays as long as it is possible', () => {
  const [client, server] = exchange(
    [
      { from: 'client', after: 10, delay: 50_000, text: 'one' },
      { from: 'server', after: 70_000, delay: 50_000, text: 'two' },
      { from: 'client', after: 70_000, delay: 1000, text: 'three' },
      { from: 'server', after: 70_000, delay: 40_000, text: 'four' },
    ],
    -3_600_000_000,
  );
  const merger = new Merger(2);
  const offsets = new Set<number>();
  for (const event of server.slice(0, 3)) merger.push(0, event, 0);
  for (const event of client) {
    merger.push(1, event, 0);
    if (merger.clocks[1]?.by === 'exchange') offsets.add(merger.clocks[1].offset);
  }
  for (const event of server.slice(3)) merger.push(0, event, 0);
  if (merger.clocks[1]) offsets.add(merger.clocks[1].offset);

  expect(offsets.size).toBe(1);
  expect(merger.clocks[1]?.uncertainty).toBeGreaterThan(20_000);
});
