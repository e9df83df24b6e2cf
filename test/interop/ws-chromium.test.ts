import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { page as english } from '../../src/text/en/page.ts';
import { page as korean } from '../../src/text/ko/page.ts';
import type { RunningProcess } from '../support/sockets-process.ts';
import { pathOf, testNeeding } from '../support/tools.ts';
import { CHROMIUM, framesOf, only, ourServer, traceOf, troubles } from './ws-peers.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];

let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = pathOf('chromium');
  if (executablePath === undefined) return;
  // Root may not use the sandbox; a container's /dev/shm is small.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  browser = await chromium.launch({ executablePath, args });
});

afterAll(() => browser?.close());

/** A page in a browser, and what it asked for and complained of. Disposing closes it, and stops its server. */
class Visit implements AsyncDisposable {
  readonly server: RunningProcess;
  readonly page: Page;
  readonly words: typeof english;
  readonly requests: string[] = [];
  readonly complaints: string[] = [];

  constructor(server: RunningProcess, page: Page, words: typeof english) {
    this.server = server;
    this.page = page;
    this.words = words;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => this.complaints.push(message.text()));
  }

  /** The page's own address, from the one its server tells. */
  static async start(options: readonly string[] = [], words = english, width = 1280) {
    if (!browser) throw new Error('no browser');
    const [server, url] = await ourServer('--lang', words.language, ...options);
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
    const visit = new Visit(server, await context.newPage(), words);
    await visit.page.goto(new URL('/', url.replace(/^ws/, 'http')).href);
    return visit;
  }

  async press(name: 'connect' | 'sendText' | 'sendBinary' | 'close'): Promise<void> {
    await this.page.getByRole('button', { name: this.words[name], exact: true }).click();
  }

  async fill(name: 'subprotocols' | 'text' | 'binary' | 'code' | 'reason', value: string) {
    await this.page.getByLabel(this.words[name], { exact: true }).fill(value);
  }

  async connect(): Promise<void> {
    await this.press('connect');
    await this.state('OPEN');
  }

  async state(wanted: 'CLOSED' | 'OPEN'): Promise<void> {
    await this.page.getByRole('status').getByText(wanted, { exact: true }).waitFor();
  }

  /** What the newest line of a kind says, once one has this in it. */
  async line(kind: 'us' | 'peer' | 'end', having: string | RegExp): Promise<string> {
    const line = this.page.locator(`#log .${kind}`, { hasText: having }).first();
    return (await line.locator('span').textContent()) ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
    await this.server[Symbol.asyncDispose]();
  }
}

const MARKUP =
  '<script>document.title = "owned"</script><img src="//elsewhere.example/x" onerror="alert(1)">';

describe('a browser on the page of ws-server', () => {
  testNeeding(
    NEEDS,
    'connects, sends text and octets, sees them come back, and closes',
    async () => {
      await using visit = await Visit.start();
      const { server, page, words } = visit;
      await visit.state('CLOSED');
      await visit.connect();
      await visit.fill('text', '안녕하세요');
      await visit.press('sendText');
      expect(await visit.line('peer', '안녕')).toBe('15 B  "안녕하세요"');
      await visit.fill('binary', '00 01 FF');
      await visit.press('sendBinary');
      expect(await visit.line('peer', '00')).toBe('3 B  00 01 ff');
      await visit.fill('code', '4001');
      await visit.fill('reason', '그만');
      await visit.press('close');
      await visit.state('CLOSED');
      expect(await visit.line('end', words.closed)).toBe(`4001 · ${words.clean}`);
      const events = await traceOf(server);
      expect(framesOf(events)).toEqual([
        ...['peer 1 fin', 'us 1 fin', 'peer 2 fin', 'us 2 fin', 'peer 8 fin', 'us 8 fin'],
      ]);
      expect(only(events, 'ws-closed')).toMatchObject([
        { code: 4001, reason: '그만', clean: true, by: 'peer' },
      ]);
      expect(troubles(events)).toEqual([]);
      // Nothing from anywhere else, and not even an icon from us.
      expect(visit.requests).toEqual([page.url()]);
      expect(visit.complaints).toEqual([]);
    },
  );

  testNeeding(NEEDS, 'shows markup and invisible characters as what they are', async () => {
    await using visit = await Visit.start();
    const { page, words } = visit;
    await visit.connect();
    await visit.fill('text', `${MARKUP}\u202e`);
    await visit.press('sendText');
    const shown = JSON.stringify(MARKUP).slice(0, -1);
    expect(await visit.line('peer', 'owned')).toBe(`${MARKUP.length + 3} B  ${shown}\\u{202e}"`);
    expect(await page.locator('#log').locator('img, script').count()).toBe(0);
    expect(await page.title()).toBe(words.title);
    expect(visit.requests).toEqual([page.url()]);
    expect(visit.complaints).toEqual([]);
  });

  testNeeding(NEEDS, 'answers pings that its page knows nothing of', async () => {
    await using visit = await Visit.start(['--ping-interval', '50ms']);
    await visit.connect();
    await visit.server.untilOutput(/"ws-round-trip"/);
    await visit.press('close');
    const events = await traceOf(visit.server);
    expect(framesOf(events)).toEqual(expect.arrayContaining(['us 9 fin', 'peer 10 fin']));
    expect(await visit.page.locator('#log li').count()).toBe(2);
  });

  testNeeding(
    NEEDS,
    'agrees on compression, and joins fragments; a page shows the beginning',
    async () => {
      await using visit = await Visit.start(['--compress', '--fragment', '100']);
      await visit.connect();
      const long = Array.from({ length: 20_000 }, (_, at) => at).join(' ');
      await visit.fill('text', long);
      await visit.press('sendText');
      const said = await visit.line('peer', /\d/);
      expect(said).toBe(`${long.length} B  "${long.slice(0, 500)}" …`);
      await visit.press('close');
      const events = await traceOf(visit.server);
      expect(only(events, 'ws-open')[0]?.compression).toMatch(/^permessage-deflate/);
      const [theirs, ours] = only(events, 'ws-message');
      expect(theirs).toMatchObject({ by: 'peer', bytes: long.length });
      expect(theirs?.compressed).toBeLessThan(long.length);
      expect(ours?.frames).toBeGreaterThan(10);
      expect(troubles(events)).toEqual([]);
    },
  );

  testNeeding(NEEDS, 'asks for subprotocols, at the path that the server accepts', async () => {
    await using visit = await Visit.start(['--path', '/chat', '--subprotocol', 'json,chat']);
    await visit.fill('subprotocols', 'other, chat');
    await visit.connect();
    await visit.press('close');
    const events = await traceOf(visit.server);
    expect(only(events, 'ws-open')).toMatchObject([{ subprotocol: 'chat' }]);
    expect(only(events, 'ws-request').at(-1)).toMatchObject({ by: 'peer', target: '/chat' });
  });

  testNeeding(
    NEEDS,
    'is not let in from a page of another origin than the one accepted',
    async () => {
      await using visit = await Visit.start(['--origin', 'https://course.example']);
      await visit.press('connect');
      const said = await visit.line('end', visit.words.closed);
      expect(said).toBe(`1006 · ${visit.words.refused}`);
      await visit.server.untilOutput(/"ws-refused".*"origin"/);
    },
  );

  testNeeding(
    NEEDS,
    'says which codes a page may not close with, and stays connected',
    async () => {
      await using visit = await Visit.start();
      await visit.connect();
      await visit.fill('code', '1001');
      await visit.press('close');
      await visit.line('end', 'InvalidAccessError');
      await visit.state('OPEN');
      visit.server.signal('SIGINT');
      expect(await visit.line('end', visit.words.closed)).toBe(`1001 · ${visit.words.clean}`);
    },
  );

  testNeeding(NEEDS, 'speaks wss from a page that came over TLS', async () => {
    await using visit = await Visit.start(['--tls']);
    expect(visit.page.url()).toMatch(/^https:/);
    await visit.connect();
    await visit.press('sendText');
    expect(await visit.line('peer', 'hello')).toBe('5 B  "hello"');
    await visit.press('close');
    await visit.state('CLOSED');
    expect(only(await traceOf(visit.server), 'ws-closed')).toMatchObject([{ clean: true }]);
    expect(visit.complaints).toEqual([]);
  });
});

describe.each([english, korean])('the page in $language', (words) => {
  for (const width of [375, 1280]) {
    testNeeding(NEEDS, `has nothing beyond a window of ${width} pixels`, async () => {
      await using visit = await Visit.start([], words, width);
      const { page } = visit;
      expect(await page.locator('html').getAttribute('lang')).toBe(words.language);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(words.title);
      await visit.connect();
      await visit.fill('text', 'x'.repeat(400));
      await visit.press('sendText');
      await visit.line('peer', 'xxx');
      await visit.press('close');
      await visit.line('end', words.clean);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(visit.complaints).toEqual([]);
    });
  }
});
