import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Conversation } from '../../src/command/conversation.ts';
import { PeerOutput } from '../../src/command/peer-output.ts';
import { fromProcess } from '../../src/terminal/from-process.ts';
import { within } from '../support/deadline.ts';
import { connectedPair, type Pair, sum, TOO_MUCH } from '../support/pair.ts';

/** A conversation of the client's user, and what was written to the user's stdout. */
function conversationOf({ client }: Pair, peerEnded?: () => void) {
  const output = new PassThrough();
  const conversation = new Conversation(
    client,
    new PeerOutput({ ...fromProcess(), output }, 'raw'),
    peerEnded,
  );
  client.handle(conversation);
  return { conversation, output };
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

function sending(sent: Promise<void>, pair: Pair): Promise<void> {
  return within(sent, 'end of sending', () => pair.trace.steps().join(', '));
}

test('what is given goes to the peer, and what comes goes to the output', async () => {
  await using pair = await connectedPair();
  const { conversation, output } = conversationOf(pair);
  await sending(conversation.send(chunks('one ', 'two')), pair);
  await pair.receivedBy('S1', 7);
  pair.peer.send('hello');
  await pair.receivedBy('C1', 5);
  expect(output.read().toString()).toBe('hello');
});

test('the next chunk is asked for only when the kernel has taken the one before', async () => {
  await using pair = await connectedPair({ first: (peer) => peer.pause() });
  const { conversation } = conversationOf(pair);
  let asked = 0;
  async function* endless() {
    for (const octets of [TOO_MUCH, 1]) {
      asked += 1;
      yield Buffer.alloc(octets);
    }
  }
  const sent = conversation.send(endless());
  await pair.told('C1', 'blocked');
  expect(asked).toBe(1);
  pair.peer.resume();
  await sending(sent, pair);
  expect(asked).toBe(2);
  expect(sum(pair.trace, 'C1', 'send')).toBe(TOO_MUCH + 1);
});

test('sending ends when the connection does, also while it waits for the kernel', async () => {
  await using pair = await connectedPair({ first: (peer) => peer.pause() });
  const { conversation } = conversationOf(pair);
  const big = 'x'.repeat(TOO_MUCH);
  const sent = conversation.send(chunks(big, 'more'));
  await pair.told('C1', 'blocked');
  pair.client.reset();
  await sending(sent, pair);
  expect(pair.trace.of('send')).toHaveLength(1);
});

test('nothing is sent after our half is closed', async () => {
  await using pair = await connectedPair();
  const { conversation } = conversationOf(pair);
  pair.client.end();
  await sending(conversation.send(chunks('late')), pair);
  expect(pair.trace.of('send')).toEqual([]);
});

test('the end of the peer’s half is told', async () => {
  await using pair = await connectedPair();
  const ended = new Promise<void>((resolve) => {
    conversationOf(pair, resolve);
  });
  pair.peer.end();
  await within(ended, 'end of the peer', () => pair.trace.steps().join(', '));
});
