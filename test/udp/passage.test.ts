import { describe, expect, test } from 'vitest';
import { ImpairedWay, type Impairment, UNIMPAIRED } from '../../src/udp/impairment.ts';
import {
  Flow,
  HOLD_TIME,
  Passage,
  WAITING_DATAGRAMS,
  WAITING_OCTETS,
} from '../../src/udp/passage.ts';

const MS = 1000;

/** A passage by a clock of its own, with what left it and what was told. */
function passing(impairment: Partial<Impairment>, seed = 7) {
  const told: string[] = [];
  const left: string[] = [];
  const way = new ImpairedWay({ ...UNIMPAIRED, ...impairment }, seed, 'there');
  const passage = new Passage<string>(way, ({ number, fates, delay }) =>
    told.push(`${number} ${fates.join('+')} ${delay / MS} ms`),
  );
  const leave = (time: number) => {
    for (const { flow, bytes } of passage.leaving(time * MS)) {
      left.push(`${flow.owner}${Buffer.from(bytes).toString()}`);
    }
  };
  /** The datagram comes after so many ms, and whatever is due then leaves. */
  const arrive = (flow: Flow<string>, text: string, time: number) => {
    passage.arrive(flow, Buffer.from(text), time * MS);
    leave(time);
  };
  return { passage, told, left, leave, arrive, a: new Flow('a'), b: new Flow('b') };
}

/** Which of the first datagrams this seed holds, at 50 %: 2 and 3 of six. */
const HOLDS_2_AND_3 = (() => {
  for (let seed = 0; ; seed += 1) {
    const way = new ImpairedWay({ ...UNIMPAIRED, reorder: 0.5 }, seed, 'there');
    const held = Array.from({ length: 6 }, () => way.decide(1, 0).held);
    if (held.join() === 'false,true,true,false,false,false') return seed;
  }
})();

describe('a reordered datagram', () => {
  test('leaves right behind the next one that is not held itself', () => {
    const { a, arrive, left, told, passage } = passing({ reorder: 0.5 }, HOLDS_2_AND_3);
    for (let i = 1; i <= 5; i += 1) arrive(a, String(i), i);

    expect(left).toEqual(['a1', 'a4', 'a2', 'a3', 'a5']);
    expect(told).toEqual([
      '1 passed 0 ms',
      '4 passed 0 ms',
      '2 reordered 2 ms',
      '3 reordered 1 ms',
      '5 passed 0 ms',
    ]);
    expect(passage.octets).toBe(0);
  });

  test('is not overtaken by another client’s', () => {
    const { a, b, arrive, left } = passing({ reorder: 0.5 }, HOLDS_2_AND_3);
    arrive(b, '1', 1);
    arrive(a, '2', 2);
    arrive(b, '3', 3);
    arrive(b, '4', 4);
    arrive(b, '5', 5);
    expect(left).toEqual(['b1', 'b4', 'b3', 'b5']);

    arrive(a, '6', 6);
    expect(left.slice(4)).toEqual(['a6', 'a2']);
  });

  test('goes on alone after a while, and its fate is told then', () => {
    const { a, arrive, leave, left, told, passage } = passing({ reorder: 1 });
    arrive(a, '1', 5);
    expect([told, passage.due, passage.octets, a.waiting]).toEqual([[], 5 * MS + HOLD_TIME, 1, 1]);
    leave(104);
    expect(left).toEqual([]);
    leave(105);

    expect([left, told]).toEqual([['a1'], ['1 reordered 100 ms']]);
    expect([passage.due, passage.octets, a.waiting]).toEqual([undefined, 0, 0]);
  });

  test('that went on alone is not sent again by one that comes later', () => {
    const seed = seedWhere({ reorder: 0.5 }, 'reordered passed');
    const { a, arrive, leave, left } = passing({ reorder: 0.5 }, seed);
    arrive(a, '1', 0);
    leave(100);
    arrive(a, '2', 101);

    expect(left).toEqual(['a1', 'a2']);
  });

  test('that was let go is not sent again when its time is up', () => {
    const { a, arrive, leave, left } = passing({ reorder: 0.5 }, HOLDS_2_AND_3);
    for (let i = 1; i <= 4; i += 1) arrive(a, String(i), i);
    leave(1000);

    expect(left).toEqual(['a1', 'a4', 'a2', 'a3']);
  });

  test('is not set free by one that is lost', () => {
    const impairment = { reorder: 0.5, drop: 0.2 };
    const seed = seedWhere(impairment, 'reordered dropped passed');
    const { a, arrive, left } = passing(impairment, seed);
    arrive(a, '1', 1);
    arrive(a, '2', 2);
    expect(left).toEqual([]);
    arrive(a, '3', 3);

    expect(left).toEqual(['a3', 'a1']);
  });

  test('leaves behind the other one’s delay, too', () => {
    const delay = { mean: 80 * MS, spread: 0 };
    const seed = seedWhere({ reorder: 0.5 }, 'reordered passed');
    const { a, arrive, leave, left, told } = passing({ reorder: 0.5, delay }, seed);
    arrive(a, '1', 0);
    arrive(a, '2', 10);
    leave(89);
    expect(left).toEqual([]);
    leave(90);

    expect(left).toEqual(['a2', 'a1']);
    expect(told).toEqual(['2 delayed 80 ms', '1 reordered+delayed 90 ms']);
  });

  test('is told of when the link ends, though it leaves no more', () => {
    const { a, arrive, told, passage } = passing({ reorder: 1 });
    arrive(a, '123', 1);
    passage.settle(8 * MS);

    expect(told).toEqual(['1 reordered 7 ms']);
    expect(passage.octets).toBe(3);
  });
});

/** The first seed by which datagrams meet these fates. */
function seedWhere(impairment: Partial<Impairment>, fates: string): number {
  const count = fates.split(' ').length;
  for (let seed = 0; ; seed += 1) {
    const way = new ImpairedWay({ ...UNIMPAIRED, ...impairment }, seed, 'there');
    const met = Array.from({ length: count }, () => way.decide(1, 0).fates.join('+'));
    if (met.join(' ') === fates) return seed;
  }
}

describe('other datagrams', () => {
  test('leave when they are due, whatever came first', () => {
    const { a, arrive, leave, left, passage } = passing({
      delay: { mean: 50 * MS, spread: 40 * MS },
    });
    const way = new ImpairedWay(
      { ...UNIMPAIRED, delay: { mean: 50 * MS, spread: 40 * MS } },
      7,
      'there',
    );
    const due = Array.from({ length: 20 }, (_, i) => ({
      text: `a${i},`,
      at: i * MS + (way.decide(1, 0).copies[0]?.delay ?? 0),
    }));
    for (let i = 0; i < 20; i += 1) arrive(a, `${i},`, i);
    for (let time = 20; passage.due !== undefined; time += 1 / 16) leave(time);

    const expected = due.toSorted((one, other) => one.at - other.at).map(({ text }) => text);
    expect(left).toEqual(expected);
    expect(expected).not.toEqual(due.map(({ text }) => text));
  });

  test('leave twice when they are doubled, and never when they are dropped', () => {
    const doubled = passing({ duplicate: 1 });
    doubled.arrive(doubled.a, 'x', 0);
    const dropped = passing({ drop: 1 });
    dropped.arrive(dropped.a, 'x', 0);

    expect([doubled.left, doubled.told]).toEqual([['ax', 'ax'], ['1 duplicated 0 ms']]);
    expect([dropped.left, dropped.told]).toEqual([[], ['1 dropped 0 ms']]);
  });

  test('leave with one bit flipped when they are corrupted, and what came stays whole', () => {
    const { a, passage } = passing({ corrupt: 1 });
    const came = new Uint8Array(100);
    passage.arrive(a, came, 0);
    const [departure] = [...passage.leaving(0)];
    const damaged = departure?.bytes ?? new Uint8Array();

    expect(damaged).toHaveLength(100);
    const [flipped = 0, ...others] = damaged.filter((octet) => octet !== 0);
    expect(others).toEqual([]);
    expect(Math.log2(flipped) % 1).toBe(0);
    expect(came.every((octet) => octet === 0)).toBe(true);
  });

  test('do not leave for a client that is gone', () => {
    const { a, b, arrive, leave, left, passage } = passing({ delay: { mean: MS, spread: 0 } });
    arrive(a, '1', 0);
    arrive(b, '2', 0);
    a.gone = true;
    leave(1);

    expect([left, passage.octets]).toEqual([['b2'], 0]);
  });
});

describe('what waits is bounded', () => {
  const late = { delay: { mean: 1000 * MS, spread: 0 } };

  test('in datagrams: those without octets, too', () => {
    const { a, passage, told, leave, left } = passing(late);
    const none = new Uint8Array();
    for (let i = 0; i <= WAITING_DATAGRAMS; i += 1) passage.arrive(a, none, 0);

    expect(told.filter((line) => line.includes('overflowed'))).toEqual([
      `${WAITING_DATAGRAMS + 1} overflowed 0 ms`,
    ]);
    leave(1000);
    expect(left).toHaveLength(WAITING_DATAGRAMS);
    passage.arrive(a, none, 1000 * MS);
    expect(told.at(-1)).toBe(`${WAITING_DATAGRAMS + 2} delayed 1000 ms`);
  });

  test('in octets, held ones counted', () => {
    const { a, passage, told } = passing({ reorder: 1 });
    const long = new Uint8Array(65_507);
    const fit = Math.ceil(WAITING_OCTETS / long.length);
    for (let i = 0; i <= fit; i += 1) passage.arrive(a, long, 0);

    expect(told).toEqual([`${fit + 1} overflowed 0 ms`]);
    expect(passage.octets).toBe(fit * long.length);
  });
});
