import { expect, test } from 'vitest';
import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import type { WsConnection } from '../../src/ws/ws-connection.ts';
import { until } from '../support/pair.ts';
import { binary } from './frames.ts';
import { connected, listening, rawClient } from './ws-peer.ts';

const OFFER: DeflateParameters = {
  ...{ serverNoContextTakeover: false, clientNoContextTakeover: false },
  clientMaxWindowBits: 'any',
};
const OFFERED = { 'Sec-WebSocket-Extensions': 'permessage-deflate' };
/** Compressed beside the event loop, and at once. */
const [LONG, SHORT] = ['all of it again and again '.repeat(40_000), 'a word'];

/** A connection between a server and a client of ours that compress. */
async function compressing(options: Parameters<typeof listening>[0] = {}) {
  const served = await listening({ deflate: true, ...options });
  const made = await connected({ port: served.port, deflate: [OFFER] });
  return { ...served, ...made, served: served.trace };
}

test('long and short messages, compressed, come in the order in which they were sent', async () => {
  const { server, ws, inbox } = await compressing();
  await using _server = server;
  const messages = [SHORT, LONG, SHORT, `${LONG}.`, `${LONG}!`, 'end'];

  for (const message of messages) ws.send(message);

  for (const message of messages) {
    const { bytes } = await inbox.next();
    expect(Buffer.from(message).equals(bytes)).toBe(true);
  }
  ws.reset();
});

test('a Close frame goes behind a message that is still being compressed', async () => {
  const { server, ws, inbox } = await compressing({
    serve: (client) => {
      client.send(LONG);
      client.close(1001);
      return {};
    },
  });
  await using _server = server;

  expect((await inbox.next()).bytes).toHaveLength(LONG.length);
  expect(await ws.closed).toMatchObject({ code: 1001, clean: true });
});

test('a message that has to be compressed first counts as pending, and drained tells when it has gone', async () => {
  const { server, ws } = await compressing();
  await using _server = server;
  const drained = new Promise<WsConnection>((resolve) => ws.handle({ drained: resolve }));

  expect(ws.send(LONG)).toBe(false);
  expect(ws.pending).toBeGreaterThanOrEqual(LONG.length);

  await drained;
  expect(ws.pending).toBe(0);
  ws.reset();
});

test('a connection that is cut while a message is compressed tells of no such message', async () => {
  const { server, trace, ws } = await compressing();
  await using _server = server;

  ws.send(LONG);
  ws.reset();

  await ws.closed;
  await until(trace, ({ type }) => type === 'close', 'close');
  expect(trace.of('ws-message')).toEqual([]);
});

test('answers to messages that came together go in one call of the kernel', async () => {
  const { server, port } = await listening();
  await using _server = server;
  using raw = await rawClient(port);
  const [served] = server.sockets.values();
  const sent = served?.connection.sent ?? 0;

  raw.send(...Array.from({ length: 100 }, (_, number) => binary(`message ${number}`)));
  await raw.untilFrames(100);

  expect(raw.frames.map(({ payload }) => Buffer.from(payload).toString())).toEqual(
    Array.from({ length: 100 }, (_, number) => `message ${number}`),
  );
  expect((served?.connection.sent ?? 0) - sent).toBeGreaterThan(1000);
});

void OFFERED;
