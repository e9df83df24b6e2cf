import { describe, expect, test } from 'vitest';
import { until } from '../support/pair.ts';
import { listenPeer } from '../support/peer.ts';
import { close, continuation, ping, text } from './frames.ts';
import { closing, connected, listening, rawClient, rawServer } from './ws-peer.ts';

const VALID = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
const UNMASKED = { masked: false } as const;

describe('a Close frame', () => {
  test.each(VALID)(
    'of code %i is answered with its code, and the server ends first',
    async (code) => {
      const { server, trace, port } = await listening();
      await using _server = server;
      using raw = await rawClient(port);
      raw.send(close(closing(code, '이유')));
      expect(await raw.untilEnd()).toEqual([`close:${code}`]);
      raw.peer.socket.end();
      expect(await raw.peer.gone()).toBeUndefined();
      expect(trace.of('ws-closed')).toMatchObject([
        { code, reason: '이유', clean: true, by: 'peer' },
      ]);
    },
  );

  test.each([
    { what: 'nothing', payload: '', answer: 'close', code: 1005 },
    {
      what: 'a reason of 123 octets',
      payload: closing(1000, 'x'.repeat(123)),
      answer: 'close:1000',
      code: 1000,
    },
  ])('of $what is answered', async ({ payload, answer, code }) => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(close(payload));
    expect(await raw.untilEnd()).toEqual([answer]);
    expect(trace.of('ws-closed')).toMatchObject([{ code, clean: true }]);
  });

  test('is the last there is: what follows it is not answered', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(text('before'), close(closing(1000)), text('after'), ping('after'));
    raw.send(close(closing(1001)));
    expect(await raw.untilEnd()).toEqual(['1:before', 'close:1000']);
    raw.peer.socket.end();
    expect(await raw.peer.gone()).toBeUndefined();
  });

  test('within a message ends it', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(text('a', { fin: false }), close(closing(1000)), continuation('b'));
    expect(await raw.untilEnd()).toEqual(['close:1000']);
  });

  test('of a server of ours is awaited by a client of ours, and the other way round', async () => {
    const { server, port } = await listening();
    await using _server = server;
    const { ws } = await connected({ port });
    const [ours] = server.sockets.values();
    ours?.close(4000, 'enough');
    expect(await ws.closed).toEqual({
      ...{ code: 4000, reason: 'enough', clean: true, by: 'peer', sent: 4000 },
    });
    expect(await ours?.closed).toEqual({
      ...{ code: 4000, reason: '', clean: true, by: 'us', sent: 4000 },
    });
  });

  test('of 1001 goes to every client when a server closes', async () => {
    const { server, port } = await listening();
    const clients = [await connected({ port }), await connected({ port })];
    await server.close();
    for (const { ws } of clients) {
      expect(await ws.closed).toMatchObject({ code: 1001, reason: '', clean: true, by: 'peer' });
    }
    expect(server.sockets.size).toBe(0);
  });

  test('lets what the peer had still on its way be read', async () => {
    await using listener = await listenPeer();
    const connecting = connected({ port: listener.port });
    using raw = await rawServer(listener);
    const { ws, inbox } = await connecting;
    ws.close(1000);
    await raw.untilFrames(1);
    raw.send(text('late', UNMASKED), close(closing(1000), UNMASKED));
    expect(Buffer.from((await inbox.next()).bytes).toString()).toBe('late');
    raw.peer.socket.end();
    expect(await ws.closed).toMatchObject({ code: 1000, clean: true });
    expect(ws.open).toBe(false);
    expect(() => ws.send('x')).toThrow('send-after-shutdown');
  });

  test('of ours does not keep pings from being answered, until the peer sends its own', async () => {
    await using listener = await listenPeer();
    const connecting = connected({ port: listener.port });
    using raw = await rawServer(listener);
    const { ws } = await connecting;
    ws.close(1000);
    await raw.untilFrames(1);
    raw.send(ping('there?', UNMASKED), close(closing(1000), UNMASKED), ping('late', UNMASKED));
    await raw.untilFrames(2);
    raw.peer.socket.end();
    expect(await raw.untilEnd()).toEqual(['close:1000', '10:there?']);
    expect(await ws.closed).toMatchObject({ code: 1000, clean: true });
  });
});

describe('a peer that does not close', () => {
  test('is cut when it never answers our Close frame', async () => {
    const { server, trace, port } = await listening({ closeTimeout: 30 });
    await using _server = server;
    using raw = await rawClient(port);
    await until(trace, ({ type }) => type === 'ws-open', 'opening');
    const [ours] = server.sockets.values();
    ours?.close(1000);
    expect(await raw.peer.gone()).toBe('ECONNRESET');
    expect(await ours?.closed).toEqual({
      ...{ code: 1006, reason: '', clean: false, by: 'us', sent: 1000 },
    });
    expect(trace.of('timeout')).toMatchObject([{ what: 'close', after: 30_000 }]);
  });

  test('is cut when it answers and leaves the stream open', async () => {
    const { server, trace, port } = await listening({ closeTimeout: 30 });
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(close(closing(1000)));
    await until(trace, ({ type }) => type === 'reset', 'reset');
    expect(trace.of('timeout')).toMatchObject([{ what: 'close' }]);
    expect(trace.of('ws-closed')).toMatchObject([{ code: 1000, clean: true }]);
  });

  test('is cut when it goes on after a broken rule', async () => {
    const { server, trace, port } = await listening({ closeTimeout: 30 });
    await using _server = server;
    using raw = await rawClient(port);
    raw.send(continuation('x'));
    await until(trace, ({ type }) => type === 'reset', 'reset');
    expect(trace.of('timeout')).toMatchObject([{ what: 'close' }]);
  });

  test('but ends the stream without a word gives 1006', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    raw.peer.socket.end(text('half', { fin: false }));
    expect(await raw.untilEnd()).toEqual([]);
    await until(trace, ({ type }) => type === 'ws-closed', 'ws-closed');
    expect(trace.of('ws-closed')).toMatchObject([{ code: 1006, reason: '', clean: false }]);
  });

  test('but resets gives 1006, to a client that has not begun to read too', async () => {
    const { connectWs } = await import('../../src/ws/connect.ts');
    await using listener = await listenPeer();
    const connecting = connectWs({ port: listener.port });
    using raw = await rawServer(listener);
    const ws = await connecting;
    raw.peer.socket.resetAndDestroy();
    ws.handle({});
    expect(await ws.closed).toMatchObject({ code: 1006, clean: false });
  });

  test('and a client that never reads is closed by its own time limit', async () => {
    const { connectWs } = await import('../../src/ws/connect.ts');
    await using listener = await listenPeer();
    const connecting = connectWs({ port: listener.port, closeTimeout: 30 });
    using raw = await rawServer(listener);
    const ws = await connecting;
    ws.close(1000);
    expect(await raw.peer.gone()).toBe('ECONNRESET');
    expect(await ws.closed).toMatchObject({ code: 1006, clean: false });
  });
});
