import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeProbe } from '../../src/udp/probe.ts';
import { MOST_PROBES, type ProbeSummary, Probes, type Reply } from '../../src/udp/probes.ts';

const SIZE = 20;
const octets = (text: string) => Buffer.from(text);

/** Probes 1 to `count`, sent 1000 µs apart from 1000 on. */
function sentProbes(count: number): Probes {
  const probes = new Probes();
  for (let number = 1; number <= count; number += 1) {
    probes.sent(number * 1000, makeProbe(number, SIZE));
  }
  return probes;
}

/** Datagrams sent at 1000, 2000, … µs, to be matched by content. */
function sentTexts(...texts: readonly string[]): Probes {
  const probes = new Probes('content');
  for (const [i, text] of texts.entries()) probes.sent((i + 1) * 1000, octets(text));
  return probes;
}

/** What the same replies come to when each is counted by looking at all before it. */
function model(sent: number, replies: readonly number[]): Partial<ProbeSummary> {
  const firsts = replies.filter((number, at) => replies.indexOf(number) === at);
  const overtaken = firsts.filter((number, at) => firsts.slice(0, at).some((one) => one > number));
  const received = firsts.length;
  const duplicated = replies.length - received;
  return { sent, received, lost: sent - received, duplicated, outOfOrder: overtaken.length };
}

describe('numbered probes', () => {
  test('are counted right whatever is lost, doubled and out of order', () => {
    const count = 30;
    // Any of them, any number of times, in any order.
    const replies = fc.array(fc.integer({ min: 1, max: count }), { maxLength: 60 });
    fc.assert(
      fc.property(replies, (numbers) => {
        const probes = sentProbes(count);
        const seen = numbers.map((number) => probes.received(makeProbe(number, SIZE), 1_000_000));
        expect(probes.summary()).toMatchObject(model(count, numbers));
        expect(seen.map((reply) => reply?.number)).toEqual(numbers);
        const copies = numbers.map((one, at) => numbers.slice(0, at + 1).filter((n) => n === one));
        expect(seen.map((reply) => reply?.copy)).toEqual(copies.map(({ length }) => length));
        const overtaken = seen.filter((reply) => reply?.overtaken);
        expect(overtaken).toHaveLength(probes.summary().outOfOrder);
      }),
      { numRuns: 300 },
    );
  });

  test('are given up once each, in order, and only those without a reply', () => {
    const steps = fc.array(
      fc.record({ reply: fc.integer({ min: 1, max: 12 }), latest: fc.integer({ max: 14_000 }) }),
    );
    fc.assert(
      fc.property(steps, (all) => {
        const probes = sentProbes(12);
        const answered = new Set<number>();
        const given: number[] = [];
        for (const { reply, latest } of all) {
          probes.received(makeProbe(reply, SIZE), 20_000);
          answered.add(reply);
          const open = Array.from({ length: 12 }, (_, i) => i + 1).filter(
            (n) => n * 1000 <= latest && !answered.has(n) && !given.includes(n),
          );
          const late = given.length;
          given.push(...probes.expire(latest));
          expect(given.slice(late)).toEqual(open);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('tell the round trip of each first reply, its double, and one that was overtaken', () => {
    const probes = sentProbes(3);
    const reply = (number: number, time: number): Reply | undefined =>
      probes.received(makeProbe(number, SIZE), time);

    expect(reply(2, 2300)).toEqual({ number: 2, elapsed: 300, copy: 1, overtaken: false });
    expect(reply(1, 2400)).toEqual({ number: 1, elapsed: 1400, copy: 1, overtaken: true });
    expect(reply(1, 2500)).toEqual({ number: 1, elapsed: 1500, copy: 2, overtaken: false });
    expect(probes.summary()).toMatchObject({ min: 300, median: 850, max: 1400, lost: 1 });
  });

  test('that are answered after they were given up are late, and not lost', () => {
    const probes = sentProbes(2);
    expect(probes.waitingSince).toBe(1000);
    expect(probes.expire(1000)).toEqual([1]);
    expect(probes.waitingSince).toBe(2000);
    probes.received(makeProbe(1, SIZE), 9000);
    probes.received(makeProbe(1, SIZE), 9000);
    probes.received(makeProbe(2, SIZE), 9000);
    expect(probes.waitingSince).toBeUndefined();
    expect(probes.summary()).toMatchObject({ received: 2, lost: 0, late: 1, duplicated: 1 });
    expect(probes.expire(9000)).toEqual([]);
  });

  test('are not answered by what has no number, or one that was never sent', () => {
    const probes = sentProbes(2);
    expect(probes.received(makeProbe(3, SIZE), 5000)).toBeUndefined();
    expect(probes.received(octets('hello'), 5000)).toBeUndefined();
    const nothing = { min: undefined, median: undefined, max: undefined };
    expect(probes.summary()).toMatchObject({ received: 0, lost: 2, others: 2, ...nothing });
  });

  test('are watched up to a million, so that the memory has a bound', () => {
    const probes = new Probes();
    const probe = makeProbe(1, SIZE);
    for (let number = 1; number <= MOST_PROBES; number += 1) probes.sent(number, probe);
    expect(probes.sent(1, probe)).toBe(false);
    expect(probes.summary().sent).toBe(MOST_PROBES);
    expect(probes.received(makeProbe(MOST_PROBES, SIZE), MOST_PROBES + 5)?.elapsed).toBe(5);
    expect(probes.expire(MOST_PROBES)).toHaveLength(MOST_PROBES - 1);
  });
});

describe('datagrams without a number', () => {
  const numbersOf = (probes: Probes, replies: readonly string[], time = 9000) =>
    replies.map((text) => probes.received(octets(text), time)?.number);

  test('are found by an echo of equal octets, in whatever order it comes', () => {
    const probes = sentTexts('a', 'b', '', 'a', 'c');
    expect(numbersOf(probes, ['b', 'a', '', 'a', 'c'])).toEqual([2, 1, 3, 4, 5]);
    expect(probes.summary()).toMatchObject({
      received: 5,
      outOfOrder: 1,
      duplicated: 0,
      others: 0,
    });
  });

  test('have doubles when more equal octets come than went', () => {
    const probes = sentTexts('a', 'a', 'b');
    expect(numbersOf(probes, ['a', 'a', 'a'])).toEqual([1, 2, 2]);
    expect(probes.summary()).toMatchObject({ received: 2, duplicated: 1, lost: 1 });
  });

  test('are answered by other octets first come, first served', () => {
    const probes = sentTexts('what time is it?', 'and now?');
    expect(numbersOf(probes, ['noon', 'ten past', 'late'])).toEqual([1, 2, undefined]);
    expect(probes.summary()).toMatchObject({ received: 2, lost: 0, others: 1 });
  });

  test('that were given up leave the reply to those that still wait', () => {
    const probes = sentTexts('a', 'a', 'b', 'c');
    expect(probes.expire(1000)).toEqual([1]);
    expect(numbersOf(probes, ['a', 'x'])).toEqual([2, 3]);
    expect(probes.expire(9000)).toEqual([4]);
    expect(numbersOf(probes, ['c'])).toEqual([4]);
    expect(probes.summary()).toMatchObject({ received: 3, lost: 1, late: 1 });
  });

  test('are counted right when an echo loses, doubles and mixes them', () => {
    const texts = fc.uniqueArray(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 12 });
    const picks = fc.array(fc.nat(), { maxLength: 30 });
    fc.assert(
      fc.property(texts, picks, (sent, picked) => {
        const probes = sentTexts(...sent);
        const numbers = picked.map((pick) => (pick % sent.length) + 1);
        expect(
          numbersOf(
            probes,
            numbers.map((number) => sent[number - 1] ?? ''),
          ),
        ).toEqual(numbers);
        expect(probes.summary()).toMatchObject(model(sent.length, numbers));
      }),
      { numRuns: 200 },
    );
  });
});
