import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LiveViewer, pageOf } from '../support/live-viewer.ts';
import { connectPeer, freePort, listenPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';

const OVER = /the run is over; its page is still there/;

/** A folder of its own, gone with the test. */
function folder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'sockets-page-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** The modules that a run has loaded, of our own: V8 tells of each script there was. */
async function loadedBy(...args: readonly string[]): Promise<string[]> {
  using own = folder();
  await runSockets(args, { env: { NODE_V8_COVERAGE: own.path } });
  const told = readdirSync(own.path).map((name) => readFileSync(join(own.path, name), 'utf8'));
  const urls = told.flatMap((text) => text.match(/"file:[^"]*\/dist\/src\/[^"]+/g) ?? []);
  return urls.map((url) => url.replace(/^.*\/dist\/src\//, ''));
}

describe('a run with --page', () => {
  test('tells the address first, and keeps the page when it is over, until input ends', async () => {
    await using demo = startSockets(['demo', '--page', '--lanes', 'app']);
    const page = await pageOf(demo);
    expect(demo.stderr).toMatch(/^live in a browser: http:/);
    await demo.untilError(OVER);
    using late = new LiveViewer(page);
    const events = await late.events();
    expect(events.filter(({ type }) => type === 'close')).toHaveLength(3);
    using again = new LiveViewer(page);
    expect(await again.everything()).toEqual({ code: 1000, lines: late.lines });
    const answer = await fetch(page);
    expect(await answer.text()).toContain('<!doctype html>');
    demo.endInput();
    expect(await demo.finished()).toMatchObject({ status: 0 });
    await expect(fetch(page)).rejects.toThrow('fetch failed');
  });

  test('shows what --json prints, each step as it happens, to each of two browsers', async () => {
    await using server = startSockets(['tcp-server', '0', '--page', '--json']);
    using first = await LiveViewer.open(await pageOf(server));
    using peer = await connectPeer(await server.port);
    await first.until(/"type":"accept"/);
    using second = await LiveViewer.open(await pageOf(server));
    peer.socket.write('hello');
    await Promise.all([first.until(/"type":"send"/), second.until(/"type":"send"/)]);
    peer.socket.end();
    await peer.gone();
    await first.until(/"type":"close"/);
    server.signal('SIGINT');
    const { status, stdout } = await server.finished();
    expect(status).toBe(130);
    expect(await first.events()).toEqual(await eventsOf(stdout));
    expect(await second.everything()).toEqual({ code: 1000, lines: first.lines });
  });

  test('is not disturbed by browsers that close, break off, or ask for what is not there', async () => {
    await using server = startSockets(['tcp-server', '0', '--page', '--once']);
    const page = await pageOf(server);
    using closing = await LiveViewer.open(page);
    using breaking = await LiveViewer.open(page);
    closing.socket.close();
    breaking.socket.terminate();
    await Promise.all([closing.closed, breaking.closed]);
    expect((await fetch(new URL('/', page))).status).toBe(403);
    using peer = await connectPeer(await server.port);
    peer.socket.end('hello');
    expect((await peer.everything()).toString()).toBe('hello');
    await server.untilError(OVER);
    server.endInput();
    expect(await server.exited).toEqual({ status: 0, signal: null });
  });

  test('has the exit status of the run, which a refused client has, too', async () => {
    const port = String(await freePort());
    await using client = startSockets(['tcp-client', '--page', '127.0.0.1', port]);
    const page = await pageOf(client);
    await client.untilError(OVER);
    using viewer = new LiveViewer(page);
    expect((await viewer.events()).map(({ type }) => type)).toContain('attempt-failed');
    // That the page listens is no hint for who looks for a server.
    expect(client.stderr).toContain('refused the connection');
    expect(client.stderr).not.toMatch(new RegExp(`listens on .*:${page.port}\\b`));
    client.signal('SIGTERM');
    expect(await client.exited).toEqual({ status: 3, signal: null });
  });

  test('speaks Korean', async () => {
    const { stderr } = await runSockets(['demo', 'unix', '--page', '--lang', 'ko']);
    expect(stderr).toMatch(/^브라우저에서 실시간으로 보기: http:/);
    expect(stderr).toMatch(/페이지는 그대로 있습니다\n$/);
  });

  test('takes a number behind it for its port, and no other word', async () => {
    const port = await freePort();
    const asked = await runSockets(['demo', '--page', String(port), '--lanes', 'app']);
    expect(asked.stderr).toMatch(new RegExp(`^live in a browser: http://127.0.0.1:${port}/`));
    const bare = await runSockets(['demo', '--page', 'unix']);
    expect(bare).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('a Unix domain socket'),
    });
  });

  test('tells of mistakes, and shows no page for them', async () => {
    await using holder = await listenPeer();
    const taken = await runSockets(['demo', `--page=${holder.port}`]);
    expect(taken).toMatchObject({ status: 1, stderr: expect.stringContaining('already') });
    for (const args of [
      ['demo', '--page=x'],
      ['lab', '--page'],
      ['tcp-server', '--page', '0', 'x'],
    ]) {
      const { status, stderr } = await runSockets(args);
      expect({ args, status }).toEqual({ args, status: 2 });
      expect(stderr).not.toContain('http:');
    }
  });

  test('is not slowed down by a browser that does not read, and sends it away', async () => {
    using own = folder();
    const file = join(own.path, 'zeros');
    writeFileSync(file, Buffer.alloc(96 * 1024 * 1024));
    await using listener = await listenPeer();
    const told = ['--send-file', file, '--write-size', '4096', '--quiet', '--page'];
    await using client = startSockets(['tcp-client', '127.0.0.1', String(listener.port), ...told]);
    const page = await pageOf(client);
    using stalled = await LiveViewer.open(page);
    await stalled.until(/sockets-trace/);
    stalled.socket.pause();
    const peer = await listener.next();
    peer.socket.removeAllListeners('data').resume();
    await peer.ended;
    peer.socket.end();
    await client.untilError(OVER);
    stalled.socket.resume();
    expect([1013, 1006]).toContain(await stalled.closed);
    using late = await LiveViewer.open(page);
    const { code, lines } = await late.everything();
    expect({ code, second: lines[1] }).toMatchObject({
      code: 1000,
      second: expect.stringMatching(/^{"skipped":\d+}$/),
    });
    expect(lines.at(-2)).toContain('"type":"close"');
    client.endInput();
    expect(await client.exited).toEqual({ status: 0, signal: null });
  }, 60_000);

  test('loads nothing of a page where none is asked for', async () => {
    const ofPage = (path: string) => /^(live|command\/page\/(show|feed|stay))|page-html/.test(path);
    const demo = ['demo', '--lanes', 'app'];
    expect((await loadedBy(...demo, '--page')).filter(ofPage)).toContain('live/page-server.js');
    const loaded = await loadedBy(...demo);
    expect(loaded).toContain('tcp/listen.js');
    expect(loaded.filter(ofPage)).toEqual([]);
  });
});
