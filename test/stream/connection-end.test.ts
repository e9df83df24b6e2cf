import { describe, expect, test } from 'vitest';
import { connectedPair, TOO_MUCH } from '../support/pair.ts';

describe('ending a half', () => {
  // N24: full duplex; either side may end first, and the other still sends.
  test.each([
    ['client', 'C1', 'S1'],
    ['peer', 'S1', 'C1'],
  ] as const)('the %s shuts its half and goes on receiving', async (first, label, otherLabel) => {
    await using pair = await connectedPair();
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
    const steps = pair.trace.steps(label);
    expect(steps.indexOf('shutdown')).toBeLessThan(steps.indexOf('receive'));
    expect(steps.slice(-2)).toEqual(['end-of-stream', 'close']);
    expect(pair.trace.steps(otherLabel).slice(-2)).toEqual(['shutdown', 'close']);
  });

  test('both directions carry at the same time, and each end counts its own exactly', async () => {
    await using pair = await connectedPair();
    pair.client.handle({});
    let up = 0;
    let down = 0;
    for (let size = 1; size <= 65_536; size *= 4) {
      pair.client.send(Buffer.alloc(size));
      pair.peer.send(Buffer.alloc(3 * size));
      up += size;
      down += 3 * size;
    }
    pair.client.end();
    pair.peer.end();
    await pair.gone();

    expect(await pair.told('C1', 'close')).toMatchObject({ received: down, sent: up, unsent: 0 });
    expect(await pair.told('S1', 'close')).toMatchObject({ received: up, sent: down, unsent: 0 });
    expect((await pair.told('S1', 'close')).elapsed).toBeGreaterThan(0);
    expect([pair.client.received, pair.client.sent]).toEqual([down, up]);
  });

  test('ends with the same steps at both ends when nothing is sent at all', async () => {
    await using pair = await connectedPair();
    pair.client.handle({});
    pair.client.end();
    await pair.told('S1', 'end-of-stream');
    pair.peer.end();
    await pair.gone();

    expect(pair.trace.steps('C1').slice(3)).toEqual(['shutdown', 'end-of-stream', 'close']);
    expect(pair.trace.steps('S1')).toEqual(['accept', 'end-of-stream', 'shutdown', 'close']);
  });
});

describe('cutting', () => {
  test.each([
    ['client', 'C1', 'S1'],
    ['peer', 'S1', 'C1'],
  ] as const)(
    'a reset by the %s is told as such at both ends, and is no end of stream',
    async (who, label, otherLabel) => {
      await using pair = await connectedPair();
      pair.client.handle({});
      const one = who === 'client' ? pair.client : pair.peer;
      const other = who === 'client' ? pair.peer : pair.client;
      one.reset();
      one.reset();
      await pair.gone();

      expect(await pair.told(label, 'reset')).toMatchObject({ by: 'us' });
      expect(await pair.told(otherLabel, 'reset')).toMatchObject({ by: 'peer' });
      expect(pair.trace.of('reset')).toHaveLength(2);
      expect(pair.trace.of('end-of-stream')).toEqual([]);
      expect(pair.trace.of('shutdown')).toEqual([]);
      expect((await one.closed).error).toBeUndefined();
      expect((await other.closed).error).toMatchObject({ code: 'ECONNRESET' });
      expect(other.sendable).toBe(false);
    },
  );

  test('a reset cuts what an end still waited for', async () => {
    await using pair = await connectedPair({ first: (peer) => peer.pause() });
    pair.client.send(Buffer.alloc(TOO_MUCH));
    pair.client.end();
    pair.client.reset();
    const { unsent } = await pair.client.closed;

    expect(unsent).toBeGreaterThan(0);
    expect(pair.trace.steps('C1').slice(-2)).toEqual(['reset', 'close']);
    expect(pair.trace.steps('C1')).not.toContain('shutdown');
  });

  test('close lets go of both halves at once, and the peer sees the end of the stream', async () => {
    await using pair = await connectedPair();
    pair.client.send('bye');
    pair.client.close();
    await pair.told('S1', 'end-of-stream');

    expect(pair.trace.steps('C1').slice(-2)).toEqual(['send', 'close']);
    expect(pair.peer.received).toBe(3);
    expect(await pair.client.closed).toEqual({ received: 0, sent: 3, unsent: 0 });
  });

  test('sending to a peer that is gone fails: the peer answers with RST', async () => {
    await using pair = await connectedPair();
    pair.client.close();
    await pair.told('S1', 'end-of-stream');
    // The peer's kernel answers the first write with RST; a later one is told of it.
    while (pair.peer.sendable) {
      pair.peer.send('anybody there?');
      await new Promise(setImmediate);
    }
    const { error } = await pair.peer.closed;

    expect(error?.code).toMatch(/^(ECONNRESET|EPIPE)$/);
    expect(pair.trace.steps('S1').at(-1)).toBe('close');
    expect(pair.peer.sendable).toBe(false);
  });

  test('how it ended can be asked before and after', async () => {
    await using pair = await connectedPair();
    const before = pair.client.closed;
    pair.client.reset();
    const closed = { received: 0, sent: 0, unsent: 0 };

    expect(await before).toEqual(closed);
    expect(await pair.client.closed).toEqual(closed);
  });
});

test('a reset that comes behind unread octets is told as a reset, not as an end of stream', async () => {
  await using pair = await connectedPair();
  pair.peer.pause();
  pair.client.handle({});
  pair.client.send('read me late');
  pair.client.reset();
  await pair.told('C1', 'close');
  pair.peer.resume();
  await pair.told('S1', 'close');

  expect(pair.trace.steps('S1')).toContain('reset');
  expect(pair.trace.steps('S1')).not.toContain('end-of-stream');
});
