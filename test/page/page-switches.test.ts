import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { tracePage as english } from '../../src/text/en/trace-page.ts';
import { tracePage as korean } from '../../src/text/ko/trace-page.ts';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { testNeeding } from '../support/tools.ts';
import { visit } from './opened.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

describe('the switches', () => {
  testNeeding(NEEDS, 'take a lane away, and bring it back', async () => {
    await using page = await visit(browser);
    const all = await page.ready();
    const wire = page.page.getByRole('checkbox', { name: 'wire' });
    await wire.uncheck({ force: true });
    await page.page.locator(`.rows [aria-setsize="${all}"]`).first().waitFor({ state: 'detached' });
    expect(await page.page.locator('.rows .across').count()).toBe(0);
    await wire.check({ force: true });
    await page.page.locator(`.rows [aria-setsize="${all}"]`).first().waitFor();
  });

  testNeeding(NEEDS, 'take a conversation and a kind away, and bring everything back', async () => {
    await using page = await visit(browser);
    const all = await page.ready();
    await page.page.locator('.menu summary').click();
    await page.page.getByLabel(/^send/).uncheck();
    await page.page.getByLabel(/^C1 /).uncheck();
    await page.page.locator('.rows .heading').waitFor({ state: 'detached' });
    const left = await page.steps.first().getAttribute('aria-setsize');
    expect(Number(left)).toBeLessThan(10);
    await page.page.getByRole('button', { name: english.reset }).click();
    await page.page.locator(`.rows [aria-setsize="${all}"]`).first().waitFor();
    await page.press('Escape');
    await page.page.locator('.menu:not([open])').waitFor();
  });

  testNeeding(NEEDS, 'find steps by what they say', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.press('/');
    await page.page.keyboard.type('retransmission');
    await page.page.getByText('1 of 1', { exact: true }).waitFor();
    expect(await page.selected.textContent()).toContain('retransmission');
    await page.page.getByRole('searchbox').fill('ack');
    const found = page.page.locator('.search output');
    await found.filter({ hasText: /^\d+ of \d{2}$/ }).waitFor();
    const before = await page.selected.getAttribute('id');
    await page.press('Enter');
    await page.page.locator(`#${before}[aria-selected=false]`).waitFor();
    expect(await page.page.locator('.row.match').count()).toBeGreaterThan(3);
    await page.page.getByRole('searchbox').fill('teleport');
    await page.page.getByText(english.noMatch).waitFor();
  });

  testNeeding(NEEDS, 'turn the whole page to Korean and back', async () => {
    await using page = await visit(browser);
    await page.ready();
    await page.page.getByText('한국어', { exact: true }).click();
    await page.page.getByRole('tab', { name: korean.charts }).waitFor();
    await page.page.getByRole('listbox', { name: korean.ladder }).waitFor();
    expect(await page.page.evaluate('document.documentElement.lang')).toBe('ko');
    expect(await page.page.locator('.rows').textContent()).toMatch(/[가-힣]/);
    await page.page.getByText('English', { exact: true }).click();
    await page.page.getByRole('tab', { name: english.charts }).waitFor();
    expect(await page.page.locator('.page').textContent()).not.toMatch(
      /[가-힣](?<!한국어)(?!국|어)/,
    );
  });
});
