import { expect, test } from 'vitest';
import { Outbox } from '../../src/ws/outbox.ts';
import { connectedPair, type Pair } from '../support/pair.ts';

const ROOM = 64 * 1024;

/** How many octets each call handed to the kernel. */
function handed(pair: Pair): number[] {
  const sends = pair.trace.of('send').filter(({ socket }) => socket === 'C1');
  return sends.map(({ bytes }) => bytes);
}

test('a frame goes at once, all its pieces after each other', async () => {
  await using pair = await connectedPair();
  const outbox = new Outbox(pair.client);

  outbox.send([Buffer.from('head'), Buffer.from('payload')]);

  expect(handed(pair)).toEqual([11]);
  await pair.receivedBy('S1', 11);
});

test('the frames of a stretch of work go together, in their order', async () => {
  const received: Uint8Array[] = [];
  const handler = { receive: (_: unknown, bytes: Uint8Array) => void received.push(bytes) };
  await using pair = await connectedPair({ handler });
  const outbox = new Outbox(pair.client);

  outbox.together(() => {
    outbox.send([Buffer.from('one ')]);
    outbox.together(() => outbox.send([Buffer.from('two ')]));
    outbox.send([Buffer.from('three')]);
    expect(handed(pair)).toEqual([]);
  });

  expect(handed(pair)).toEqual([13]);
  await pair.receivedBy('S1', 13);
  expect(Buffer.concat(received).toString()).toBe('one two three');
});

test('no more than its room is collected', async () => {
  await using pair = await connectedPair();
  const outbox = new Outbox(pair.client);
  const third = Buffer.alloc(ROOM / 3);

  outbox.together(() => {
    for (let frames = 0; frames < 5; frames += 1) outbox.send([third]);
    expect(handed(pair)).toEqual([3 * third.length]);
  });

  expect(handed(pair)).toEqual([3 * third.length, 2 * third.length]);
});

test('a frame longer than the room goes at once, behind what was collected before', async () => {
  await using pair = await connectedPair();
  const outbox = new Outbox(pair.client);

  outbox.together(() => {
    outbox.send([Buffer.from('before')]);
    outbox.send([Buffer.alloc(ROOM + 1)]);
    expect(handed(pair)).toEqual([6, ROOM + 1]);
  });
});

test('work that fails leaves nothing behind', async () => {
  await using pair = await connectedPair();
  const outbox = new Outbox(pair.client);
  const fail = () => {
    outbox.send([Buffer.from('said')]);
    throw new Error('and failed');
  };

  expect(() => outbox.together(fail)).toThrow('and failed');

  expect(handed(pair)).toEqual([4]);
});

test('what is left when the connection is cut is given up', async () => {
  await using pair = await connectedPair();
  const outbox = new Outbox(pair.client);

  outbox.together(() => {
    outbox.send([Buffer.from('too late')]);
    pair.client.reset();
  });

  expect(handed(pair)).toEqual([]);
});
