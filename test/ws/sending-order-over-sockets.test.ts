import { expect, test, vi } from 'vitest';
import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import type { WsConnection } from '../../src/ws/ws-connection.ts';
import { binary } from './frames.ts';
import { connected, listening, rawClient } from './ws-peer.ts';

const OFFER: DeflateParameters = {
  ...{ serverNoContextTakeover: false, clientNoContextTakeover: false },
  clientMaxWindowBits: 'any',
};
/** Compressed beside the event loop. */
const LONG = 'all of it again and again '.repeat(40_000);
/** Compressed at once. */
const SHORT = 'a word';

/** A connection between a server and a client of ours that compress. */
async function compressing(options: Parameters<typeof listening>[0] = {}) {
  const served = await listening({ deflate: {}, ...options });
  const made = await connected({ port: served.port, deflate: [OFFER] });
  return { ...served, ...made };
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

test('whoever sends on all the same has no more kept than one message and its room', async () => {
  const { server, ws, inbox } = await compressing();
  await using _server = server;

  for (let sent = 0; sent < 5; sent += 1) {
    ws.send(LONG);
    expect(ws.pending).toBeLessThan(2 * LONG.length);
  }

  for (let come = 0; come < 5; come += 1) {
    expect((await inbox.next()).bytes).toHaveLength(LONG.length);
  }
  ws.reset();
});

test('a connection that is cut while a message is compressed tells of no such message', async () => {
  const { server, trace, ws } = await compressing();
  await using _server = server;
  const compressed = new Promise<WsConnection>((resolve) => ws.handle({ drained: resolve }));

  ws.send(LONG);
  ws.reset();

  await ws.closed;
  await compressed;
  expect(trace.of('ws-message')).toEqual([]);
});

test('answers to messages that came together go together', async () => {
  const opened: WsConnection[] = [];
  const { server, port } = await listening({
    serve: (client) => {
      opened.push(client);
      return { message: (ws, { bytes }) => void ws.send(bytes) };
    },
  });
  await using _server = server;
  using raw = await rawClient(port);
  const [served] = opened;
  const send = served && vi.spyOn(served.connection, 'send');
  const messages = Array.from({ length: 100 }, (_, number) => `message ${number}`);

  raw.send(...messages.map((message) => binary(message)));
  await raw.untilFrames(messages.length);

  expect(raw.frames.map(({ payload }) => Buffer.from(payload).toString())).toEqual(messages);
  // One, unless the kernel cut what came.
  expect(send?.mock.calls.length).toBeLessThan(10);
});
