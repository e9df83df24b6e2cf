import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Timed, Timeline } from '../../src/observe/timeline.ts';

/** A timeline, and what it has handed on. */
function kept(): { timeline: Timeline<Timed & { name?: string }>; gone: Timed[] } {
  const gone: Timed[] = [];
  return { timeline: new Timeline((item) => gone.push(item)), gone };
}

test('what two sources saw comes out in the order of its times', () => {
  const { timeline, gone } = kept();
  for (const time of [10, 30, 50]) timeline.add({ time });
  for (const time of [20, 40]) timeline.add({ time });
  timeline.close();
  expect(gone.map(({ time }) => time)).toEqual([10, 20, 30, 40, 50]);
});

test('what is younger than the release is held back', () => {
  const { timeline, gone } = kept();
  for (const time of [10, 20, 30]) timeline.add({ time });
  expect(timeline.release(20)).toBe(1);
  expect(gone).toEqual([{ time: 10 }, { time: 20 }]);
});

test('of two at the same time, the one that was added first is first', () => {
  const { timeline, gone } = kept();
  for (const name of ['first', 'second', 'third']) timeline.add({ time: 7, name });
  timeline.close();
  expect(gone).toEqual([
    { time: 7, name: 'first' },
    { time: 7, name: 'second' },
    { time: 7, name: 'third' },
  ]);
});

test('what comes too late is handed on all the same', () => {
  const { timeline, gone } = kept();
  timeline.add({ time: 50 });
  timeline.release(60);
  timeline.add({ time: 40 });
  timeline.release(60);
  expect(gone.map(({ time }) => time)).toEqual([50, 40]);
});

test('a flood is not held back for ever: the older half goes', () => {
  const { timeline, gone } = kept();
  for (let time = 0; time < 50_000; time += 1) timeline.add({ time });
  expect(timeline.held).toBeLessThanOrEqual(20_000);
  timeline.close();
  expect(gone.map(({ time }) => time)).toEqual(Array.from({ length: 50_000 }, (_, time) => time));
});

test('whatever comes, all of it comes out, and in order where nothing was released between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 200 }), (times) => {
      const { timeline, gone } = kept();
      for (const time of times) timeline.add({ time });
      timeline.close();
      expect(gone.map(({ time }) => time)).toEqual([...times].sort((one, other) => one - other));
    }),
    { numRuns: 100 },
  );
});
