import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import type { Connection } from '../../src/stream/connection.ts';
import { makeService, type ServiceName } from '../../src/stream/services.ts';
import { within } from '../support/deadline.ts';
import { TOO_MUCH } from '../support/pair.ts';
import { BOTH_PATHS, secured, securedPair, toEnd, trusting } from './layers.ts';

const MEBIBYTE = 1024 * 1024;

describe('the halves of a connection', () => {
  test.each([
    ['client', 'C1', 'S1'],
    ['peer', 'S1', 'C1'],
  ] as const)('the %s ends its own and goes on receiving', async (first, label, otherLabel) => {
    await using pair = await securedPair();
    pair.client.handle({});
    const one = first === 'client' ? pair.client : pair.peer;
    const other = first === 'client' ? pair.peer : pair.client;
    one.send('last words');
    one.end();
    await pair.told(otherLabel, 'end-of-stream');
    expect(one.sendable).toBe(false);
    expect(other.sendable).toBe(true);
    for (const answer of ['still', ' here', ' for', ' you']) other.send(answer);
    await pair.receivedBy(label, 18);
    expect(pair.trace.steps()).not.toContain('close');
    other.end();
    await pair.gone();

    expect(await one.closed).toEqual({ received: 18, sent: 10, unsent: 0 });
    expect(await other.closed).toEqual({ received: 10, sent: 18, unsent: 0 });
  });
});

describe.each(BOTH_PATHS)('cutting ($path)', ({ heard }) => {
  async function pair(serve: (connection: Connection) => void) {
    const server = await secured({
      heard,
      listen: {
        halfOpen: true,
        serve: (connection) => {
          serve(connection);
          return {};
        },
      },
    });
    const client = trusting(server.port, { heard });
    return { server, client };
  }

  test.each(['at once', 'after the end of our half'])('a client resets %s', async (when) => {
    let peer: Connection | undefined;
    const { server, client } = await pair((connection) => {
      peer = connection;
    });
    await using _server = server;
    const connection = await client.connected;
    if (heard) await server.trace.until('tls-agreed');
    connection.handle({});
    if (when !== 'at once') connection.end();
    connection.reset();
    connection.reset();
    const here = await within(connection.closed, 'end', () => client.trace.steps().join(', '));
    await within(server.close(), 'end', () => server.trace.steps().join(', '));
    const there = await peer?.closed;

    expect(here.error).toBeUndefined();
    if (heard) expect(client.trace.of('reset')).toMatchObject([{ by: 'us' }]);
    if (when === 'at once' && there) expect(there.error).toMatchObject({ code: 'ECONNRESET' });
    if (when === 'at once' && heard) {
      expect(server.trace.of('reset')).toMatchObject([{ by: 'peer' }]);
    }
    expect(client.trace.of('error')).toEqual([]);
  });

  // Were OpenSSL's part of it freed twice, the process would die.
  test('a client may close, and send no more, what it has just reset', async () => {
    const { server, client } = await pair(() => undefined);
    await using _server = server;
    const connection = await client.connected;
    connection.handle({});
    connection.reset();
    expect(connection.sendable).toBe(false);
    connection.close();

    expect(await connection.closed).toEqual({ received: 0, sent: 0, unsent: 0 });
  });

  test('a server cuts what is left: the client is told of a reset', async () => {
    const { server, client } = await pair(() => undefined);
    await using _server = server;
    const connection = await client.connected;
    const ended = toEnd(connection);
    connection.send('hello');
    await within(untilServing(server), 'connection', () => '');
    expect(server.cut()).toEqual(['S1']);

    expect((await ended).error).toMatchObject({ code: 'ECONNRESET' });
    if (heard) expect(client.trace.of('reset')).toMatchObject([{ by: 'peer' }]);
    expect(client.trace.of('end-of-stream')).toEqual([]);
  });
});

async function untilServing({ connections }: { connections: ReadonlyMap<string, unknown> }) {
  while (connections.size === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('what the kernel takes', () => {
  test('a reader that stops fills both buffers: told as blocked, and as drained when it goes on', async () => {
    await using pair = await securedPair({ first: (peer) => peer.pause() });
    const chunk = Buffer.alloc(64 * 1024);
    const send = () => {
      for (let left = 1000; left > 0; left -= 1) if (!pair.client.send(chunk)) return;
    };
    let drained = 0;
    pair.client.handle({
      drained: () => {
        drained += 1;
        if (drained < 100 && pair.trace.of('blocked').length === 0) send();
      },
    });
    send();
    const blocked = await pair.told('C1', 'blocked');
    const sentThen = pair.client.sent;

    expect(blocked.pending).toBeGreaterThan(0);
    expect(blocked.pending).toBeLessThan(TOO_MUCH);
    expect(sentThen).toBeGreaterThan(blocked.pending);
    pair.peer.resume();
    const told = await pair.told('C1', 'drained');
    expect(told.elapsed).toBeGreaterThan(0);
    await pair.receivedBy('S1', sentThen);
    expect(pair.client.pending).toBe(0);
  });

  test('one send of more than both buffers hold is told as blocked, too', async () => {
    await using pair = await securedPair({ first: (peer) => peer.pause() });
    expect(pair.client.send(Buffer.alloc(TOO_MUCH))).toBe(false);
    const blocked = await pair.told('C1', 'blocked');
    expect(blocked.pending).toBeGreaterThan(0);
    pair.peer.resume();
    await pair.told('C1', 'drained');
    await pair.receivedBy('S1', TOO_MUCH);
  });

  test('nothing is told as blocked while the reader keeps up', async () => {
    await using pair = await securedPair();
    for (let round = 1; round <= 20; round += 1) {
      pair.client.send('.'.repeat(100));
      await pair.receivedBy('S1', round * 100);
    }

    expect(pair.trace.of('blocked')).toEqual([]);
  });
});

describe.each(BOTH_PATHS)('much of it ($path)', ({ heard }) => {
  test('32 MiB are echoed whole', async () => {
    await using server = await secured({ heard });
    const { connected } = trusting(server.port, { heard });
    const client = await connected;
    const sent = createHash('sha256');
    const back = createHash('sha256');
    const chunks = Array.from({ length: 32 }, () => randomBytes(MEBIBYTE));
    const wakers: (() => void)[] = [];
    const sending = (async () => {
      for (const chunk of chunks) {
        sent.update(chunk);
        if (!client.send(chunk)) await new Promise<void>((resolve) => wakers.push(resolve));
      }
      client.end();
    })();
    let received = 0;
    client.handle({
      receive: (_client, octets) => {
        back.update(octets);
        received += octets.length;
      },
      drained: () => wakers.splice(0).forEach((wake) => void wake()),
    });
    await Promise.all([sending, client.closed]);

    expect(received).toBe(32 * MEBIBYTE);
    expect(back.digest('hex')).toBe(sent.digest('hex'));
  });
});

describe('a limit of silence', () => {
  test.each(BOTH_PATHS)('ends a connection, and cuts it ($path)', async ({ heard }) => {
    await using server = await secured({
      heard,
      listen: { idleTimeout: 60, halfOpen: true, serve: () => ({}) },
    });
    const { connected } = trusting(server.port);
    const client = await connected;
    client.handle({}); // it never ends its own half
    await within(untilServing(server), 'connection', () => '');
    server.stopListening();
    await within(server.closed, 'end', () => server.trace.steps().join(', '));

    expect(server.connections.size).toBe(0);
    const steps = server.trace.steps('S1').filter((step) => !step.startsWith('tls-'));
    expect(steps).toEqual(
      heard ? ['accept', 'timeout', 'shutdown', 'timeout', 'reset', 'close'] : [],
    );
  });
});

test.each<readonly [ServiceName, string, RegExp]>([
  ['upper', 'hello', /^HELLO$/],
  ['daytime', '', /^\w+, \d+ \w+ \d{4} .*\r\n$/],
])('the service %s answers as it does in plain', async (name, question, answer) => {
  await using server = await secured({ listen: { serve: makeService(name) } });
  const { connected } = trusting(server.port);
  const client = await connected;
  if (question !== '') client.send(question);
  client.end();
  let heard = '';
  for await (const octets of client) heard += Buffer.from(octets);

  expect(heard).toMatch(answer);
});

test('200 connections at once: each gets its own answer', async () => {
  const labels = new Labels();
  await using server = await secured({ listen: { labels, serve: makeService('upper') } });
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const { connected } = trusting(server.port, { heard: false });
      const client = await connected;
      client.send(`i am ${index}`);
      client.end();
      let answer = '';
      for await (const octets of client) answer += Buffer.from(octets);
      return answer;
    }),
  );
  await server.close();

  expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => `I AM ${index}`));
  expect(server.connections.size).toBe(0);
});
