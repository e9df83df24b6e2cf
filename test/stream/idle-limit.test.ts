import { expect, test } from 'vitest';
import { connectedPair } from '../support/pair.ts';

const LIMIT = 40;

test('a silent connection is ended, and reset when the peer does not end either', async () => {
  await using pair = await connectedPair({ listen: { idleTimeout: LIMIT } });
  pair.client.handle({});
  await pair.peer.closed;
  const timeouts = pair.trace.of('timeout');

  expect(pair.peer.idledOut).toBe(true);
  expect(timeouts).toMatchObject([
    { socket: 'S1', what: 'idle', after: LIMIT * 1000 },
    { socket: 'S1', what: 'idle', after: LIMIT * 1000 },
  ]);
  expect(pair.trace.steps('S1')).toEqual([
    ...['accept', 'timeout', 'shutdown', 'timeout', 'reset', 'close'],
  ]);
  expect(pair.trace.steps('C1').at(-1)).toBe('end-of-stream');
});

test('a peer that ends when we do is not reset', async () => {
  await using pair = await connectedPair({ connect: { idleTimeout: LIMIT } });
  await pair.told('S1', 'end-of-stream');
  pair.peer.end();
  pair.client.handle({});
  await pair.gone();

  expect(pair.trace.of('timeout')).toMatchObject([{ socket: 'C1', what: 'idle' }]);
  expect(pair.trace.of('reset')).toEqual([]);
  expect(await pair.client.closed).toEqual({ received: 0, sent: 0, unsent: 0 });
});

test('octets either way put the end off', async () => {
  await using pair = await connectedPair({
    listen: { idleTimeout: LIMIT },
    handler: { receive: (peer, octets) => peer.send(octets) },
  });
  let left = 5;
  // Each answer is sent on at once: more turns than the limit has, and every one begins it anew.
  pair.client.handle({ receive: (client) => (left-- > 0 ? client.send('ping') : client.end()) });
  pair.client.send('ping');
  const ended = await pair.told('S1', 'end-of-stream');
  const limits = pair.trace.of('timeout').filter(({ time }) => time <= ended.time);
  pair.peer.end();
  await pair.gone();

  expect(limits).toEqual([]);
  expect(pair.peer.received).toBe(24);
});
