import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { expectAdvice } from '../support/advice.ts';
import { listenPeer } from '../support/peer.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { close } from '../ws/frames.ts';
import { closing as codeOf, rawServer } from '../ws/ws-peer.ts';

async function urlOf(server: RunningProcess): Promise<string> {
  const [, url = ''] = await server.untilError(/listening on (wss?:\/\/\S+)/);
  return url;
}

function framesOf(events: readonly SocketEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'ws-frame') return [];
    return `${event.by} ${event.opcode} ${Buffer.from(event.data).toString('latin1')}`;
  });
}

const closing = (code: number, reason = '') => Buffer.from(codeOf(code, reason)).toString('latin1');

describe('ws-server and ws-client', () => {
  test('what is sent comes back, and both are done', async () => {
    await using server = startSockets(['ws-server', '0', '--once']);
    const args = ['ws-client', await urlOf(server), '--send', 'one', '--send-hex', '00ff'];
    const { stdout, stderr, status } = await runSockets([...args, '--quiet']);
    expect(stdout).toEqual(Buffer.from('one\n\x00\xff', 'latin1'));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
  });

  test('each line of the input is a message', async () => {
    await using server = startSockets(['ws-server', '0', '--service', 'upper', '--compress']);
    const args = ['ws-client', await urlOf(server), '--quiet', '--compress'];
    const { stdout, status } = await runSockets(args, { input: 'one\n둘\n\nthree' });
    expect(stdout.toString()).toBe('ONE\n둘\n\nTHREE\n');
    expect(status).toBe(0);
  });

  test('a recording on stdout is read back, with every frame', async () => {
    await using server = startSockets(['ws-server', '0']);
    const url = await urlOf(server);
    const sends = ['--ping', 'there?', '--send', 'abcd', '--close', '4000 enough'];
    const args = ['ws-client', url, ...sends, '--fragment', '3', '--json'];
    const { stdout, status } = await runSockets(args);
    const events = await eventsOf(stdout);
    expect(framesOf(events).filter((frame) => frame.startsWith('us'))).toEqual([
      ...['us 9 there?', 'us 1 abc', 'us 0 d', `us 8 ${closing(4000, 'enough')}`],
    ]);
    expect(framesOf(events).filter((frame) => frame.startsWith('peer'))).toEqual([
      ...['peer 10 there?', 'peer 1 abcd', `peer 8 ${closing(4000)}`],
    ]);
    const steps = events.map(({ type }) => type);
    const around = ['connect', 'ws-request', 'ws-response', 'ws-key', 'ws-open', 'ws-closed'];
    expect(steps.filter((step) => around.includes(step))).toEqual(around);
    expect(steps).not.toContain('reset');
    expect(steps.at(-1)).toBe('close');
    expect(status).toBe(0);
  });

  test('Ctrl-C at the client closes with 1001', async () => {
    await using server = startSockets(['ws-server', '0', '--json', '--once']);
    await using client = startSockets(['ws-client', await urlOf(server)]);
    await client.untilError(/ws-open/);
    client.signal('SIGINT');
    expect((await client.exited).status).toBe(130);
    const { stdout, status } = await server.finished();
    expect(framesOf(await eventsOf(stdout))).toEqual([
      ...[`peer 8 ${closing(1001)}`, `us 8 ${closing(1001)}`],
    ]);
    expect(status).toBe(0);
  });

  test('Ctrl-C at the server closes with 1001, which is no failure to a client', async () => {
    await using server = startSockets(['ws-server', '0']);
    await using client = startSockets(['ws-client', await urlOf(server)]);
    await client.untilError(/ws-open/);
    server.signal('SIGINT');
    expect((await client.exited).status).toBe(0);
    expect((await server.exited).status).toBe(130);
  });

  test('Ctrl-C ends a client whose handshake nobody answers', async () => {
    await using listener = await listenPeer();
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${listener.port}`]);
    await (await listener.next()).until('\r\n\r\n');
    client.signal('SIGINT');
    expect((await client.exited).status).toBe(130);
  });

  test('wss goes over TLS, to a certificate nobody vouches for with --insecure', async () => {
    await using server = startSockets(['ws-server', '0', '--tls', '--once']);
    const url = await urlOf(server);
    expect(url).toMatch(/^wss:/);
    const args = ['ws-client', url, '--insecure', '--send', 'secret', '--json'];
    const { stdout, status } = await runSockets(args);
    const events = await eventsOf(stdout);
    expect(events.map(({ type }) => type)).toContain('tls-agreed');
    expect(framesOf(events)).toContain('peer 1 secret');
    expect(status).toBe(0);
  });

  test('a path may be given without its slash', async () => {
    await using server = startSockets(['ws-server', '0', '--once', '--path', 'chat']);
    const url = await urlOf(server);
    expect(url).toMatch(/:\d+\/chat$/);
    expect((await runSockets(['ws-client', url, '--send', 'x'])).status).toBe(0);
  });

  test('a server says where a browser gets its page, unless there is none', async () => {
    for (const [given, scheme] of [
      [[], 'http'],
      [['--tls'], 'https'],
      [['--no-client-page'], undefined],
    ] as const) {
      await using server = startSockets(['ws-server', '0', '--lang', 'en', ...given]);
      await server.untilError(/L1 +listen/);
      const [, url] = /^a page for browsers: (\S+)$/m.exec(server.stderr) ?? [];
      expect(url?.replace(/\d+\/$/, '')).toBe(scheme && `${scheme}://127.0.0.1:`);
    }
  });

  test('numbered messages are timed', async () => {
    await using server = startSockets(['ws-server', '0']);
    const args = ['ws-client', await urlOf(server), '--count', '3', '--interval', '1'];
    const { stderr, status } = await runSockets(args);
    expect(stderr).toMatch(/^ +3 +3 +0 \(0 %\) /m);
    expect(status).toBe(0);
  });
});

describe('what goes wrong', () => {
  test('a server that speaks HTTP only is told with its status, 3', async () => {
    await using server = startSockets(['ws-server', '0', '--path', '/chat']);
    const url = await urlOf(server);
    const address = /127\.0\.0\.1:\d+/.exec(url)?.[0] ?? '';
    await expectAdvice(['ws-client', url.replace('/chat', '/other'), '--send', 'x'], {
      ...{ status: 3, code: 'ws-status' },
      facts: { address, status: 404, reason: 'Not Found' },
    });
  });

  test('a URL that is none, 2', async () => {
    for (const value of ['http://localhost/', 'ws://', 'ws://localhost/#part', 'ws://me@host/']) {
      await expectAdvice(['ws-client', value], {
        ...{ status: 2, code: 'not-a-ws-url', facts: { value } },
      });
    }
  });

  test('a code that must not be sent, 2', async () => {
    await expectAdvice(['ws-client', 'ws://localhost:1/', '--close', '1006 gone'], {
      ...{ status: 2, code: 'bad-close', facts: { code: 1006, bytes: 4 } },
    });
  });

  test('a server that closes with a code that says so, 3', async () => {
    await using listener = await listenPeer();
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${listener.port}`]);
    using raw = await rawServer(listener, close(codeOf(1011, 'oops'), { masked: false }));
    await raw.untilFrames(1);
    raw.peer.socket.end();
    const { status, stderr } = await client.finished();
    expect(stderr).toMatch(/1011/);
    expect(status).toBe(3);
  });

  test('a code of its own that a server closes with is its failure, 3', async () => {
    await using listener = await listenPeer();
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${listener.port}`]);
    using raw = await rawServer(listener, close(codeOf(4000, 'full'), { masked: false }));
    await raw.untilFrames(1);
    raw.peer.socket.end();
    const { status, stderr } = await client.finished();
    expect(stderr).toMatch(/4000/);
    expect(status).toBe(3);
  });

  test('a server that answers our Close frame with another code has refused what we sent, 3', async () => {
    await using listener = await listenPeer();
    const args = [`ws://127.0.0.1:${listener.port}`, '--send', 'too much', '--close', '4000'];
    await using client = startSockets(['ws-client', ...args]);
    using raw = await rawServer(listener);
    await raw.untilFrames(2);
    raw.send(close(codeOf(1009), { masked: false }));
    raw.peer.socket.end();
    const { status, stderr } = await client.finished();
    expect(stderr).toMatch(/1009/);
    expect(status).toBe(3);
  });

  test('options of TLS for a URL without it, 2', async () => {
    await expectAdvice(['ws-client', 'ws://localhost:1/', '--insecure'], {
      ...{ status: 2, code: 'option-needs' },
      facts: { option: '--insecure', needs: 'wss://' },
    });
    const { stdout } = await runSockets(['ws-client', '--help']);
    expect(stdout.toString()).not.toMatch(/^ +--tls\b(?!-)/m);
    expect(stdout.toString()).toMatch(/^ +--insecure\b/m);
  });

  test('a ping that carries more than a control frame holds, 2', async () => {
    await expectAdvice(['ws-client', 'ws://localhost:1/', '--ping', 'x'.repeat(126)], {
      ...{ status: 2, code: 'bad-value' },
      facts: { option: '--ping', value: '126 B', wanted: 'ping' },
    });
  });

  test('a peer that ends without a Close frame, 3', async () => {
    await using listener = await listenPeer();
    const { port } = listener;
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${port}`, '--lang', 'en']);
    using raw = await rawServer(listener);
    raw.peer.socket.end();
    const { status, stderr } = await client.finished();
    expect(stderr).toMatch(/1006/);
    expect(status).toBe(3);
  });
});
