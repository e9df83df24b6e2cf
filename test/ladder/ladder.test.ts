import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Ladder } from '../../src/ladder/ladder.ts';
import { Parties } from '../../src/ladder/parties.ts';
import { Rows } from '../../src/ladder/rows.ts';
import type { Rung } from '../../src/ladder/rung.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';

/** The rungs of a whole recording, whose ends are known from the beginning. */
function rungsOf(events: readonly SocketEvent[], parties = taught(events)): Rung[] {
  const ladder = new Ladder(parties);
  return [...events.flatMap((event) => ladder.push(event)), ...ladder.flush()];
}

function taught(events: readonly SocketEvent[]): Parties {
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  return parties;
}

/** `C1 ──▶ S1 SYN across` */
function arrows(rungs: readonly Rung[]): string[] {
  return rungs.flatMap(({ event, mark, ends }) => {
    if (mark.kind !== 'arrow') return [];
    const [from, to] = mark.towards === 'right' ? [ends.left, ends.right] : [ends.right, ends.left];
    const what = event.type === 'segment' ? event.flags.join() : event.type;
    return [`${from.socket ?? '?'} ──▶ ${to.socket ?? '?'} ${what} ${mark.reach}`];
  });
}

describe.each(RECORDED)('%s', (name) => {
  test('every event but measurements is on one rung, in its order; a drop is on its packet’s', async () => {
    const events = await recorded(name);
    const rungs = rungsOf(events);
    const shown = rungs.flatMap(({ event, dropped }) => (dropped ? [event, dropped] : [event]));

    expect(new Set(shown)).toEqual(new Set(events.filter(({ type }) => type !== 'tcp-info')));
    const times = rungs.map(({ event }) => event.time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  test('who asks stands on the left, who serves on the right', async () => {
    for (const { ends } of rungsOf(await recorded(name))) {
      expect(ends.left.socket ?? 'C').toMatch(/^(C|U2)/);
      expect(ends.right.socket ?? 'S').toMatch(/^(S|L|U1)/);
    }
  });
});

test('a packet goes from rail to rail, a call of the program leaves or arrives', async () => {
  const told = arrows(rungsOf(await recorded('echo-close')));

  expect(told.slice(0, 6)).toEqual([
    'C1 ──▶ S1 SYN across',
    'S1 ──▶ C1 SYN,ACK across',
    'C1 ──▶ S1 ACK across',
    'C1 ──▶ S1 send leaves',
    'C1 ──▶ S1 PSH,ACK across',
    'S1 ──▶ C1 ACK across',
  ]);
  expect(told).toContain('C1 ──▶ S1 receive arrives');
});

test('a packet that was taken away is lost, and its drop says why', async () => {
  const rungs = rungsOf(await recorded('retransmission'));
  const lost = rungs.filter(({ mark }) => mark.kind === 'arrow' && mark.reach === 'lost');

  expect(lost.length).toBeGreaterThan(0);
  for (const { event, dropped } of lost) {
    expect(event.type).toBe('segment');
    expect(dropped?.time).toBe(event.time);
  }
});

test('a drop whose packet was not captured has an arrow of its own', async () => {
  const events = (await recorded('retransmission')).filter(({ type }) => type !== 'segment');
  const lost = arrows(rungsOf(events)).filter((arrow) => arrow.endsWith(' lost'));

  expect(lost.length).toBe(events.filter(({ type }) => type === 'dropped').length);
});

test('the states of both ends are those they have when it has happened', async () => {
  const rungs = rungsOf(await recorded('echo-close'));
  const at = (flags: string) =>
    rungs.find(({ event }) => event.type === 'segment' && event.flags.join() === flags)?.states;

  expect(at('SYN')).toEqual({ left: 'SYN-SENT' });
  expect(rungs.find(({ event }) => event.type === 'receive')?.states).toEqual({
    left: 'ESTABLISHED',
    right: 'ESTABLISHED',
  });
});

test('conversations are counted, and a listener has none', async () => {
  const rungs = rungsOf(await recorded('two-clients'));
  const of = (socket: string) =>
    new Set(
      rungs.filter(({ event }) => event.socket === socket).map(({ conversation }) => conversation),
    );

  expect([of('L1'), of('C1'), of('S1'), of('C2'), of('S2')]).toEqual([
    new Set([undefined]),
    new Set([1]),
    new Set([1]),
    new Set([2]),
    new Set([2]),
  ]);
});

test('live, the other end is named as soon as it is known', async () => {
  const events = await recorded('echo-close');
  const live = rungsOf(events, new Parties());
  const attempt = live.find(({ event }) => event.type === 'attempt');
  const syn = live.find(({ event }) => event.type === 'segment');

  expect(attempt?.ends.right.socket).toBeUndefined();
  expect(syn?.ends).toMatchObject({ left: { socket: 'C1' }, right: { socket: 'S1' } });
});

test('clients of a path are paired in the order in which they were accepted', () => {
  const path = { path: '/tmp/echo.sock' };
  const event = (socket: string, type: 'connect' | 'accept', time: number): SocketEvent =>
    type === 'connect'
      ? { time, source: 'app', socket, type, remote: path, elapsed: 1 }
      : { time, source: 'app', socket, type, local: path, listener: 'L1' };
  const events = [
    event('C1', 'connect', 1),
    event('C2', 'connect', 2),
    event('S1', 'accept', 3),
    event('S2', 'accept', 4),
  ];
  const ends = rungsOf(events).map(({ ends: { left, right } }) => [left.socket, right.socket]);

  expect(ends).toEqual([
    ['C1', 'S1'],
    ['C2', 'S2'],
    ['C1', 'S1'],
    ['C2', 'S2'],
  ]);
});

test('a program that is only watched stands where its calls put it', () => {
  const call = (name: string, socket: string, time: number): SocketEvent => ({
    ...{ time, source: 'syscall', socket, type: 'syscall' },
    ...{ call: name, process: 1, arguments: '' },
  });
  const rails = rungsOf([call('listen', 'T1', 1), call('connect', 'T2', 2)]).map(
    ({ rail }) => rail,
  );

  expect(rails).toEqual(['right', 'left']);
});

test('a state stands beside the step it was entered with, and by itself when that was long before', async () => {
  const rows = new Rows();
  const rungs = rungsOf(await recorded('echo-close'));
  const all = [...rungs.flatMap((rung) => rows.add(rung)), ...rows.flush()];
  const beside = all.find(({ rung }) => rung.event.type === 'segment')?.entered;
  const waited = all.find(({ entered }) => entered.left?.state === 'TIME-WAIT');

  expect(beside).toBeDefined();
  expect(waited?.rung.event.type).toBe('state');
  const entered = all.flatMap((row) => Object.values(row.entered));
  expect(entered).toEqual(rungs.map(({ event }) => event).filter(({ type }) => type === 'state'));
});

test('whatever happens, a rung stands at a rail, and its sender is at the other end of its arrow', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      const sorted = events.toSorted((one, other) => one.time - other.time);
      for (const { rail, mark, ends, event } of rungsOf(sorted)) {
        expect([ends.left.socket, ends.right.socket]).toContain(event.socket);
        if (mark.kind === 'arrow') expect(rail === mark.towards).toBe(mark.reach === 'arrives');
      }
    }),
    { numRuns: 300 },
  );
});
