import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { PAYLOAD_LIMIT } from '../../src/event/event.ts';
import { connectedPair, sum, TOO_MUCH } from '../support/pair.ts';

describe('what the kernel takes', () => {
  test('send is true when it takes everything, and tells the very octets', async () => {
    await using pair = await connectedPair();

    expect(pair.client.send('소켓')).toBe(true);
    expect(pair.client.pending).toBe(0);
    expect(pair.client.sent).toBe(6);
    const { bytes, data } = await pair.told('C1', 'send');
    expect(bytes).toBe(6);
    expect(Buffer.from(data).toString()).toBe('소켓');
    await pair.receivedBy('S1', 6);
    const received = await pair.told('S1', 'receive');
    expect(Buffer.from(received.data).toString()).toBe('소켓');
  });

  test('an event keeps the first 4,096 octets and counts them all', async () => {
    await using pair = await connectedPair();
    const octets = Buffer.from(Array.from({ length: PAYLOAD_LIMIT + 904 }, (_, i) => i % 251));
    pair.client.send(octets);
    await pair.receivedBy('S1', octets.length);
    const sent = await pair.told('C1', 'send');

    expect(sent.bytes).toBe(5000);
    expect(Buffer.from(sent.data)).toEqual(octets.subarray(0, PAYLOAD_LIMIT));
    for (const { bytes, data } of pair.trace.of('receive')) {
      expect(data).toHaveLength(Math.min(bytes, PAYLOAD_LIMIT));
    }
    expect(sum(pair.trace, 'S1', 'receive')).toBe(5000);
  });
});

describe('what the kernel does not take', () => {
  test('is pending and told as blocked, until the peer reads and it has drained', async () => {
    await using pair = await connectedPair({ first: (peer) => peer.pause() });
    const drained: number[] = [];
    pair.client.handle({ drained: (client) => drained.push(client.pending) });

    expect(pair.client.send(Buffer.alloc(TOO_MUCH))).toBe(false);
    expect(pair.client.pending).toBeGreaterThan(0);
    const blocked = await pair.told('C1', 'blocked');
    expect(blocked.pending).toBe(pair.client.pending);
    expect(pair.trace.of('drained')).toEqual([]);

    pair.peer.resume();
    const { elapsed, time } = await pair.told('C1', 'drained');
    expect(elapsed).toBeGreaterThan(0);
    expect(time).toBeGreaterThan(blocked.time);
    expect(pair.client.pending).toBe(0);
    expect(drained).toEqual([0]);
    await pair.receivedBy('S1', TOO_MUCH);
    expect(pair.client.send('more')).toBe(true);
  });

  test('is told as blocked once, however often we send on, and drains when all has gone', async () => {
    await using pair = await connectedPair({ first: (peer) => peer.pause() });

    expect(pair.client.send(Buffer.alloc(TOO_MUCH))).toBe(false);
    expect(pair.client.send('and this')).toBe(false);
    expect(pair.client.send('and that')).toBe(false);
    pair.peer.resume();
    await pair.receivedBy('S1', TOO_MUCH + 16);
    await pair.told('C1', 'drained');

    expect(pair.trace.of('blocked')).toHaveLength(1);
    expect(pair.trace.of('drained')).toHaveLength(1);
    expect(sum(pair.trace, 'C1', 'send')).toBe(TOO_MUCH + 16);
  });

  test('goes before the shutdown that end asked for', async () => {
    await using pair = await connectedPair({ first: (peer) => peer.pause() });
    pair.client.send(Buffer.alloc(TOO_MUCH));
    pair.client.end();

    expect(pair.client.sendable).toBe(false);
    expect(pair.trace.steps('C1')).not.toContain('shutdown');
    pair.peer.resume();
    await pair.told('S1', 'end-of-stream');
    expect(pair.trace.steps('C1').slice(-4)).toEqual(['send', 'blocked', 'drained', 'shutdown']);
    expect(pair.peer.received).toBe(TOO_MUCH);
  });

  test('counts as unsent when the connection is cut', async () => {
    await using pair = await connectedPair({ first: (peer) => peer.pause() });
    pair.client.send('taken');
    pair.client.send(Buffer.alloc(TOO_MUCH));
    pair.client.reset();
    const closed = await pair.client.closed;

    expect(closed).toMatchObject({ received: 0, sent: TOO_MUCH + 5 });
    expect(closed.unsent).toBeGreaterThan(0);
    expect(closed.unsent).toBeLessThanOrEqual(TOO_MUCH);
    expect(await pair.told('C1', 'close')).toMatchObject({ ...closed });
  });
});

describe('after the end of our half', () => {
  test('send throws a usage error that names the socket, and tells nothing', async () => {
    await using pair = await connectedPair();
    pair.client.end();
    const before = pair.trace.length;
    let thrown: unknown;
    try {
      pair.client.send('too late');
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toBeInstanceOf(SocketsError);
    expect(thrown).toMatchObject({
      fault: 'usage',
      code: 'send-after-shutdown',
      facts: { socket: 'C1' },
    });
    expect(pair.trace).toHaveLength(before);
    expect(pair.client.sent).toBe(0);
  });

  test('ending again does nothing', async () => {
    await using pair = await connectedPair();
    pair.client.end();
    await pair.told('C1', 'shutdown');
    pair.client.end();
    pair.peer.end();
    await pair.gone();

    expect(pair.trace.of('shutdown')).toHaveLength(2);
  });
});
