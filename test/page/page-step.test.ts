import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { tracePage as english } from '../../src/text/en/trace-page.ts';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import type { PageVisit } from '../support/page-visit.ts';
import { testNeeding } from '../support/tools.ts';
import { rows, stepOf, visit } from './opened.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

const SYN = stepOf((event) => event.type === 'segment' && event.flags.join() === 'SYN');
/** The octets that are lit. */
async function litIn({ page }: PageVisit): Promise<(string | null)[]> {
  const octets = await page.locator('.digits .lit').all();
  return await Promise.all(octets.map((octet) => octet.getAttribute('data-octet')));
}

describe('the selected step', () => {
  testNeeding(NEEDS, 'says what happened, and what that means', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.locator(`[aria-posinset="${SYN}"]`).click();
    await page.at(SYN);
    const detail = page.page.getByRole('region', { name: english.step });

    expect(await detail.locator('[aria-live=polite] h2').textContent()).toBe('SYN');
    await detail.getByText('A TCP segment passed').waitFor();
  });

  testNeeding(NEEDS, 'lights up the octets of a field, and the field of an octet', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.locator(`[aria-posinset="${SYN}"]`).click();
    const field = page.page.locator('.field', { hasText: 'Source Port' });
    await field.hover();
    await page.page.locator('.digits .lit').first().waitFor();
    // Behind Ethernet's 14 octets and IP's 20.
    expect(await litIn(page)).toEqual(['34', '35']);
    await page.page.locator('.digits [data-octet="47"]').hover();
    const told = page.page.locator('.field.lit');
    await told.filter({ hasText: 'CWR' }).waitFor();
    expect(await told.count()).toBe(1);
    await page.page.locator('.digits [data-octet="30"]').hover();
    await told.filter({ hasText: 'Destination Address' }).waitFor();
    expect(await litIn(page)).toEqual(['30', '31', '32', '33']);
    await page.page.getByText('octets 30 to 33 · IPv4 · Destination Address: 127.0.0.1').waitFor();
    expect(page.troubles).toEqual([]);
  });

  testNeeding(NEEDS, 'does the same by the keys', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.locator(`[aria-posinset="${SYN}"]`).click();
    await page.page.locator('.tree .layer', { hasText: 'TCP' }).focus();
    await page.press('ArrowDown');
    await page.page.locator('.digits .lit[data-octet="35"]').waitFor();
    await page.press('ArrowUp', 'ArrowLeft');
    await page.page.locator('.layer[aria-expanded=false]', { hasText: 'TCP' }).waitFor();
    await page.page.getByRole('listbox', { name: english.octets }).focus();
    await page.press('ArrowDown', 'ArrowRight');
    await page.page.getByText(/^octets 16 to 17 · IPv4 · Total Length: /).waitFor();
    await page.at(SYN);
  });

  testNeeding(NEEDS, 'has the state of each end, and where that is in the diagram', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.press('End');
    await page.page.getByRole('tab', { name: english.states }).click();
    const states = await page.page.locator('.end .now').allTextContents();
    const here = await page.page.locator('.box.here text').allTextContents();

    expect(states.length).toBeGreaterThan(0);
    expect(new Set(here)).toEqual(new Set(states));
  });

  testNeeding(NEEDS, 'is chosen in a chart by its time', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.getByRole('tab', { name: english.charts }).click();
    const chart = page.page.locator('.chart .u-over').first();
    const width = (await chart.boundingBox())?.width ?? 0;
    await chart.click({ position: { x: width - 4, y: 40 } });
    await page.at(rows.steps.length);
    await chart.click({ position: { x: 0, y: 40 } });
    await page.at(1);
    expect(page.troubles).toEqual([]);
  });
});
