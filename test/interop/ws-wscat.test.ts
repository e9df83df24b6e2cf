import { describe, expect, test } from 'vitest';
import { listenPeer } from '../support/peer.ts';
import { withoutControls } from '../support/pty.ts';
import {
  type RunningProcess,
  runSockets,
  startProgram,
  startSockets,
} from '../support/sockets-process.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';
import { connected } from '../ws/ws-peer.ts';
import { framesOf, only, ourServer, traceOf, troubles, WSCAT } from './ws-peers.ts';

/** wscat without a terminal: it prints the messages that come, and nothing else. */
function wscat(...args: readonly string[]): RunningProcess {
  return startProgram(process.execPath, [WSCAT, ...args]);
}

/** wscat in a terminal of its own, where it tells more. No argument may need quoting. */
function wscatInTerminal(...args: readonly string[]): RunningProcess {
  const line = ['stty cols 200; exec', process.execPath, WSCAT, '--no-color', ...args].join(' ');
  return startProgram('script', ['-qfec', line, '/dev/null']);
}

function type(terminal: RunningProcess, line: string): void {
  terminal.write(`${line}\r`);
}

describe('wscat as the client of ws-server', () => {
  test('gets back what it sends, a long message compressed', async () => {
    const [server, url] = await ourServer('--compress');
    await using _server = server;
    const long = 'again '.repeat(1000);
    // Zero seconds after its messages it closes; the answers still come before our Close frame.
    await using client = wscat('-c', url, '-x', 'one', '-x', '둘', '-x', long, '-w', '0');
    const { stdout, status } = await client.finished();
    expect(stdout.toString()).toBe(`one\n둘\n${long}\n`);
    expect(status).toBe(0);
    const events = await traceOf(server);
    expect(only(events, 'ws-open')[0]?.compression).toMatch(/^permessage-deflate/);
    const last = only(events, 'ws-message').at(-1);
    expect(last?.bytes).toBe(long.length);
    expect(last?.compressed).toBeLessThan(100);
    expect(only(events, 'ws-closed')).toMatchObject([{ code: 1005, clean: true, by: 'peer' }]);
    expect(troubles(events)).toEqual([]);
  });

  testNeeding([SCRIPT], 'pings, is pinged, and closes with a code and a reason', async () => {
    const [server, url] = await ourServer('--ping-interval', '50ms', '--subprotocol', 'chat');
    await using _server = server;
    await using client = wscatInTerminal('-c', url, '--slash', '-P', '-s', 'x', '-s', 'chat');
    await client.untilOutput(/Connected/);
    await client.untilOutput(/Received ping \(data: "1"\)/);
    type(client, '/ping there?');
    await client.untilOutput(/Received pong \(data: "there\?"\)/);
    type(client, 'hello');
    await client.untilOutput(/< hello/);
    await server.untilOutput(/"ws-round-trip"/);
    type(client, '/close 4001 that is all');
    await client.untilOutput(/Disconnected \(code: 4001, reason: ""\)/);
    expect((await client.exited).status).toBe(0);
    const events = await traceOf(server);
    expect(only(events, 'ws-open')).toMatchObject([{ subprotocol: 'chat' }]);
    expect(only(events, 'ws-closed')).toMatchObject([
      { code: 4001, reason: 'that is all', clean: true, by: 'peer' },
    ]);
    expect(framesOf(events)).toEqual(expect.arrayContaining(['us 9 fin', 'peer 10 fin']));
    expect(troubles(events)).toEqual([]);
  });

  testNeeding([SCRIPT], 'is told why the server goes away', async () => {
    const [server, url] = await ourServer();
    await using _server = server;
    await using client = wscatInTerminal('-c', url);
    await client.untilOutput(/Connected/);
    server.signal('SIGINT');
    await client.untilOutput(/Disconnected \(code: 1001/);
    const events = await traceOf(server);
    expect(only(events, 'ws-closed')).toMatchObject([{ clean: true, by: 'us' }]);
  });

  test('is refused with 403 for another origin than the one we accept', async () => {
    const [server, url] = await ourServer('--origin', 'https://course.example');
    await using _server = server;
    await using refused = wscat('-c', url, '-o', 'https://elsewhere.example');
    expect((await refused.finished()).stderr).toContain('403');
    const args = ['-o', 'https://course.example', '-x', 'welcome', '-w', '0'];
    await using welcome = wscat('-c', url, ...args);
    expect((await welcome.finished()).stdout.toString()).toBe('welcome\n');
    const events = await traceOf(server);
    expect(only(events, 'ws-refused')).toMatchObject([{ by: 'us', rule: 'origin' }]);
  });

  test('speaks wss', async () => {
    const [server, url] = await ourServer('--tls');
    await using _server = server;
    expect(url).toMatch(/^wss:/);
    await using client = wscat('-n', '-c', url, '-x', 'secret', '-w', '0');
    expect((await client.finished()).stdout.toString()).toBe('secret\n');
    expect(only(await traceOf(server), 'tls-agreed')).toHaveLength(1);
  });
});

/** A port that was free a moment ago: wscat takes port 0, but does not tell what it got. */
async function freePort(): Promise<number> {
  await using server = await listenPeer();
  return server.port;
}

/** wscat as a server, once it listens, and its port. */
async function wscatServer(): Promise<[RunningProcess, number]> {
  const port = await freePort();
  const server = wscatInTerminal('-l', String(port));
  await server.untilOutput(/Listening on port/);
  return [server, port];
}

describe('wscat as the server', () => {
  testNeeding([SCRIPT], 'and ws-client: lines go both ways', async () => {
    const [server, port] = await wscatServer();
    await using _server = server;
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${port}`, '--compress']);
    await server.untilOutput(/Client connected/);
    client.write('안녕하세요\n');
    await server.untilOutput(/< 안녕하세요/);
    type(server, '반갑습니다');
    await client.untilOutput(/^반갑습니다$/m);
    client.endInput();
    expect((await client.exited).status).toBe(0);
    await server.untilOutput(/Disconnected \(code: 1000, reason: ""\)/);
  });

  testNeeding([SCRIPT], 'is told the code and the reason of ws-client', async () => {
    const [server, port] = await wscatServer();
    await using _server = server;
    const args = ['ws-client', `ws://127.0.0.1:${port}`, '--ping', 'x', '--send', 'last'];
    const { stderr, status } = await runSockets([...args, '--close', '4000 enough']);
    expect(stderr).toMatch(/ws-closed.*4000/);
    expect(status).toBe(0);
    await server.untilOutput(/Disconnected \(code: 4000, reason: "enough"\)/);
    expect(withoutControls(server.stdout.toString())).toMatch(/< last/);
  });

  testNeeding([SCRIPT], 'gets our fragments as one message', async () => {
    const [server, port] = await wscatServer();
    await using _server = server;
    const { ws, trace } = await connected({ port, fragment: 3 });
    ws.send('안녕하세요');
    await server.untilOutput(/< 안녕하세요/);
    expect(framesOf(trace.of('ws-frame'))).toHaveLength(5);
    ws.close(1001);
    expect(await ws.closed).toMatchObject({ code: 1001, clean: true });
  });

  testNeeding([SCRIPT], 'ends without a word: ws-client tells of 1006 and fails', async () => {
    const [server, port] = await wscatServer();
    await using _server = server;
    await using client = startSockets(['ws-client', `ws://127.0.0.1:${port}`]);
    await client.untilError(/ws-open/);
    await server[Symbol.asyncDispose](); // its terminal is gone, and it with it: SIGHUP
    const { stderr, status } = await client.finished();
    expect(stderr).toMatch(/1006/);
    expect(status).toBe(3);
  });
});
