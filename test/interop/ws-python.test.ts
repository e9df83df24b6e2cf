import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { until } from '../support/pair.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { testNeeding } from '../support/tools.ts';
import { connected, listening } from '../ws/ws-peer.ts';
import {
  framesOf,
  only,
  ourServer,
  PYTHON_WEBSOCKETS,
  pythonClient,
  pythonServer,
  traceOf,
  troubles,
} from './ws-peers.ts';

const NEEDS = [PYTHON_WEBSOCKETS];

const COMPRESSIONS = [
  { name: 'compressed', compression: 'deflate', extensions: ['permessage-deflate'] },
  { name: 'as it is', compression: null, extensions: [] },
] as const;

const OFFER = { serverNoContextTakeover: false, clientNoContextTakeover: false } as const;

const SIXTEEN_MEBIBYTES = Buffer.alloc(
  2 ** 24,
  Uint8Array.from({ length: 256 }, (_, at) => at),
);
const DIGEST = createHash('sha256').update(SIXTEEN_MEBIBYTES).digest('hex');

const GOOD_ORIGIN = 'https://course.example';
const BAD_ORIGIN = 'https://elsewhere.example';

describe("Python's websockets as the client of ws-server", () => {
  describe.each(COMPRESSIONS)('$name', ({ compression, extensions }) => {
    testNeeding(NEEDS, 'gets every message back, 16 MiB too', async () => {
      const [server, url] = await ourServer('--compress');
      await using _server = server;
      await using client = pythonClient(url, { compression });
      await client.told('open', null, extensions);
      client.ask('text', '');
      client.ask('text', '안녕하세요');
      client.ask('binary', '00ff');
      client.ask('octets', SIXTEEN_MEBIBYTES.length);
      await client.told('message', 'octets');
      client.endInput();
      expect((await client.exited).status).toBe(0);
      expect(client.facts).toEqual([
        ['open', null, extensions],
        ['message', 'text', ''],
        ['message', 'text', '안녕하세요'],
        ['message', 'binary', '00ff'],
        ['message', 'octets', SIXTEEN_MEBIBYTES.length, DIGEST],
        ['closed', 1000, ''],
      ]);
      const { stdout, status } = await server.finished();
      const events = await eventsOf(stdout);
      expect(troubles(events)).toEqual([]);
      const inflated = events.some((event) => event.type === 'ws-message' && event.compressed);
      expect(inflated).toBe(compression !== null);
      expect(status).toBe(0);
    });
  });

  testNeeding(NEEDS, 'sends a message in fragments as they come about', async () => {
    const [server, url] = await ourServer();
    await using _server = server;
    await using client = pythonClient(url);
    client.ask('fragments', '하나', '둘', '셋');
    await client.told('message', 'text', '하나둘셋');
    client.endInput();
    const events = await traceOf(server);
    // It learns that there is no more when it has sent all: the last frame is empty.
    expect(framesOf(events)).toEqual([
      ...['peer 1', 'peer 0', 'peer 0', 'peer 0 fin', 'us 1 fin', 'peer 8 fin', 'us 8 fin'],
    ]);
    const message = { kind: 'text', frames: 4, bytes: 12 };
    expect(only(events, 'ws-message')).toMatchObject([message]);
  });

  testNeeding(NEEDS, 'pings us, and answers our pings', async () => {
    const [server, url] = await ourServer('--ping-interval', '20ms');
    await using _server = server;
    await using client = pythonClient(url);
    client.ask('ping', 'there?');
    await client.told('pong', 'there?');
    await server.untilOutput(/"ws-round-trip"/);
    client.endInput();
    const events = await traceOf(server);
    const frames = framesOf(events);
    for (const frame of ['peer 9', 'us 10', 'us 9', 'peer 10']) {
      expect(frames).toContain(`${frame} fin`);
    }
  });

  testNeeding(NEEDS, 'speaks the first of its subprotocols that we know', async () => {
    const [server, url] = await ourServer('--subprotocol', 'json,chat');
    await using _server = server;
    await using client = pythonClient(url, { subprotocols: ['other', 'chat', 'json'] });
    await client.told('open', 'chat');
    client.endInput();
    const events = await traceOf(server);
    expect(only(events, 'ws-open')).toMatchObject([{ subprotocol: 'chat' }]);
  });

  testNeeding(NEEDS, 'closes with a code and a reason that we are told', async () => {
    const [server, url] = await ourServer();
    await using _server = server;
    await using client = pythonClient(url);
    client.ask('close', 4001, '그만');
    await client.told('closed', 4001);
    client.endInput();
    const events = await traceOf(server);
    expect(only(events, 'ws-closed')).toMatchObject([
      { code: 4001, reason: '그만', clean: true, by: 'peer' },
    ]);
    expect(troubles(events)).toEqual([]);
  });

  testNeeding(NEEDS, 'is told the code and the reason that we close with', async () => {
    const { server, port } = await listening({
      serve: (ws) => ({ message: () => ws.close(4002, '충분') }),
    });
    await using _server = server;
    await using client = pythonClient(`ws://127.0.0.1:${port}/`);
    client.ask('text', 'enough?');
    await client.told('closed', 4002, '충분');
    client.endInput();
    expect((await client.exited).status).toBe(0);
  });

  testNeeding(NEEDS, 'is refused with 403 for another origin than the one we accept', async () => {
    const [server, url] = await ourServer('--origin', GOOD_ORIGIN);
    await using _server = server;
    await using refused = pythonClient(url, { origin: BAD_ORIGIN });
    await refused.told('refused', 403);
    await using welcome = pythonClient(url, { origin: GOOD_ORIGIN });
    await welcome.told('open');
    welcome.endInput();
    const events = await traceOf(server);
    expect(only(events, 'ws-refused')).toMatchObject([{ by: 'us', rule: 'origin' }]);
  });
});

describe("Python's websockets as the server", () => {
  describe.each(COMPRESSIONS)('$name', ({ compression, extensions }) => {
    testNeeding(NEEDS, 'gets every message and sends it back, 16 MiB too', async () => {
      const { server, port } = await pythonServer({ compression, echo: true });
      await using _server = server;
      const { ws, inbox, trace } = await connected({ port, deflate: [OFFER] });
      for (const message of ['', '안녕하세요', Buffer.of(0, 255), SIXTEEN_MEBIBYTES]) {
        ws.send(message);
        const { kind, bytes } = await inbox.next();
        expect(kind).toBe(typeof message === 'string' ? 'text' : 'binary');
        expect(Buffer.compare(bytes, Buffer.from(message))).toBe(0);
      }
      ws.close(1000);
      expect(await ws.closed).toMatchObject({ code: 1000, reason: '', clean: true });
      await server.told('closed', 1000, '');
      expect(server.facts[1]).toEqual(['open', null, extensions]);
      expect(server.facts[5]).toEqual(['message', 'octets', SIXTEEN_MEBIBYTES.length, DIGEST]);
      expect(trace.of('ws-violation')).toEqual([]);
    });
  });

  testNeeding(NEEDS, 'and ws-client: a line for a message, each way', async () => {
    const { server, url } = await pythonServer({ echo: true });
    await using _server = server;
    await using client = startSockets(['ws-client', url, '--quiet', '--compress']);
    for (const line of ['one', '둘']) {
      client.write(`${line}\n`);
      await client.untilOutput(new RegExp(`^${line}\n`, 'm'));
    }
    client.endInput();
    const { stdout, status } = await client.finished();
    expect(stdout.toString()).toBe('one\n둘\n');
    expect(status).toBe(0);
    await server.told('closed', 1000, '');
  });

  testNeeding(NEEDS, 'gets our fragments as one message, and we its own', async () => {
    const { server, port } = await pythonServer();
    await using _server = server;
    const { ws, inbox, trace } = await connected({ port, fragment: 5 });
    ws.send('안녕하세요');
    await server.told('message', 'text', '안녕하세요');
    server.ask('fragments', '하나', '둘');
    const { kind, bytes, frames } = await inbox.next();
    expect([kind, bytes.toString(), frames]).toEqual(['text', '하나둘', 3]);
    expect(framesOf(trace.of('ws-frame'))).toEqual([
      ...['us 1', 'us 0', 'us 0 fin', 'peer 1', 'peer 0', 'peer 0 fin'],
    ]);
    ws.close();
    await ws.closed;
    await server.told('closed', 1005, '');
  });

  testNeeding(NEEDS, 'pings us, and answers our pings', async () => {
    const { server, port } = await pythonServer();
    await using _server = server;
    const { ws, trace } = await connected({ port });
    server.ask('ping', 'there?');
    await server.told('pong', 'there?');
    ws.ping(Buffer.from('and you?'));
    await until(trace, ({ type }) => type === 'ws-round-trip', 'round trip');
    ws.close();
    expect(await ws.closed).toMatchObject({ clean: true });
  });

  testNeeding(NEEDS, 'agrees on a subprotocol, and is told how ws-client closes', async () => {
    const { server, url } = await pythonServer({ subprotocols: ['chat', 'json'] });
    await using _server = server;
    const args = ['ws-client', url, '--subprotocol', 'other,json', '--json'];
    const { stdout, status } = await runSockets([...args, '--close', '4000 enough']);
    await server.told('closed', 4000, 'enough');
    expect(server.facts[1]).toEqual(['open', 'json', []]);
    const events = await eventsOf(stdout);
    expect(only(events, 'ws-open')).toMatchObject([{ subprotocol: 'json' }]);
    expect(only(events, 'ws-closed')).toMatchObject([{ code: 4000, clean: true, by: 'us' }]);
    expect(status).toBe(0);
  });

  testNeeding(NEEDS, 'closes with a code and a reason that ws-client tells', async () => {
    const { server, url } = await pythonServer();
    await using _server = server;
    await using client = startSockets(['ws-client', url]);
    await client.untilError(/ws-open/);
    server.ask('close', 4003, '나중에');
    const { stderr, status } = await client.finished();
    expect(stderr).toMatch(/4003.*나중에/);
    expect(status).toBe(3);
    await server.told('closed', 4003);
  });

  testNeeding(NEEDS, 'refuses ws-client with 403 for another origin than its own', async () => {
    const { server, url } = await pythonServer({ origins: [GOOD_ORIGIN] });
    await using _server = server;
    const refused = await runSockets(['ws-client', url, '--origin', BAD_ORIGIN]);
    expect(refused.stderr).toMatch(/403 Forbidden/);
    expect(refused.status).toBe(3);
    const welcome = await runSockets(['ws-client', url, '--origin', GOOD_ORIGIN]);
    expect(welcome.status).toBe(0);
  });
});
