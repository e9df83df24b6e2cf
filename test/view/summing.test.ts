import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, type EventType, type SocketEvent } from '../../src/event/event.ts';
import { SUM_PERIOD, type Summary, Summing } from '../../src/view/summing.ts';
import { EXAMPLES } from '../trace/examples.ts';

const PACKETS: readonly EventType[] = ['segment', 'datagram', 'ip-fragment', 'dropped'];
const FLOW: readonly EventType[] = [
  ...(['send', 'receive', 'blocked', 'drained'] as const),
  ...(['reply', 'no-reply', 'fate', 'tls-record', 'ws-frame', 'ws-message'] as const),
  ...([...PACKETS, 'queues', 'accept-queue', 'tcp-info'] as const),
];
const CARRYING: readonly EventType[] = ['send', 'receive', 'syscall', ...PACKETS];
const STEPS = EVENT_TYPES.filter((type) => !FLOW.includes(type));
const BURST = 500;
const START = 1_795_227_355_000_000;

function eventAt(type: EventType, time: number): SocketEvent {
  return { ...EXAMPLES[type], time: START + time };
}

function many(type: EventType, count: number, time = 0): SocketEvent[] {
  return Array.from({ length: count }, () => eventAt(type, time));
}

/** How many of the events get a line of their own. */
function shownOf(summing: Summing, events: readonly SocketEvent[], behind = false): number {
  return events.filter((event) => summing.takes(event, behind)).length;
}

/** How many events a summary stands for. */
function told(summary: Summary | undefined): number {
  if (!summary) return 0;
  const counts = [...summary.counts.values()].map(({ count }) => count);
  return counts.reduce((all, count) => all + count, summary.last ? 1 : 0);
}

/** One thing that happens to a `Summing`: an event so long after the one before it, or the end of a period. */
type Happening = 'period' | { readonly type: EventType; readonly after: number; behind: boolean };

const happenings: fc.Arbitrary<Happening[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...EVENT_TYPES, ...FLOW, ...FLOW),
      after: fc.constantFrom(0, 0, 10, 2000, 1_000_000),
      behind: fc.boolean(),
      copies: fc.constantFrom(1, 1, 1, 3, 300),
      period: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((parts) =>
    parts.flatMap(({ copies, period, ...happening }) => [
      ...Array.from({ length: copies }, () => happening),
      ...(period ? (['period'] as const) : []),
    ]),
  );

/** What a reader learns, in order: an event with its own line, or the sum of several. */
type Shown = { readonly event: SocketEvent } | { readonly summary: Summary };

/** Does with a `Summing` what the text trace does with it. */
function shownAfter(events: readonly Happening[]): { given: SocketEvent[]; shown: Shown[] } {
  const summing = new Summing();
  const given: SocketEvent[] = [];
  const shown: Shown[] = [];
  let time = 0;
  const sum = () => {
    const summary = summing.drain();
    if (summary) shown.push({ summary });
  };
  for (const happening of events) {
    if (happening === 'period') {
      sum();
      summing.goOn();
      continue;
    }
    time += happening.after;
    const event = eventAt(happening.type, time);
    given.push(event);
    if (!summing.takes(event, happening.behind)) continue;
    sum();
    shown.push({ event });
  }
  sum();
  return { given, shown };
}

describe('whatever happens', () => {
  test('each event is told once: shown, counted, or as the last of a sum', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        const { given, shown } = shownAfter(events);
        const all = shown.map((part) => ('event' in part ? 1 : told(part.summary)));
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(given.length);
      }),
      { numRuns: 100 },
    );
  });

  test('the order is kept: a sum covers exactly the events before the next that is shown', () => {
    fc.assert(
      fc.property(happenings, (events) => {
        const { given, shown } = shownAfter(events);
        let next = 0;
        for (const part of shown) {
          if ('event' in part) {
            expect(given[next]).toBe(part.event);
            next += 1;
            continue;
          }
          const covered = given.slice(next, next + told(part.summary));
          expect(part.summary).toMatchObject({
            from: covered.at(0)?.time,
            to: covered.at(-1)?.time,
          });
          expect(part.summary.counts).toEqual(tallied(covered, part.summary));
          next += covered.length;
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** What the counts of a sum ought to be: all it covers but its last, if it has one. */
function tallied(covered: readonly SocketEvent[], { last }: Summary): Summary['counts'] {
  const counts = new Map<EventType, { count: number; bytes: number }>();
  for (const event of covered) {
    if (event === last) continue;
    const { count, bytes } = counts.get(event.type) ?? { count: 0, bytes: 0 };
    const more = CARRYING.includes(event.type) && 'bytes' in event ? (event.bytes ?? 0) : 0;
    counts.set(event.type, { count: count + 1, bytes: bytes + more });
  }
  return counts;
}

describe('a flood', () => {
  test.each(FLOW)('of %s is shown up to a burst of 500, and counted beyond', (type) => {
    const summing = new Summing();
    expect(shownOf(summing, many(type, BURST))).toBe(BURST);
    expect(summing.drain()).toBeUndefined();
    expect(shownOf(summing, many(type, 7))).toBe(0);
    expect(told(summing.drain())).toBe(7);
    expect(summing.drain()).toBeUndefined();
  });

  test('tells how much was counted, of each kind, and over what time', () => {
    const summing = new Summing();
    shownOf(summing, many('send', BURST));
    shownOf(summing, [eventAt('send', 5), eventAt('receive', 7), eventAt('send', 9)]);
    const counts = new Map([
      ['send', { count: 2, bytes: 12 }],
      ['receive', { count: 1, bytes: 6 }],
    ]);
    expect(summing.drain()).toEqual({ from: START + 5, to: START + 9, counts });
  });

  test.each(STEPS)('does not hide the step %s', (type) => {
    const summing = new Summing();
    shownOf(summing, many('receive', 2 * BURST));
    expect(summing.takes(eventAt(type, 0), false)).toBe(true);
    expect(told(summing.drain())).toBe(BURST);
  });

  test('of other steps is counted as well', () => {
    const summing = new Summing();
    expect(shownOf(summing, many('accept', BURST + 20))).toBe(BURST);
    expect(told(summing.drain())).toBe(20);
  });

  test('that comes in no faster than 500 a second is shown for as long as it lasts', () => {
    const summing = new Summing();
    const steady = Array.from({ length: 3 * BURST }, (_, i) => eventAt('receive', i * 2000));
    expect(shownOf(summing, steady)).toBe(steady.length);
  });

  test('is counted as soon as too much waits to be written, whatever kind it is', () => {
    const summing = new Summing();
    const events = [eventAt('receive', 0), eventAt('close', 0)];
    expect(shownOf(summing, events, true)).toBe(0);
    expect(told(summing.drain())).toBe(2);
  });
});

describe('the counting', () => {
  const later = SUM_PERIOD * 1000;

  test('goes on through a period that was too fast to be shown', () => {
    const summing = new Summing();
    shownOf(summing, many('receive', BURST + 251));
    expect(summing.goOn()).toBe(true);
    expect(summing.takes(eventAt('receive', later), false)).toBe(false);
  });

  test('ends with a period that was slow enough', () => {
    const summing = new Summing();
    shownOf(summing, many('receive', BURST + 250));
    expect(summing.goOn()).toBe(false);
    expect(summing.takes(eventAt('receive', later), false)).toBe(true);
  });

  test('does not end before the period does, so that no line comes between two sums', () => {
    const summing = new Summing();
    shownOf(summing, many('receive', BURST + 1));
    expect(summing.takes(eventAt('receive', later - 1), false)).toBe(false);
  });

  test('judges each period by its own events', () => {
    const summing = new Summing();
    shownOf(summing, many('receive', BURST + 251));
    summing.goOn();
    expect(summing.goOn()).toBe(false);
  });
});

describe('a blocked that nothing has followed', () => {
  test('is the last of a sum and not counted in it', () => {
    const summing = new Summing();
    const blocked = eventAt('blocked', 3);
    shownOf(summing, [eventAt('send', 1), blocked], true);
    const summary = summing.drain();
    expect(summary?.last).toBe(blocked);
    expect([...(summary?.counts.keys() ?? [])]).toEqual(['send']);
  });

  test('is counted when something does follow', () => {
    const summing = new Summing();
    shownOf(summing, [eventAt('blocked', 1), eventAt('drained', 3)], true);
    const summary = summing.drain();
    expect(summary).not.toHaveProperty('last');
    expect([...(summary?.counts.keys() ?? [])]).toEqual(['blocked', 'drained']);
  });
});

test('lines spent beneath a step are not there for others', () => {
  const summing = new Summing();
  expect(summing.takes(eventAt('receive', 0), false)).toBe(true);
  summing.spend(BURST - 11);
  expect(shownOf(summing, many('receive', 20))).toBe(10);
});

test('lines that are owed are made up for before anything is shown again', () => {
  const summing = new Summing();
  expect(summing.takes(eventAt('receive', 0), false)).toBe(true);
  summing.spend(2 * BURST - 1);
  expect(summing.takes(eventAt('receive', 1_000_000), false)).toBe(false);
  summing.goOn();
  expect(summing.takes(eventAt('receive', 1_100_000), false)).toBe(true);
});
