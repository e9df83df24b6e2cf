import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { makeRecording } from '../../src/page/model/recording.ts';
import { type Filter, NO_FILTER, pageRows, stepAt, stepOf } from '../../src/page/model/rows.ts';
import { endText } from '../../src/page/model/rung-text.ts';
import { RECORDED, recorded } from '../support/recorded.ts';

async function rowsOf(name: string, filter: Partial<Filter> = {}, beside = true) {
  return pageRows(makeRecording(await recorded(name)), { ...NO_FILTER, ...filter }, beside);
}

/** All events that rows show. */
function eventsIn({ rows }: ReturnType<typeof pageRows>): SocketEvent[] {
  return rows.flatMap((row) => {
    if (row.kind !== 'step') return [];
    const { rung, entered } = row;
    const events = new Set([rung.event, rung.dropped, entered.left, entered.right]);
    return [...events].filter((event) => event !== undefined);
  });
}

describe.each(RECORDED)('%s', (name) => {
  test.each([true, false])(
    'has every event but measurements, states beside: %s',
    async (beside) => {
      const wanted = (await recorded(name)).filter(({ type }) => type !== 'tcp-info');
      const shown = eventsIn(await rowsOf(name, {}, beside));

      expect(shown.map(({ time }) => time).toSorted()).toEqual(
        wanted.map(({ time }) => time).toSorted(),
      );
    },
  );

  test('counts its steps without gaps, and finds each again by its event', async () => {
    const rows = await rowsOf(name);
    const { steps } = rows;
    const found = steps.map((_place, step) => {
      const row = stepAt(rows, step);
      return row && [row.step, stepOf(rows, row.rung.event)];
    });

    expect(found).toEqual(steps.map((_place, step) => [step, step]));
  });
});

test('each conversation has one heading, above its first step, with both ends', async () => {
  const { rows } = await rowsOf('two-clients');
  const headings = rows.flatMap((row) => (row.kind === 'heading' ? [row] : []));
  const told = headings.map(({ ends }) => [endText(ends.left), endText(ends.right)]);

  expect(told).toEqual([
    [expect.stringMatching(/^C1 127\.0\.0\.1:\d+$/), expect.stringMatching(/^S1 127/)],
    [expect.stringMatching(/^C2 127\.0\.0\.1:\d+$/), expect.stringMatching(/^S2 127/)],
  ]);
  for (const [at, row] of rows.entries()) {
    if (row.kind !== 'heading') continue;
    const next = rows[at + 1];
    expect(next?.kind === 'step' && next.rung.conversation).toBe(row.conversation);
  }
});

test('a lane, a kind and a conversation can be switched off', async () => {
  const all = await rowsOf('two-clients');
  const withoutWire = eventsIn(await rowsOf('two-clients', { lanes: new Set(['wire']) }));
  const withoutSend = eventsIn(await rowsOf('two-clients', { kinds: new Set(['send']) }));
  const withoutFirst = await rowsOf('two-clients', { conversations: new Set([1]) });

  expect(withoutWire.some(({ source }) => source === 'wire')).toBe(false);
  expect(withoutWire.some(({ source }) => source === 'app')).toBe(true);
  expect(withoutSend.some(({ type }) => type === 'send')).toBe(false);
  expect(withoutSend.some(({ type }) => type === 'receive')).toBe(true);
  expect(eventsIn(withoutFirst).some(({ socket }) => socket === 'C1')).toBe(false);
  expect(withoutFirst.steps.length).toBeGreaterThan(10);
  expect(withoutFirst.steps.length).toBeLessThan(all.steps.length);
});

test('where an event is filtered out, the nearest step stands for it', async () => {
  const events = await recorded('echo-close');
  const rows = await rowsOf('echo-close', { lanes: new Set(['wire']) });
  const segment = events.findLast(({ type }) => type === 'segment');
  const step = segment && stepOf(rows, segment);

  expect(stepAt(rows, step)?.rung.event.source).not.toBe('wire');
});

test('nothing at all has no rows and no step', () => {
  const rows = pageRows(makeRecording([]), NO_FILTER, true);

  expect(rows).toEqual({ rows: [], steps: [] });
  expect(stepAt(rows, 0)).toBe(undefined);
});
