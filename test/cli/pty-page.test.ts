import { expect } from 'vitest';
import { LiveViewer } from '../support/live-viewer.ts';
import { connectPeer } from '../support/peer.ts';
import { type InTerminal, startInTerminal } from '../support/pty.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

async function pageIn(terminal: InTerminal): Promise<URL> {
  const [url] = await terminal.untilOutput(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\//);
  return new URL(url);
}

testNeeding([SCRIPT], 'the page of a demo stays until Ctrl-C, which is no failure', async () => {
  await using terminal = startInTerminal(['demo', '--page', '--lanes', 'app']);
  const page = await pageIn(terminal);
  await terminal.untilOutput(/its page is still there · Ctrl-C ends it/);
  using viewer = await LiveViewer.open(page);
  expect((await viewer.everything()).code).toBe(1000);
  terminal.interrupt();
  expect(await terminal.exited).toEqual({ status: 0, signal: null });
});

testNeeding([SCRIPT], 'a server behind its page takes commands, and ends at Ctrl-C', async () => {
  await using terminal = startInTerminal(['tcp-server', '0', '--page']);
  using viewer = await LiveViewer.open(await pageIn(terminal));
  const [, port] = await terminal.untilOutput(/listening on 127\.0\.0\.1:(\d+)/);
  await terminal.ready();
  using peer = await connectPeer(Number(port));
  await viewer.until(/"type":"accept"/);
  terminal.type('/send S1 hi');
  await peer.until('hi');
  await viewer.until(/"type":"send"/);
  peer.socket.end();
  await viewer.until(/"type":"close"/);
  terminal.interrupt();
  expect(await terminal.exited).toEqual({ status: 130, signal: null });
  expect(await viewer.everything()).toMatchObject({ code: 1000 });
  expect(viewer.lines.at(-1)).toBe('{"ended":true}');
});
