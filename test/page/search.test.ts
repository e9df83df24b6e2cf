import { describe, expect, test } from 'vitest';
import { PAGE_LANGUAGES } from '../../src/page/model/languages.ts';
import { makeRecording } from '../../src/page/model/recording.ts';
import { NO_FILTER, pageRows, stepAt } from '../../src/page/model/rows.ts';
import { rungText } from '../../src/page/model/rung-text.ts';
import { matchesOf } from '../../src/page/model/search.ts';
import { recorded } from '../support/recorded.ts';

const { en, ko } = PAGE_LANGUAGES;

async function rows() {
  return pageRows(makeRecording(await recorded('echo-close')), NO_FILTER, true);
}

describe('a search', () => {
  test('finds the kind of step, whatever its capitals', async () => {
    const all = await rows();
    const matches = matchesOf(all, 'SHUTDOWN', en);

    expect(matches.length).toBeGreaterThan(0);
    expect(matches.map((step) => stepAt(all, step)?.rung.event.type)).toContain('shutdown');
  });

  test('finds flags, payload, addresses and states', async () => {
    const all = await rows();
    const port = /:(\d+)/.exec(JSON.stringify(stepAt(all, 3)?.rung.ends))?.[1] ?? '';

    for (const wanted of ['SYN,ACK', 'hello', port, 'CLOSE-WAIT']) {
      expect([wanted, matchesOf(all, wanted, en).length]).not.toEqual([wanted, 0]);
    }
  });

  test('reads the language that is read', async () => {
    const all = await rows();

    expect(matchesOf(all, 'the peer sends no more', en).length).toBeGreaterThan(0);
    expect(matchesOf(all, 'the peer sends no more', ko)).toEqual([]);
    expect(matchesOf(all, '보내지 않습니다', ko).length).toBeGreaterThan(0);
  });

  test('finds nothing where there is nothing', async () => {
    expect(matchesOf(await rows(), 'teleport', en)).toEqual([]);
  });
});

test('a row has room for a part of its payload, and shows that there is more', async () => {
  const { rungs } = makeRecording(await recorded('echo-close'));
  const send = rungs.find(({ event }) => event.type === 'send');
  if (send?.event.type !== 'send') throw new Error('no send');
  const data = new TextEncoder().encode('x'.repeat(300));
  const long = { ...send, event: { ...send.event, bytes: 300, data } };

  expect(rungText(long, en).octets).toBe(`"${'x'.repeat(120)}"…`);
});
