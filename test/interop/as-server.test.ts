import { createHash, randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { within } from '../support/deadline.ts';
import { listenPeer } from '../support/peer.ts';
import { type RunningProcess, startProgram, startSockets } from '../support/sockets-process.ts';
import { testNeeding } from '../support/tools.ts';
import { OTHERS } from './peers.ts';

const MEBIBYTE = randomBytes(1024 * 1024);

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

/** A port that was free a moment ago: these programs cannot tell which one they got. */
async function freePort(): Promise<number> {
  await using server = await listenPeer();
  return server.port;
}

/** Starts a client of ours again and again until somebody listens: the others do not say when they do. */
async function connected(port: number, args: readonly string[] = []): Promise<RunningProcess> {
  const connecting = async () => {
    for (;;) {
      const client = startSockets(['tcp-client', '127.0.0.1', String(port), ...args]);
      await client.untilError(/C1 +(connect|close)/);
      if (/C1 +connect/.test(client.stderr)) return client;
      await client[Symbol.asyncDispose]();
    }
  };
  return await within(connecting(), `listener on port ${port}`, () => 'refusals');
}

describe.each(OTHERS)(
  '$name as the server of tcp-client',
  ({ server, needs, answersHalfClosed }) => {
    testNeeding([needs], 'gets a mebibyte and sends another, both whole', async () => {
      const port = await freePort();
      const [command = '', ...args] = server(port);
      await using other = startProgram(command, args);
      await using client = await connected(port);
      const back = Buffer.from(MEBIBYTE).reverse();
      client.write(MEBIBYTE);
      other.write(back);
      // Only then the end: some of them stop sending as soon as their client has ended.
      const [theirs, ours] = await Promise.all([
        other.untilOctets(MEBIBYTE.length),
        client.untilOctets(back.length),
      ]);
      expect(sha256(theirs)).toBe(sha256(MEBIBYTE));
      expect(sha256(ours)).toBe(sha256(back));
      client.endInput();
      other.endInput();
      expect((await client.exited).status).toBe(0);
      expect((await other.exited).status).toBe(0);
    });

    testNeeding(
      [needs],
      'gets the end of our half, and what it sends then is not lost',
      async () => {
        const port = await freePort();
        const [command = '', ...args] = server(port);
        await using other = startProgram(command, args);
        await using client = await connected(port);
        client.endInput('question');
        await other.untilOutput(/question/);
        await client.untilError(/shutdown/);
        if (answersHalfClosed) other.endInput('answer');
        const { status, stdout, stderr } = await client.finished();
        expect(stdout.toString()).toBe(answersHalfClosed ? 'answer' : '');
        expect(stderr).toMatch(/C1 +◀── end-of-stream/);
        expect(status).toBe(0);
        expect((await other.exited).status).toBe(0);
      },
    );

    testNeeding([needs], 'ends first, and still gets all that we send after that', async () => {
      const port = await freePort();
      const [command = '', ...args] = server(port);
      await using other = startProgram(command, args);
      await using client = await connected(port);
      other.endInput('I am done');
      await client.untilError(/C1 +◀── end-of-stream/);
      client.endInput('I am not');
      const [theirs, ours] = await Promise.all([other.finished(), client.finished()]);
      expect(theirs.stdout.toString()).toBe('I am not');
      expect(ours.stdout.toString()).toBe('I am done');
      expect([theirs.status, ours.status]).toEqual([0, 0]);
    });
  },
);
