import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { LiveViewer } from '../support/live-viewer.ts';
import { serving } from './serving.ts';

describe('who follows a run', () => {
  test('gets lines as they come, and what came before; a second one as well', async () => {
    const { server, page, push } = await serving();
    await using _server = server;
    push('header\n{"a":1}\n{"b"');
    using early = await LiveViewer.open(page);
    await early.until(/"a"/);
    expect(early.lines).toEqual(['header', '{"a":1}']);
    push(':2}\n');
    await early.until(/"b"/);
    using late = await LiveViewer.open(page);
    await late.until(/"b"/);
    push('{"c":3}\n');
    await Promise.all([early.until(/"c"/), late.until(/"c"/)]);
    expect(late.lines).toEqual(['header', '{"a":1}', '{"b":2}', '{"c":3}']);
    expect(early.lines).toEqual(late.lines);
  });

  test('is told of the end, and closed with 1000; so is who comes afterwards', async () => {
    const { server, page, push, audience } = await serving();
    await using _server = server;
    using early = await LiveViewer.open(page);
    push('header\n{"a":1}\n');
    audience.end();
    using late = new LiveViewer(page);
    const all = { code: 1000, lines: ['header', '{"a":1}', '{"ended":true}'] };
    expect(await early.everything()).toEqual(all);
    expect(await late.everything()).toEqual(all);
    await audience.left();
    expect(audience.size).toBe(0);
  });

  test('is told of the end of a run that told nothing', async () => {
    const { server, page, audience } = await serving();
    await using _server = server;
    using viewer = await LiveViewer.open(page);
    audience.end();
    expect(await viewer.everything()).toEqual({ code: 1000, lines: ['{"ended":true}'] });
  });

  test('may leave at any time, and say what it likes', async () => {
    const { server, page, push } = await serving();
    await using _server = server;
    using leaving = await LiveViewer.open(page);
    using cut = await LiveViewer.open(page);
    using talking = await LiveViewer.open(page);
    using staying = await LiveViewer.open(page);
    push('header\n');
    await staying.until(/header/);
    leaving.socket.close();
    cut.socket.terminate();
    talking.socket.send('x'.repeat(2000));
    expect(await talking.closed).toBe(1009);
    await Promise.all([leaving.closed, cut.closed]);
    push('{"a":1}\n');
    await staying.until(/"a"/);
    expect(staying.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('learns how many lines are not kept any more', async () => {
    const { server, page, push, audience } = await serving({ limits: { kept: 100_000, slack: 0 } });
    await using _server = server;
    push('header\n');
    for (let n = 0; n < 5000; n += 1) push(`${JSON.stringify({ n, pad: '.'.repeat(80) })}\n`);
    using viewer = await LiveViewer.open(page);
    audience.end();
    const { lines } = await viewer.everything();
    const [header, skip = '', first = ''] = lines;
    expect(header).toBe('header');
    const { skipped } = JSON.parse(skip);
    expect(skipped).toBeGreaterThan(3000);
    expect(JSON.parse(first).n).toBe(skipped);
    expect(lines).toHaveLength(5000 - skipped + 3);
  });

  test('is sent away with 1013 when it is too slow, and holds nobody up', async () => {
    const limits = { kept: 1_000_000, slack: 1_000_000 };
    const { server, page, push } = await serving({ limits });
    await using _server = server;
    push('header\n');
    using slow = await LiveViewer.open(page);
    using quick = await LiveViewer.open(page);
    await slow.until(/header/);
    slow.socket.pause();
    // Far more than the kernel keeps for who does not read, and the history besides.
    const lines = `${'x'.repeat(999)}\n`.repeat(100);
    for (let sent = 1; sent <= 250; sent += 1) {
      push(`${lines}{"sent":${sent}}\n`);
      await quick.until(new RegExp(`"sent":${sent}}`));
    }
    slow.socket.resume();
    expect(await slow.closed).toBe(1013);
    expect(slow.text.length).toBeLessThan(15_000_000);
    push('{"last":true}\n');
    await quick.until(/"last"/);
    expect(quick.text.match(/"sent"/g)).toHaveLength(250);
  });
});
