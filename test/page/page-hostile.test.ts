import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { EVENT_TYPES, type SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES } from '../../src/text/text.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent } from '../../src/trace/read-json-lines.ts';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { linesOf, PageVisit } from '../support/page-visit.ts';
import { testNeeding } from '../support/tools.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from '../trace/examples.ts';
import { hostileVersions } from '../trace/hostile-events.ts';
import { conversationOf, INJECTIONS } from '../view/injections.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];
const VIEWPORT = { width: 1280, height: 2000 };
/** What is not to be seen by anybody raw: what orders text, hides it, or is nothing. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const OURS = `({
  owned: globalThis.owned,
  elements: [...new Set([...document.querySelectorAll('body *')].map((one) => one.localName))],
  handlers: [...document.querySelectorAll('*')].flatMap((one) =>
    [...one.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name)),
})`;
/** What a page is made of; a script is our own, and its settings. */
const ELEMENTS = new Set([
  ...['div', 'header', 'main', 'section', 'h1', 'h2', 'p', 'span', 'b', 'i', 'code', 'small'],
  ...['fieldset', 'legend', 'label', 'input', 'button', 'select', 'option', 'output', 'search'],
  ...['details', 'summary', 'svg', 'path', 'figure', 'figcaption', 'defs', 'marker', 'line', 'g'],
  ...['rect', 'text', 'canvas', 'script', 'noscript'],
]);

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

/** Whether a reader takes it: no system call has a name of any sort. */
function isTaken(event: SocketEvent): boolean {
  try {
    parseEvent(encodeEvent(event), 2);
    return true;
  } catch {
    return false;
  }
}

/** Walks through all steps and panels, and gives back every piece of text on the way that nobody should see raw. */
async function walked(visit: PageVisit): Promise<string[]> {
  const { page } = visit;
  const steps = await visit.ready();
  // Nothing that had to be left out.
  expect(await page.locator('.notices').textContent()).toBe('');
  const harmful = new Set<string>();
  const look = async () => {
    const texts = page.locator('.page .rows, .page .detail, .page .top');
    for (const text of await texts.allTextContents()) if (HARMFUL.test(text)) harmful.add(text);
  };
  await page.locator('.menu summary').click();
  await visit.press('Escape');
  await page.locator('.layer').last().click();
  for (let step = 1; step <= steps; step += 1) {
    await visit.at(step);
    await look();
    await visit.press('j');
  }
  for (const tab of ['states', 'charts']) {
    await page.locator(`#tab-${tab}`).click();
    await look();
  }
  return [...harmful];
}

describe.each(LANGUAGES)('in %s', (language) => {
  testNeeding(NEEDS, 'whatever peers say, the page shows it and does nothing', async () => {
    const events = INJECTIONS.flatMap(conversationOf)
      .map((event, at) => ({ ...event, time: event.time + 10 * at }))
      .filter(isTaken);
    expect(events.length).toBeGreaterThan(5 * INJECTIONS.length);
    const [title = ''] = INJECTIONS;
    const options = { title, language, context: { viewport: VIEWPORT } };
    await using visit = await PageVisit.open(browser, linesOf(events), options);
    const harmful = await walked(visit);
    const { owned, elements, handlers } = await visit.page.evaluate<{
      owned: unknown;
      elements: string[];
      handlers: string[];
    }>(OURS);

    expect(harmful).toEqual([]);
    expect(owned).toBe(undefined);
    expect(elements.filter((element) => !ELEMENTS.has(element))).toEqual([]);
    expect(handlers).toEqual([]);
    expect(await visit.page.locator('h1').textContent()).toContain('</text><script>owned=1');
    expect(visit.troubles).toEqual([]);
  });
});

testNeeding(
  NEEDS,
  'every kind of event is shown, and no field of it acts on the page',
  async () => {
    const hostile = EVENT_TYPES.flatMap((type) => hostileVersions(EXAMPLES[type]).slice(0, 3));
    const events = [...EXAMPLE_EVENTS, ...hostile].map((event, at) => ({
      ...event,
      time: 1_795_227_355_000_000 + 1000 * at,
    }));
    const context = { viewport: VIEWPORT };
    await using visit = await PageVisit.open(browser, linesOf(events), { context });
    const harmful = await walked(visit);

    expect(harmful).toEqual([]);
    expect(visit.troubles).toEqual([]);
  },
);

test('there is something hostile to show', () => {
  expect(INJECTIONS.length).toBeGreaterThan(10);
  expect(hostileVersions(EXAMPLES.accept).length).toBeGreaterThan(4);
});
