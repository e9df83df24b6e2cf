import { type Browser, chromium, type Page } from 'playwright-core';
import { pathOf, program, type Requirement } from './tools.ts';

/** A browser: Chromium, found on the PATH. */
export const CHROMIUM = program('chromium');

const { MERMAID: path } = process.env;

/** Mermaid itself, as one script, whose path is in MERMAID. */
export const MERMAID: Requirement & { readonly path: string } = {
  path: path ?? '',
  missing: path
    ? undefined
    : 'needs MERMAID: npm install --prefix /tmp/mermaid mermaid, and the path of its dist/mermaid.min.js',
  owed: true,
};

/** A page that asks nobody for anything, and what it was caught at. */
export class QuietPage {
  readonly page: Page;
  /** Complaints of the browser, dialogues, and whatever was asked for after it was empty. */
  readonly troubles: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => this.troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.troubles.push(`error: ${error.message}`));
    page.on('request', (request) => this.troubles.push(`request: ${request.url()}`));
    page.on('dialog', (dialog) => {
      this.troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  /** An empty page in an appearance. */
  static async open(browser: Browser, colorScheme: 'light' | 'dark' = 'light'): Promise<QuietPage> {
    const context = await browser.newContext({ colorScheme });
    const quiet = new QuietPage(await context.newPage());
    await quiet.page.setContent('<!doctype html><title>pictures</title><body></body>');
    return quiet;
  }
}

/** Starts the browser; `undefined` where there is none. */
export async function startBrowser(): Promise<Browser | undefined> {
  const executablePath = pathOf('chromium');
  if (executablePath === undefined) return undefined;
  // Root may not use the sandbox; a container's /dev/shm is small.
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}
