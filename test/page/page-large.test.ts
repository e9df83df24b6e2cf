import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { linesOf, PageVisit } from '../support/page-visit.ts';
import { recorded } from '../support/recorded.ts';
import { testNeeding } from '../support/tools.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const EVENTS = 100_000;
/** In the page. */
const HALFWAY =
  "{ const list = document.querySelector('.rows'); list.scrollTop = list.scrollHeight / 2; }";

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

/** The run again and again, each time later and with sockets of its own. */
async function many(): Promise<SocketEvent[]> {
  const once = await recorded('echo-close');
  const rounds = Math.ceil(EVENTS / once.length);
  const all = Array.from({ length: rounds }, (_none, round) =>
    once.map((event) => ({
      ...event,
      time: event.time + round * 1_000_000,
      socket: `${event.socket}${round}`,
    })),
  );
  return all.flat().slice(0, EVENTS);
}

testNeeding([CHROMIUM], '100,000 events open, and only those that are seen are drawn', async () => {
  const lines = linesOf(await many());
  await using visit = await PageVisit.open(browser, lines);
  const began = await visit.page.evaluate<number>('performance.now()');
  const steps = await visit.ready();
  const took = (await visit.page.evaluate<number>('performance.now()')) - began;

  // A few seconds; a machine that is busy elsewhere takes longer.
  expect(took).toBeLessThan(60_000);
  expect(steps).toBeGreaterThan(EVENTS * 0.8);
  expect(await visit.page.locator('.rows .row').count()).toBeLessThan(100);
  await visit.press('End');
  await visit.at(steps);
  expect(await visit.selected.isVisible()).toBe(true);
  await visit.page.evaluate(HALFWAY);
  await visit.page.locator(`#step-${Math.floor(steps / 2)}`).waitFor();
  expect(await visit.page.locator('.rows .row').count()).toBeLessThan(100);
  expect(visit.troubles).toEqual([]);
});
