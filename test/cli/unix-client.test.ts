import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { en } from '../../src/text/en/text.ts';
import { ko } from '../../src/text/ko/text.ts';
import { expectAdviceIn, expectNoStack } from '../support/advice.ts';
import { connectPath, listenPath } from '../support/paths.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

const ALL_OCTETS = Buffer.from(Uint8Array.from({ length: 256 }, (_, octet) => octet));
const OPENED = ['socket', 'attempt', 'connect', 'send', 'shutdown'];
const LIFE = [...OPENED, 'receive', 'end-of-stream', 'close'];

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

/** What a server gets from a client with these arguments, to the end of its stream. */
async function sentBy(args: readonly string[], input?: string | Uint8Array): Promise<Buffer> {
  await using server = await listenPath(path);
  await using client = startSockets(['unix-client', path, ...args]);
  client.endInput(input);
  const peer = await server.next();
  const octets = await peer.everything();
  peer.socket.end();
  expect(await client.exited).toEqual({ status: 0, signal: null });
  return octets;
}

/** A client that sends a line to a server of ours, which echoes it. */
async function echoed(args: readonly string[]) {
  // One that a test has ended has left its file.
  await using server = startSockets(['unix-server', path, '--quiet', '--unlink']);
  await server.untilError(/listening on/);
  return await runSockets(['unix-client', path, '--send', 'hi\\n', ...args]);
}

describe('octets', () => {
  test('go from standard input to the peer, and from the peer to standard output', async () => {
    await using server = await listenPath(path);
    await using client = startSockets(['unix-client', path]);
    const peer = await server.next();
    client.write(ALL_OCTETS);
    expect(await peer.untilOctets(256)).toEqual(ALL_OCTETS);
    peer.socket.write(ALL_OCTETS);
    expect(await client.untilOctets(256)).toEqual(ALL_OCTETS);
    client.endInput();
    expect(await peer.everything()).toEqual(ALL_OCTETS);
    await client.untilError(/shutdown/);
    const answer = randomBytes(300_000);
    peer.socket.end(answer);
    const { status, stdout } = await client.finished();
    expect(stdout.subarray(256).equals(answer)).toBe(true);
    expect(status).toBe(0);
  });

  test('go out in the order they are given: text, files, hexadecimal, input', async () => {
    const file = join(folder, 'two');
    await writeFile(file, ALL_OCTETS);
    const one = ['--send', 'one\\n', '--send-file', file];
    const sent = await sentBy([...one, '--send-hex', '00 ff', '--send-file', '-'], 'input');
    const expected = [Buffer.from('one\n'), ALL_OCTETS, Buffer.of(0, 255), Buffer.from('input')];
    expect(sent).toEqual(Buffer.concat(expected));
  });

  test('--crlf ends lines with CR LF', async () => {
    expect((await sentBy(['--crlf'], 'x\n\n')).toString()).toBe('x\r\n\r\n');
  });

  test('--write-size cuts what is sent into writes of that size', async () => {
    await using server = await listenPath(path);
    const args = ['--send', 'hello, world', '--write-size', '5', '--pause', '5', '--json'];
    await using client = startSockets(['unix-client', path, ...args]);
    const peer = await server.next();
    expect((await peer.everything()).toString()).toBe('hello, world');
    peer.socket.end();
    const events = await eventsOf((await client.finished()).stdout);
    const sends = events.filter((event) => event.type === 'send');
    expect(sends.map(({ bytes }) => bytes)).toEqual([5, 5, 2]);
  });
});

describe('how long it lasts', () => {
  test('--linger-open stays until Ctrl-C', async () => {
    await using server = await listenPath(path);
    await using client = startSockets(['unix-client', path, '--linger-open', '--send', 'hi']);
    const peer = await server.next();
    await peer.until('hi');
    await client.untilError(/end of input; staying open/);
    expect(client.stderr).not.toMatch(/shutdown/);
    client.signal('SIGINT');
    expect(await client.exited).toEqual({ status: 130, signal: null });
    expect(await peer.everything()).toEqual(Buffer.from('hi'));
  });

  test('--idle-timeout ends a silent connection, with status 3', async () => {
    await using server = await listenPath(path);
    const run = runSockets(['unix-client', path, '--idle-timeout', '60ms', '--linger-open']);
    expect(await (await server.next()).everything()).toHaveLength(0);
    const finished = await run;
    const facts = { address: path, seconds: 0.06 };
    expectAdviceIn(finished, en, { status: 3, code: 'idle-timeout', facts });
    expect(finished.stderr).toMatch(/timeout.*\n.*shutdown.*\n.*timeout.*\n.*close/);
  });

  test('--connect-timeout has nothing to do with a connection that is established', async () => {
    const { status, stdout, stderr } = await echoed(['--connect-timeout', '60s']);
    expect(stdout.toString()).toBe('hi\n');
    expect(stderr).not.toMatch(/timeout/);
    expect(status).toBe(0);
  });

  test('--count opens so many connections at once, and each sends the same', async () => {
    const { status, stdout, stderr } = await echoed(['--count', '30', '--json']);
    const events = await eventsOf(stdout);
    expect(new Set(events.map(({ socket }) => socket)).size).toBe(30);
    expect(events.filter(({ type }) => type === 'receive')).toHaveLength(30);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe('a peer that goes away', () => {
  test('after it has sent and closed all is a peer that has ended: status 0', async () => {
    await using server = await listenPath(path);
    await using client = startSockets(['unix-client', path]);
    const peer = await server.next();
    peer.socket.write('bye');
    peer.socket.destroySoon();
    await client.untilError(/C1 +◀── end-of-stream/);
    client.endInput();
    const { status, stdout, stderr } = await client.finished();
    expect(stdout.toString()).toBe('bye');
    expect(stderr).not.toMatch(/error|EPIPE/);
    expect(status).toBe(0);
  });

  test.each([
    ['en', en],
    ['ko', ko],
  ])('with octets unread is ECONNRESET (%s), status 3', async (lang, text) => {
    await using server = await listenPath(path, { unread: true });
    await using client = startSockets(['unix-client', path, '--lang', lang]);
    const peer = await server.next();
    client.write('12345');
    await client.untilError(/C1 +──▶ send/);
    peer.socket.destroy();
    const run = await client.finished();
    const facts = { address: path, received: 0, sent: 5 };
    expectAdviceIn(run, text, { status: 3, code: 'reset', facts });
  });

  test('while we send is told, and the client ends with status 3', async () => {
    await using server = await listenPath(path);
    await using client = startSockets(['unix-client', path, '--json']);
    const peer = await server.next();
    client.write(Buffer.alloc(1024 * 1024, 'x'));
    await peer.untilOctets(1000);
    peer.socket.destroy();
    client.write(Buffer.alloc(1024 * 1024, 'x'));
    const { status, stdout, stderr } = await client.finished();
    expectNoStack(stderr);
    expect(stderr).toMatch(/ECONNRESET|EPIPE/);
    expect((await eventsOf(stdout)).at(-1)?.type).toBe('close');
    expect(status).toBe(3);
  });
});

describe('what is told', () => {
  test('every step on standard error, with the path', async () => {
    const { status, stdout, stderr } = await echoed([]);
    const steps = [...stderr.matchAll(/^ +\d\.\d{3} {2}C1 +(?:──▶|◀──)? *(\S+)/gm)];
    expect(steps.map(([, step]) => step)).toEqual(LIFE);
    expect(stderr).toMatch(new RegExp(`C1 +──▶ attempt +asks ${path} `));
    expect(stderr).toMatch(new RegExp(`C1 +connect +to ${path}, after `));
    expect(stdout.toString()).toBe('hi\n');
    expect(status).toBe(0);
  });

  test('--json and --record hold every event, and read back with the path', async () => {
    const record = join(folder, 'trace.jsonl');
    const { stdout, stderr } = await echoed(['--json', '--record', record]);
    const events = await eventsOf(stdout);
    expect(stepsOf(events, 'C1')).toEqual(LIFE);
    expect(events.find(({ type }) => type === 'connect')).toMatchObject({ remote: { path } });
    expect(await eventsOf(await readFile(record))).toEqual(events);
    expect(stderr).toMatch(/^8 events recorded in /);
  });

  test('--explain puts a sentence beneath the first step of each kind', async () => {
    const plain = (await echoed([])).stderr.split('\n').length;
    const explained = (await echoed(['--explain'])).stderr.split('\n').length;
    expect(explained).toBeGreaterThanOrEqual(plain + LIFE.length);
  });

  test('in Korean, too; call names stay English', async () => {
    const { stderr } = await echoed(['--lang', 'ko']);
    expect(stderr).toMatch(/시간 +소켓 +단계 +일어난 일/);
    expect(stderr).toMatch(/C1 +socket +.*[가-힣]/);
    expect(stderr).toMatch(/C1 +──▶ shutdown +[가-힣]/);
  });

  test('nothing at all with --quiet', async () => {
    const { stdout, stderr } = await echoed(['--quiet']);
    expect(stderr).toBe('');
    expect(stdout.toString()).toBe('hi\n');
  });
});

test('an output that nobody reads any more ends it, quietly and with status 0', async () => {
  await using server = startSockets(['unix-server', path, '--service', 'chargen', '--quiet']);
  await server.untilError(/listening on/);
  await using client = startSockets(['unix-client', path]);
  await client.untilOctets(1);
  client.closeOutput();
  const { status, stderr } = await client.finished();
  expectNoStack(stderr);
  expect(status).toBe(0);
  using _peer = await connectPath(path);
});
