import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { mermaid } from '../../src/view/mermaid.ts';
import { CHROMIUM, MERMAID, QuietPage, startBrowser } from '../support/browser.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { runSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { testNeeding } from '../support/tools.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { conversationOf, INJECTIONS } from '../view/injections.ts';

// A browser starts slowly on a busy machine, and Mermaid draws as slowly there.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM, MERMAID];
const texts = { en: await loadText('en'), ko: await loadText('ko') };

let browser: Browser | undefined;
let quiet: QuietPage | undefined;

beforeAll(async () => {
  if (MERMAID.missing !== undefined) return;
  browser = await startBrowser();
  quiet = browser && (await QuietPage.open(browser));
  // As on GitHub: HTML is not taken, and nothing can be clicked.
  await quiet?.page.addScriptTag({ path: MERMAID.path });
  await quiet?.page.evaluate(`mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })`);
});

afterAll(() => browser?.close());

/** What Mermaid made of a diagram. */
interface Rendered {
  readonly problem: string | undefined;
  /** Arrows that are whole lines, and those of dashes. */
  readonly solid: number;
  readonly dashed: number;
  readonly texts: readonly string[];
  /** Elements that could do anything but be looked at. */
  readonly active: readonly string[];
}

/** Runs in the page. */
const RENDER = `async (diagram) => {
  try {
    await mermaid.parse(diagram);
    const { svg } = await mermaid.render('picture', diagram);
    document.body.innerHTML = svg;
  } catch (error) {
    return { problem: String(error), solid: 0, dashed: 0, texts: [], active: [] };
  }
  const all = [...document.body.querySelectorAll('*')];
  const isActive = (one) =>
    ['script', 'a', 'image', 'img', 'iframe', 'foreignObject'].includes(one.localName) ||
    [...one.attributes].some(({ name, value }) => /^on|href$/.test(name) || /javascript:/.test(value));
  return {
    problem: globalThis.owned === undefined ? undefined : 'something ran',
    solid: document.querySelectorAll('.messageLine0').length,
    dashed: document.querySelectorAll('.messageLine1').length,
    texts: [...document.querySelectorAll('text')].map(({ textContent }) => textContent),
    active: all.filter(isActive).map(({ outerHTML }) => outerHTML.slice(0, 200)),
  };
}`;

async function rendered(diagram: string): Promise<Rendered> {
  if (!quiet) throw new Error('no browser');
  return await quiet.page.evaluate(`(${RENDER})(${JSON.stringify(diagram)})`);
}

/** What passed between two ends: a packet that was dropped is told twice. */
function packets(events: readonly SocketEvent[]): number {
  const passing = ['segment', 'datagram', 'icmp', 'ip-fragment'];
  return events.filter(({ type }) => passing.includes(type)).length;
}

describe.each(RECORDED)('the recording %s', (name) => {
  testNeeding(NEEDS, 'is a diagram for Mermaid, with an arrow for each packet', async () => {
    const events = await recorded(name);
    for (const language of LANGUAGES) {
      const drawn = await rendered([...mermaid(events, texts[language])].join(''));
      expect(drawn).toMatchObject({ problem: undefined, solid: packets(events), dashed: 0 });
      expect(drawn.active).toEqual([]);
    }
    expect(quiet?.troubles).toEqual([]);
  });
});

describe.each([
  ['demo'],
  ['demo', 'udp'],
  ['demo', 'ws'],
  ['demo', 'tls'],
  ['demo', 'unix'],
  ['lab', 'retransmission'],
])('a run of %s %s', (...command) => {
  testNeeding(NEEDS, 'is a diagram for Mermaid', async () => {
    const { stdout } = await runSockets([...command, '--json'], { patience: 60_000 });
    const events = await eventsOf(stdout);
    const drawn = await rendered([...mermaid(events, texts.en)].join(''));
    expect(drawn).toMatchObject({ problem: undefined, solid: packets(events) });
    expect(drawn.texts.length).toBeGreaterThan(10);
    expect(quiet?.troubles).toEqual([]);
  });
});

testNeeding(NEEDS, 'what somebody sends is shown as it is, and does nothing', async () => {
  for (const words of INJECTIONS) {
    const drawn = await rendered([...mermaid(conversationOf(words), texts.en)].join(''));
    expect(drawn).toMatchObject({ problem: undefined, solid: 1, dashed: 1, active: [] });
  }
  const words = 'a <b> #35; %%{init}%% "c"; d\n';
  const shown = await rendered([...mermaid(conversationOf(words), texts.en)].join(''));
  expect(shown.texts).toContain(
    `receive ${Buffer.byteLength(words)} B "a <b> #35; %%{init}%% \\"c\\"; d\\n"`,
  );
  expect(quiet?.troubles).toEqual([]);
});

testNeeding(NEEDS, 'Mermaid takes the diagram of whatever happened', async () => {
  const lists = fc.array(
    fc.oneof(
      anyEvent.map((event) => [event]),
      fc.constantFrom(...INJECTIONS).map(conversationOf),
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(lists, async (events) => {
      const drawn = await rendered([...mermaid(events.flat(), texts.ko)].join(''));
      expect(drawn).toMatchObject({ problem: undefined, active: [] });
    }),
    { numRuns: 40 },
  );
  expect(quiet?.troubles).toEqual([]);
});

testNeeding(NEEDS, 'the longest diagram there is is not too long for Mermaid', async () => {
  const events = Array.from({ length: 60 }, () => INJECTIONS.flatMap(conversationOf)).flat();
  const drawn = await rendered([...mermaid(events, texts.en, { steps: 100_000 })].join(''));
  expect(drawn.problem).toBeUndefined();
});
