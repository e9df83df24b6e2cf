import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Direction } from '../../src/event/datagram-event.ts';
import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import type { Decision } from '../../src/udp/impairment.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { decided, numbersOf } from '../udp/decided.ts';

const COUNT = 200;
const SEED = 7;
const IMPAIRMENT = { drop: 0.1, duplicate: 0.05, reorder: 0.05 };
const OPTIONS = ['--drop', '10%', '--duplicate', '5%', '--reorder', '5%', '--seed', `${SEED}`];
/** How long the link holds a datagram back for a later one, µs. */
const HOLD = 100_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The seed's decisions on so many probes in one direction. */
function decisionsOn(count: number, direction: Direction): Decision[] {
  return decided(IMPAIRMENT, { seed: SEED, count, direction, bytes: 16 });
}

/** What leaves the link, in its order: one held back goes right behind the next that passes it. */
function carried<Item>(items: readonly Item[], decisions: readonly Decision[]): Item[] {
  const out: Item[] = [];
  let held: readonly (readonly Item[])[] = [];
  for (const [i, { copies, held: isHeld }] of decisions.entries()) {
    const doubled = items.slice(i, i + 1).flatMap((item) => copies.map(() => item));
    if (isHeld) held = [...held, doubled];
    if (isHeld || doubled.length === 0) continue;
    out.push(...doubled, ...held.flat());
    held = [];
  }
  expect(held, 'held back with none to pass it: only time would tell').toEqual([]);
  return out;
}

/** What a sender learns of probes whose replies come in this order: `3`, `3 copy 2`, `2 overtaken`. */
function learned(numbers: readonly number[]): string[] {
  return numbers.map((number, i) => {
    const before = numbers.slice(0, i);
    const copy = before.filter((other) => other === number).length + 1;
    if (copy > 1) return `${number} copy ${copy}`;
    return before.some((other) => other > number) ? `${number} overtaken` : `${number}`;
  });
}

/** All that the seed alone says about a run of `COUNT` probes to an echo and back. */
function predicted() {
  const probes = Array.from({ length: COUNT }, (_, i) => i + 1);
  const there = decisionsOn(COUNT, 'there');
  const echoed = carried(probes, there);
  const back = decisionsOn(echoed.length, 'back');
  const replies = carried(echoed, back);
  const lost = probes.filter((number) => !replies.includes(number));
  return { there, back, echoed, replies, told: learned(replies), lost };
}

/** Sends the probes through a link to an echo. What the sender and the link recorded, and said in the end. */
async function probed(interval: number) {
  const paths = ['sender', 'link'].map((name) => join(folder, `${name}.jsonl`));
  const [sent = '', linked = ''] = paths;
  await using echo = startSockets(['udp-recv', '0', '--service', 'echo', '--quiet']);
  const to = `${await echo.port}`;
  await using link = startSockets(['link', 'udp', '0', to, ...OPTIONS, '--record', linked]);
  const args = ['--count', `${COUNT}`, '--interval', `${interval}`, '--wait', '1500'];
  const sender = await runSockets([
    ...['udp-send', '127.0.0.1', `${await link.port}`],
    ...args,
    ...['--record', sent],
  ]);
  link.signal('SIGINT');
  const { stderr } = await link.finished();
  const [events, fates] = await Promise.all(
    paths.map(async (path) => eventsOf(await readFile(path))),
  );
  return { sender, link: stderr, events: events ?? [], fates: of(fates ?? [], 'fate') };
}

/**
 * The same, as often as it takes: where this machine stood still for so long that nothing came to pass a datagram that was held
 * back, the order is not the seed's. The link tells that itself.
 */
async function undisturbed(interval: number) {
  for (let tries = 0; tries < 5; tries += 1) {
    const run = await probed(interval);
    const late = run.fates.some(({ fates, delay }) => fates.includes('reordered') && delay >= HOLD);
    if (!late) return run;
  }
  throw new Error('this machine is too busy for this test');
}

function of<Type extends EventType>(events: readonly SocketEvent[], type: Type): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** The cells of the first row beneath a head. */
function rowBelow(text: string, head: RegExp): string[] {
  const lines = text.split('\n');
  const row = lines[lines.findIndex((line) => head.test(line)) + 1] ?? '';
  return row.trim().split(/ {2,}/);
}

test.each([0, 1])(
  'what a link does to probes %d ms apart, and what their sender learns of it, is what the seed says',
  async (interval) => {
    const { there, back, echoed, replies, told, lost } = predicted();
    const { sender, link, events, fates } = await undisturbed(interval);

    for (const [direction, decisions] of Object.entries({ there, back })) {
      const its = fates.filter((fate) => fate.direction === direction);
      const inOrder = its.toSorted((one, other) => one.number - other.number);
      // A delay is no fate of these: what is held back is `reordered`.
      expect(inOrder.map(({ number, fates }) => ({ number, fates }))).toEqual(
        decisions.map(({ number, fates }) => ({ number, fates })),
      );
    }
    const answered = of(events, 'reply').map(
      ({ number, copy, overtaken }) =>
        `${number}${copy > 1 ? ` copy ${copy}` : ''}${overtaken ? ' overtaken' : ''}`,
    );
    expect(answered).toEqual(told);
    expect(of(events, 'no-reply').map(({ number }) => number)).toEqual(lost);
    expect(sender.status).toBe(0);

    const doubles = told.filter((reply) => reply.includes('copy')).length;
    const overtaken = told.filter((reply) => reply.includes('overtaken')).length;
    const share = ((lost.length / COUNT) * 100).toFixed(1);
    expect(rowBelow(sender.stderr, /^ +sent +received +lost/).slice(0, 5)).toEqual([
      ...['200', `${COUNT - lost.length}`],
      ...[`${lost.length} (${share} %)`, `${doubles}`, `${overtaken}`],
    ]);
    const counted = (came: number, wentOn: number, decisions: readonly Decision[]) => [
      ...[came, wentOn],
      ...['dropped', 'duplicated', 'reordered'].map((fate) => numbersOf(fate, decisions).length),
    ];
    const heads = /^ +direction +came +went on +dropped +doubled +reordered$/;
    expect(rowBelow(link, heads).slice(1).map(Number)).toEqual(
      counted(COUNT, echoed.length, there),
    );
    expect(
      rowBelow(link, /^ +to the server +\d/)
        .slice(1)
        .map(Number),
    ).toEqual(counted(echoed.length, replies.length, back));
    // Each kind of trouble is there, or the seed would show nothing.
    expect(Math.min(lost.length, doubles, overtaken)).toBeGreaterThan(2);
  },
);
