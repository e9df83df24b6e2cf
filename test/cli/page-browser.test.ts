import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { tracePage as english } from '../../src/text/en/trace-page.ts';
import { tracePage as korean } from '../../src/text/ko/trace-page.ts';
import { CHROMIUM } from '../interop/ws-peers.ts';
import { pageOf } from '../support/live-viewer.ts';
import { connectPeer } from '../support/peer.ts';
import { startSockets } from '../support/sockets-process.ts';
import { pathOf, testNeeding } from '../support/tools.ts';

// A browser starts slowly on a busy machine, and waits for facts with a deadline of its own: 30 s.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let browser: Browser | undefined;

beforeAll(async () => {
  const executablePath = pathOf('chromium');
  if (executablePath === undefined) return;
  // Root may not use the sandbox; a container's /dev/shm is small.
  const args = ['--no-sandbox', '--disable-dev-shm-usage'];
  browser = await chromium.launch({ executablePath, args });
});

afterAll(() => browser?.close());

/** A page in a browser of its own, and what it asked for and complained of. */
class Visit implements AsyncDisposable {
  readonly page: Page;
  readonly requests: string[] = [];
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => this.complaints.push(message.text()));
  }

  static async to(url: URL | string): Promise<Visit> {
    if (!browser) throw new Error('no browser');
    const context = await browser.newContext();
    const visit = new Visit(await context.newPage());
    await visit.page.goto(String(url));
    return visit;
  }

  /** Resolves when a row of the ladder says so. */
  async row(text: string): Promise<void> {
    await this.page.getByRole('listbox').getByText(text).first().waitFor();
  }

  async says(text: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).first().waitFor();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}

describe('a browser on the page of a run', () => {
  testNeeding([CHROMIUM], 'follows a TCP server step by step, beside a second one', async () => {
    await using server = startSockets(['tcp-server', '0', '--page', '--once']);
    const url = await pageOf(server);
    await using visit = await Visit.to(url);
    await visit.says(english.live);
    expect(await visit.page.title()).toBe('sockets tcp-server 0');
    await visit.row('listen');
    using peer = await connectPeer(await server.port);
    await visit.row('accept');
    peer.socket.write('안녕');
    await visit.row('receive');
    await using late = await Visit.to(url);
    await late.row('receive');
    await late.page.close();
    peer.socket.end('bye <b>now</b>');
    await visit.row('"bye <b>now</b>"');
    await visit.row('close');
    await visit.says(english.ended);
    expect(visit.requests).toEqual([url.href]);
    expect(visit.complaints).toEqual([]);
    server.endInput();
    expect(await server.exited).toEqual({ status: 0, signal: null });
  });

  testNeeding([CHROMIUM], 'follows both ends of a TCP conversation, each on its page', async () => {
    await using server = startSockets(['tcp-server', '0', '--page', '--once']);
    await using served = await Visit.to(await pageOf(server));
    await served.says(english.live);
    const port = String(await server.port);
    const client = startSockets(['tcp-client', '127.0.0.1', port, '--page', '--lang', 'ko']);
    await using _client = client;
    await using asking = await Visit.to(await pageOf(client));
    await asking.row('connect');
    client.write('hello\n');
    await Promise.all([asking.row('receive'), served.row('receive')]);
    client.endInput();
    await Promise.all([asking.says(korean.ended), served.says(english.ended)]);
    expect([...served.complaints, ...asking.complaints]).toEqual([]);
  });

  testNeeding([CHROMIUM], 'follows a WebSocket server, frame by frame', async () => {
    await using server = startSockets(['ws-server', '0', '--page']);
    await using visit = await Visit.to(await pageOf(server));
    const [, address = ''] = await server.untilError(/(ws:\/\/[\w.:]+\/)/);
    const client = startSockets(['ws-client', address]);
    await using _client = client;
    await visit.row('ws-open');
    client.write('한 마디\n');
    await visit.row('"한 마디"');
    client.endInput();
    await visit.row('ws-closed');
    expect(await client.exited).toMatchObject({ status: 0 });
    server.signal('SIGINT');
    await visit.says(english.ended);
    expect(visit.complaints).toEqual([]);
    expect(await server.exited).toMatchObject({ status: 130 });
  });

  testNeeding(
    [CHROMIUM],
    'is let in by nothing but the whole address, from no other page',
    async () => {
      await using server = startSockets(['tcp-server', '0', '--page']);
      const url = await pageOf(server);
      await using other = startSockets(['ws-server', '0']);
      const [, address = ''] = await other.untilError(/http:(\/\/[\w.:]+\/)/);
      await using stranger = await Visit.to(`http:${address}`);
      const live = new URL('live', url).href.replace('http:', 'ws:');
      const codeOf = (target: string) =>
        stranger.page.evaluate(
          `new Promise((resolve) => { new WebSocket(${JSON.stringify(target)}).onclose = ({ code }) => resolve(code); })`,
        );
      expect(await codeOf(live)).toBe(1006);
      await using visit = await Visit.to(new URL('/', url));
      await visit.says(
        'This is not the whole address: open the one that sockets has printed, with the secret in its path.',
      );
      await visit.page.goto(url.href);
      await visit.row('listen');
    },
  );

  testNeeding([CHROMIUM], 'sees a demo that was over before it came', async () => {
    await using demo = startSockets(['demo', '--page', '--lanes', 'app']);
    const url = await pageOf(demo);
    await demo.untilError(/the run is over/);
    await using visit = await Visit.to(url);
    await visit.says(english.ended);
    await visit.row('close');
    demo.endInput();
    await demo.exited;
    // What it has, it keeps.
    await visit.page.keyboard.press('Home');
    await visit.row('socket');
    expect(visit.complaints).toEqual([]);
  });
});
