import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { within } from '../support/deadline.ts';
import { listenPath } from '../support/paths.ts';
import { type RunningProcess, startProgram, startSockets } from '../support/sockets-process.ts';
import { LINUX, SOCAT, testNeeding } from '../support/tools.ts';
import { abstractSocat, isPadded, OTHERS } from './unix-peers.ts';

const MEBIBYTE = randomBytes(1024 * 1024);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

function start([command = '', ...args]: readonly string[]): RunningProcess {
  return startProgram(command, args);
}

async function serve(...args: readonly string[]): Promise<RunningProcess> {
  const server = startSockets(['unix-server', ...args]);
  await server.untilError(/listening on/);
  return server;
}

/** Starts a client of ours again and again until somebody listens: the others do not say when they do. */
async function connected(at: string): Promise<RunningProcess> {
  const connecting = async () => {
    for (;;) {
      const client = startSockets(['unix-client', at]);
      await client.untilError(/C1 +(connect|close)/);
      if (/C1 +connect/.test(client.stderr)) return client;
      await client[Symbol.asyncDispose]();
    }
  };
  return await within(connecting(), `listener at ${at}`, () => 'refusals');
}

describe.each(OTHERS)('$name as the client of unix-server', ({ client, needs }) => {
  testNeeding([needs], 'gets the very mebibyte back that it sent', async () => {
    await using server = await serve(path, '--once', '--quiet');
    await using other = start(client(path));
    other.endInput(MEBIBYTE);
    const { status, stdout } = await other.finished();
    expect(sha256(stdout)).toBe(sha256(MEBIBYTE));
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
  });

  testNeeding([needs], 'half-closes, and still gets what is sent after that', async () => {
    await using server = await serve(path, '--service', 'pipe');
    await using other = start(client(path));
    other.endInput('question');
    await server.untilError(/S1 +◀── end-of-stream/);
    expect(server.stdout.toString()).toBe('question');
    server.endInput('answer');
    const { status, stdout } = await other.finished();
    expect(stdout.toString()).toBe('answer');
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
  });

  testNeeding([needs], 'that is killed is told as an end of stream', async () => {
    await using server = await serve(path, '--service', 'upper');
    await using other = start(client(path));
    other.write('one\n');
    await other.untilOutput(/ONE\n/);
    other.signal('SIGKILL');
    await server.untilError(/S1 +close +4 B in, 4 B out/);
    expect(server.stderr).toMatch(/S1 +◀── end-of-stream/);
    expect(server.stderr).not.toMatch(/error/);
  });
});

describe.each(OTHERS)(
  '$name as the server of unix-client',
  ({ server, needs, answersHalfClosed }) => {
    testNeeding([needs], 'gets a mebibyte and sends another, both whole', async () => {
      await using other = start(server(path));
      await using client = await connected(path);
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

    testNeeding([needs], 'gets the end of our half, and what it sends then comes', async () => {
      await using other = start(server(path));
      await using client = await connected(path);
      client.endInput('question');
      await other.untilOutput(/question/);
      await client.untilError(/shutdown/);
      if (answersHalfClosed) other.endInput('answer');
      const { status, stdout, stderr } = await client.finished();
      expect(stdout.toString()).toBe(answersHalfClosed ? 'answer' : '');
      expect(stderr).toMatch(/C1 +◀── end-of-stream/);
      expect(status).toBe(0);
      expect((await other.exited).status).toBe(0);
    });

    testNeeding([needs], 'that is killed is an end of stream, and no failure of ours', async () => {
      await using other = start(server(path));
      await using client = await connected(path);
      other.write('I am');
      await client.untilOutput(/I am/);
      other.signal('SIGKILL');
      await client.untilError(/C1 +◀── end-of-stream/);
      client.endInput();
      expect((await client.exited).status).toBe(0);
      expect(client.stderr).not.toMatch(/error/);
    });
  },
);

describe('socat and abstract names', () => {
  const needs = [LINUX, SOCAT];
  // Two tests at once must not meet.
  const name = () => `@sockets-${randomUUID()}`;

  testNeeding(needs, 'as the client of unix-server', async () => {
    const at = name();
    await using server = await serve(at, '--once');
    await using other = start(abstractSocat(isPadded(at)).client(at));
    other.endInput('no file');
    const { status, stdout } = await other.finished();
    expect(stdout.toString()).toBe('no file');
    expect(status).toBe(0);
    expect((await server.exited).status).toBe(0);
    expect(server.stderr).toMatch(new RegExp(`L1 +bind +${at}\n`));
    expect(server.stderr).not.toMatch(/unlink/);
  });

  testNeeding(needs, 'as the server of unix-client', async () => {
    const at = name();
    const trial = await listenPath(`\0${at.slice(1)}`);
    const padded = isPadded(at);
    await trial[Symbol.asyncDispose]();
    await using other = start(abstractSocat(padded).server(at));
    await using client = await connected(at);
    client.endInput('question');
    await other.untilOutput(/question/);
    other.endInput('answer');
    const { status, stdout } = await client.finished();
    expect(stdout.toString()).toBe('answer');
    expect(status).toBe(0);
  });
});
