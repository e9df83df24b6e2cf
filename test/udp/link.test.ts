import { describe, expect, test } from 'vitest';
import { ImpairedWay, type Impairment, UNIMPAIRED } from '../../src/udp/impairment.ts';
import { HOLD_TIME } from '../../src/udp/passage.ts';
import { linked } from './linked.ts';

const impaired = (options: Partial<Impairment>): Impairment => ({ ...UNIMPAIRED, ...options });
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `no. ${i + 1}`);

/** For a test that must not depend on how busy the machine is: held until one overtakes, however long that takes, ms. */
const FOR_EVER = 60_000;

/** What the pure core says: the texts that arrive, in their order. */
function predicted(
  options: Partial<Impairment>,
  texts: readonly string[],
  direction: 'there' | 'back',
): string[] {
  const way = new ImpairedWay(impaired(options), 7, direction);
  const arriving: string[] = [];
  const held: string[] = [];
  for (const text of texts) {
    const { copies, held: waits } = way.decide(text.length, 0);
    const all = copies.map(() => text);
    if (waits) held.push(...all);
    else if (all.length > 0) arriving.push(...all, ...held.splice(0));
  }
  return arriving;
}

describe('through a link', () => {
  test('everything passes when nothing was asked for, both ways, with the fate of each told', async () => {
    await using all = await linked();
    await all.send(['ping', '']);
    expect(await all.server.until(2)).toEqual(['ping', '']);
    await all.answer(['pong'], all.upstream);
    expect(await all.client.until(1)).toEqual(['pong']);

    const { client, link, server, upstream } = all;
    const there = { type: 'fate', socket: 'U1', source: 'app', direction: 'there', delay: 0 };
    const passed = { local: link.address, remote: { host: '127.0.0.1', port: client.port } };
    expect(all.fates('there')).toMatchObject([
      { ...there, ...passed, number: 1, bytes: 4, fates: ['passed'] },
      { ...there, ...passed, number: 2, bytes: 0, fates: ['passed'] },
    ]);
    expect(all.fates('back')).toMatchObject([
      {
        ...{ socket: 'U2', direction: 'back', number: 1, bytes: 4, fates: ['passed'], delay: 0 },
        local: upstream,
        remote: { host: '127.0.0.1', port: server.port },
      },
    ]);
    expect(client.heard[0]?.from).toEqual(link.address);
    expect(link.tally.there).toMatchObject({
      came: 2,
      wentOn: 2,
      fates: { passed: 2, dropped: 0 },
    });
    expect(link.tally.back).toMatchObject({ came: 1, wentOn: 1, fates: { passed: 1 } });
  });

  test.each([
    ['losing', { drop: 0.2 }],
    ['doubling', { duplicate: 0.3 }],
    ['reordering', { reorder: 0.3 }],
    ['all of it', { drop: 0.2, duplicate: 0.2, reorder: 0.2 }],
  ])('a hundred datagrams arrive exactly as the seed says: %s', async (_name, options) => {
    const texts = numbered(100);
    const expected = predicted(options, texts, 'there');
    await using all = await linked({ there: impaired(options), hold: FOR_EVER });
    await all.send(texts);

    expect(await all.server.until(expected.length)).toEqual(expected);
    expect(expected).not.toEqual(texts);
    expect(all.link.tally.there).toMatchObject({ came: 100, wentOn: expected.length });
  });

  test('the way back meets fates of its own', async () => {
    const options = { drop: 0.2, duplicate: 0.2, reorder: 0.2 };
    const texts = numbered(100);
    const expected = predicted(options, texts, 'back');
    await using all = await linked({ back: impaired(options), hold: FOR_EVER });
    await all.send(['hello']);
    await all.server.until(1);
    await all.answer(texts, all.upstream);

    expect(await all.client.until(expected.length)).toEqual(expected);
    expect(expected).not.toEqual(predicted(options, texts, 'there'));
    expect(all.link.tally.there).toMatchObject({ came: 1, wentOn: 1 });
  });

  test('a corrupted datagram arrives with the bit flipped that the seed says', async () => {
    const way = new ImpairedWay(impaired({ corrupt: 1 }), 7, 'there');
    const [copy] = way.decide(5, 0).copies;
    const expected = Buffer.from('hello');
    const { index = 0, mask = 0 } = copy?.corruptAt ?? {};
    expected[index] = (expected[index] ?? 0) ^ mask;
    await using all = await linked({ there: impaired({ corrupt: 1 }) });
    await all.send(['hello']);

    expect(await all.server.until(1)).toEqual([expected.toString('latin1')]);
    expect(expected.toString()).not.toBe('hello');
    expect(all.fates('there')).toMatchObject([{ fates: ['corrupted'] }]);
  });

  test('a delayed datagram arrives no earlier than its event says', async () => {
    const delay = { mean: 20_000, spread: 5_000 };
    await using all = await linked({ there: impaired({ delay }) });
    const begun = performance.now();
    await all.send(['late']);
    const [fate] = all.fates('there');
    await all.server.until(1);

    expect(fate).toMatchObject({ fates: ['delayed'] });
    expect(fate?.delay).toBeGreaterThanOrEqual(15_000);
    expect((performance.now() - begun) * 1000).toBeGreaterThanOrEqual(fate?.delay ?? Infinity);
  });

  test('a reordered datagram that nothing overtakes goes on alone', async () => {
    await using all = await linked({ there: impaired({ reorder: 1 }) });
    await all.send(['alone']);
    expect(all.fates('there')).toEqual([]);

    expect(await all.server.until(1)).toEqual(['alone']);
    expect(all.fates('there')).toMatchObject([{ fates: ['reordered'], delay: HOLD_TIME }]);
  });

  test('a narrow link lets the datagrams wait for one another', async () => {
    await using all = await linked({ there: impaired({ rate: 800_000 }) });
    const text = 'x'.repeat(10_000);
    await Promise.all([1, 2, 3].map(() => all.client.send(text, all.link.address)));
    await all.server.until(3);
    const delays = all.fates('there').map(({ delay }) => delay);

    // 100 ms each; the later ones came while the first was under way.
    expect(delays[0]).toBe(100_000);
    expect(delays[1]).toBeGreaterThan(100_000);
    expect(delays[2]).toBeGreaterThan(delays[1] ?? Infinity);
  });
});
