import { describe, expect, test } from 'vitest';
import type { Connection } from '../../src/stream/connection.ts';
import { connectedPair, type Pair, sum, TOO_MUCH } from '../support/pair.ts';

function readsOf({ trace }: Pair, socket: string): number {
  return trace.steps(socket).filter((step) => step === 'receive').length;
}

describe('pause and resume', () => {
  test('nothing is received in between, nothing is lost, and each is told once', async () => {
    await using pair = await connectedPair();
    pair.peer.pause();
    pair.peer.pause();
    expect(pair.peer.paused).toBe(true);
    pair.client.send('one');
    pair.client.handle({});
    await pair.turns(pair.peer, pair.client);
    expect(readsOf(pair, 'S1')).toBe(0);

    pair.peer.resume();
    pair.peer.resume();
    expect(pair.peer.paused).toBe(false);
    await pair.receivedBy('S1', 3);
    const steps = pair.trace.steps('S1').filter((step) => step !== 'send');
    expect(steps).toEqual(['accept', 'pause', 'resume', 'receive']);
  });

  test('hold and release do the same without a word', async () => {
    await using pair = await connectedPair();
    pair.client.handle({});
    pair.peer.hold();
    pair.client.send('one');
    await pair.turns(pair.peer, pair.client);
    expect(readsOf(pair, 'S1')).toBe(0);
    pair.peer.release();
    await pair.receivedBy('S1', 3);

    expect(new Set(pair.trace.steps('S1'))).toEqual(new Set(['accept', 'send', 'receive']));
  });

  test('whoever is both paused and held reads only when neither', async () => {
    await using pair = await connectedPair();
    pair.client.handle({});
    pair.peer.pause();
    pair.peer.hold();
    pair.client.send('one');
    pair.peer.resume();
    await pair.turns(pair.peer, pair.client);
    expect(readsOf(pair, 'S1')).toBe(0);
    pair.peer.pause();
    pair.peer.release();
    await pair.turns(pair.peer, pair.client);
    expect(readsOf(pair, 'S1')).toBe(0);
    pair.peer.resume();
    await pair.receivedBy('S1', 3);
  });
});

test('a later handler takes the place of the one before, and each octet is told once', async () => {
  await using pair = await connectedPair();
  const heard: string[] = [];
  const hear = (name: string) => ({
    receive: (_connection: Connection, octets: Uint8Array) => {
      heard.push(`${name} ${Buffer.from(octets)}`);
    },
    endOfStream: () => {
      heard.push(`${name} end`);
    },
  });
  pair.client.handle(hear('first'));
  pair.peer.send('one');
  await pair.receivedBy('C1', 3);
  pair.client.handle(hear('second'));
  pair.peer.send('two');
  pair.peer.end();
  await pair.told('C1', 'end-of-stream');

  expect(heard).toEqual(['first one', 'second two', 'second end']);
  expect(pair.trace.of('receive')).toHaveLength(2);
  expect(pair.trace.of('end-of-stream')).toHaveLength(1);
});

describe('a stream has no messages (N19)', () => {
  test('ten writes need not be ten reads: what waits in the kernel is read together', async () => {
    await using pair = await connectedPair({ connect: { noDelay: true } });
    pair.client.handle({});
    pair.peer.pause();
    for (let i = 0; i < 10; i += 1) {
      pair.client.send(`write ${i}\n`);
      // Time enough for a reader that reads on to read each by itself.
      await pair.turns(pair.peer, pair.client);
    }
    pair.peer.resume();
    await pair.receivedBy('S1', 80);

    const text = pair.trace
      .of('receive')
      .filter(({ socket }) => socket === 'S1')
      .map(({ data }) => Buffer.from(data).toString())
      .join('');
    expect(text).toBe(Array.from({ length: 10 }, (_, i) => `write ${i}\n`).join(''));
    expect(readsOf(pair, 'S1')).toBeLessThan(5);
  });

  test('one write need not be one read', async () => {
    await using pair = await connectedPair();
    pair.client.send(Buffer.alloc(1_000_000));
    await pair.receivedBy('S1', 1_000_000);

    expect(pair.trace.of('send')).toHaveLength(1);
    expect(readsOf(pair, 'S1')).toBeGreaterThan(1);
    expect(sum(pair.trace, 'S1', 'receive')).toBe(1_000_000);
  });
});

async function readAll(connection: Connection): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const octets of connection) chunks.push(octets);
  return Buffer.concat(chunks);
}

describe('for await', () => {
  test('gives every octet in order, until the end of the stream', async () => {
    await using pair = await connectedPair();
    const all = readAll(pair.client);
    const sent = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 253));
    for (let at = 0; at < sent.length; at += 70_001) pair.peer.send(sent.subarray(at, at + 70_001));
    pair.peer.end();

    expect((await all).equals(sent)).toBe(true);
    expect(pair.client.sendable).toBe(true);
  });

  test('gives what came and went before anybody asked', async () => {
    await using pair = await connectedPair();
    pair.peer.send('early');
    pair.peer.end();
    await pair.told('S1', 'shutdown');

    expect((await readAll(pair.client)).toString()).toBe('early');
  });

  test('reads no faster than it is asked: a slow loop blocks the sender', async () => {
    await using pair = await connectedPair();
    const octets = pair.client[Symbol.asyncIterator]();
    const first = octets.next();
    pair.peer.send(Buffer.alloc(TOO_MUCH));
    let received = (await first).value?.length ?? 0;
    await pair.told('S1', 'blocked');
    await pair.turns(pair.client, pair.peer);
    expect(readsOf(pair, 'C1')).toBe(1);
    expect(pair.client.received).toBeLessThan(1024 * 1024);
    expect(pair.trace.steps('S1')).not.toContain('drained');

    pair.peer.end();
    for await (const { length } of octets) received += length;
    expect(received).toBe(TOO_MUCH);
    await pair.told('S1', 'drained');
  });

  test('throws the errno when the peer resets', async () => {
    await using pair = await connectedPair();
    const all = readAll(pair.client);
    pair.peer.send('half a');
    await pair.receivedBy('C1', 6);
    pair.peer.reset();

    await expect(all).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('ends when we cut the connection ourselves', async () => {
    await using pair = await connectedPair();
    const all = readAll(pair.client);
    pair.client.reset();

    expect(await all).toHaveLength(0);
  });
});
