import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { pageBundle } from '../../src/command/page-bundle.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { type Language, loadText } from '../../src/text/text.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { pageHtml } from '../../src/view/page-html.ts';

/** What a page is opened with. */
export interface PageVisitOptions {
  readonly title?: string;
  readonly language?: Language;
  readonly context?: BrowserContextOptions;
}

/** The JSON Lines of events. */
export function linesOf(events: readonly SocketEvent[]): string {
  const header = encodeHeader({ program: 'sockets', created: events[0]?.time ?? 0 });
  return header + events.map(encodeEvent).join('');
}

/** A browser at the page of a trace, as it lies in a file, and what it was caught at. Disposing closes it. */
export class PageVisit implements AsyncDisposable {
  readonly page: Page;
  readonly #folder: string;
  /** Complaints of the browser, dialogues, and whatever was asked for besides the file. */
  readonly troubles: string[] = [];

  private constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
    page.on('console', (message) => this.troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.troubles.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  static async open(
    browser: Browser | undefined,
    lines: string,
    { title = 'class.jsonl', language = 'en', context = {} }: PageVisitOptions = {},
  ): Promise<PageVisit> {
    if (!browser) throw new Error('no browser');
    const text = await loadText(language);
    const folder = await mkdtemp(join(tmpdir(), 'sockets-page-'));
    const file = join(folder, 'page.html');
    await writeFile(file, pageHtml({ title, text, bundle: pageBundle(), data: { lines } }));
    const size = { viewport: { width: 1280, height: 800 } };
    const page = await (await browser.newContext({ ...size, ...context })).newPage();
    const visit = new PageVisit(page, folder);
    await page.goto(`file://${file}`);
    page.on('request', (request) => visit.troubles.push(`request: ${request.url()}`));
    return visit;
  }

  /** The rows of steps that are drawn. */
  get steps(): Locator {
    return this.page.locator('.rows [role=option]');
  }

  /** The row that is selected. */
  get selected(): Locator {
    return this.page.locator('.rows [role=option][aria-selected=true]');
  }

  /** Waits for the first rows, and says how many steps there are. */
  async ready(): Promise<number> {
    return Number(await this.steps.first().getAttribute('aria-setsize'));
  }

  /** The number of the selected step, from 1, once it is this one. */
  async at(step: number): Promise<void> {
    await this.page.locator(`[aria-selected=true][aria-posinset="${step}"]`).waitFor();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
    await rm(this.#folder, { recursive: true });
  }
}
