import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { ladder } from '../../src/text/en/ladder.ts';
import { tracePage as english } from '../../src/text/en/trace-page.ts';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { linesOf, PageVisit } from '../support/page-visit.ts';
import { testNeeding } from '../support/tools.ts';
import { events, rows, visit } from './opened.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

describe('the ladder', () => {
  testNeeding(NEEDS, 'has a row for each step, and draws packets from rail to rail', async () => {
    await using page = await visit(browser, {
      context: { viewport: { width: 1280, height: 3000 } },
    });

    expect(await page.ready()).toBe(rows.steps.length);
    expect(await page.steps.count()).toBe(rows.steps.length);
    const packets = events.filter(({ type }) => type === 'segment' || type === 'datagram');
    expect(await page.page.locator('.rows .across, .rows .lost').count()).toBe(packets.length);
    expect(await page.page.locator('.rows .lost .cross').count()).toBe(1);
    expect(await page.page.locator('.rows .bad', { hasText: 'retransmission' }).count()).toBe(1);
    expect(await page.page.locator('.rows .heading').allTextContents()).toEqual([
      expect.stringMatching(/^C1 127\.0\.0\.1:\d+S1 127\.0\.0\.1:\d+$/),
    ]);
    expect(page.troubles).toEqual([]);
  });

  testNeeding(
    NEEDS,
    'shows states beside the rails where there is room, else as steps',
    async () => {
      await using wide = await visit(browser);
      await wide.ready();
      expect(await wide.page.locator('.rows .pill').count()).toBeGreaterThan(2);

      await using phone = await visit(browser, {
        context: { viewport: { width: 360, height: 740 } },
      });
      const steps = await phone.ready();
      const states = events.filter(({ type }) => type === 'state').length;
      expect(await phone.page.locator('.rows .pill').count()).toBe(0);
      expect(steps).toBeGreaterThan(rows.steps.length);
      expect(steps).toBeLessThanOrEqual(rows.steps.length + states);
      const width = await phone.page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(360);
    },
  );

  testNeeding(NEEDS, 'of calls alone says that packets were not watched', async () => {
    await using page = await visit(
      browser,
      {},
      events.filter(({ source }) => source === 'app'),
    );
    await page.page.getByText(ladder.notWatched).waitFor();
    expect(await page.page.locator('.rows .across').count()).toBe(0);
    expect(await page.page.locator('.rows .leaves').count()).toBeGreaterThan(0);
  });

  testNeeding(NEEDS, 'says so where there is nothing, or only a part can be read', async () => {
    await using empty = await PageVisit.open(browser, linesOf([]));
    await empty.page.getByText(english.noEvents).waitFor();

    await using cut = await PageVisit.open(browser, `${linesOf(events)}{"time":`);
    expect(await cut.ready()).toBe(rows.steps.length);
    const line = String(events.length + 2);
    await cut.page.getByText(english.badLine({ line, problem: 'cut off' })).waitFor();
    expect([...empty.troubles, ...cut.troubles]).toEqual([]);
  });
});

describe('the keys', () => {
  testNeeding(NEEDS, 'go from step to step, to the ends, and nowhere beyond them', async () => {
    await using page = await visit(browser);
    const last = await page.ready();
    await page.at(1);
    await page.press('j', 'ArrowRight', 'ArrowDown');
    await page.at(4);
    await page.press('k', 'ArrowLeft');
    await page.at(2);
    await page.press('End', 'j');
    await page.at(last);
    await page.press('PageUp');
    await page.at(last - 10);
    await page.press('Home', 'k', 'ArrowUp');
    await page.at(1);
    const list = page.page.getByRole('listbox', { name: english.ladder });
    expect(await list.getAttribute('aria-activedescendant')).toBe(
      await page.selected.getAttribute('id'),
    );
  });

  testNeeding(NEEDS, 'open every part of the page, one after the other', async () => {
    await using page = await visit(browser);
    await page.ready();
    const seen: string[] = [];
    const name = `(() => { const e = document.activeElement;
      return e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent; })()`;
    for (let press = 0; press < 24; press += 1) {
      await page.press('Tab');
      seen.push(String(await page.page.evaluate(name)).trim());
    }

    for (const wanted of [english.play, english.speed, english.search, english.ladder]) {
      expect(seen).toContain(wanted);
    }
    expect(seen.some((one) => one.startsWith(english.filter))).toBe(true);
    expect(seen).toContain(english.fields);
  });

  testNeeding(NEEDS, 'play the run, and stop it', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.getByLabel(english.speed).selectOption('10');
    await page.page.getByRole('listbox', { name: english.ladder }).focus();
    await page.press(' ');
    const pause = page.page.getByRole('button', { name: english.pause });
    await pause.waitFor();
    await page.at(rows.steps.length);
    await page.page.getByRole('button', { name: english.play }).waitFor();
    await page.press(' ');
    await pause.waitFor();
    await page.press(' ');
    await pause.waitFor({ state: 'detached' });
  });
});

describe('on paper', () => {
  testNeeding(NEEDS, 'is the whole ladder, without the controls, and gone afterwards', async () => {
    await using page = await visit(browser, { context: { viewport: { width: 500, height: 500 } } });
    await page.ready();
    await page.page.emulateMedia({ media: 'print' });
    await page.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const paper = page.page.locator('.paper');

    expect(await paper.locator('.step').count()).toBe(rows.steps.length);
    expect(await page.page.locator('.toolbar').isVisible()).toBe(false);
    expect(await paper.locator('.pill').count()).toBeGreaterThan(2);
    await page.page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await paper.locator('.step').count()).toBe(0);
  });
});
