import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listenPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';

const ALL_OCTETS = Buffer.from(Uint8Array.from({ length: 256 }, (_, octet) => octet));

/** What a server gets from a client with these arguments, to the end of its stream. */
async function sentBy(args: readonly string[], input?: string | Uint8Array): Promise<Buffer> {
  await using server = await listenPeer();
  await using client = startSockets(['tcp-client', '127.0.0.1', String(server.port), ...args]);
  client.endInput(input);
  const peer = await server.next();
  const octets = await peer.everything();
  peer.socket.end();
  expect(await client.exited).toEqual({ status: 0, signal: null });
  return octets;
}

test('standard input goes to the peer and what the peer sends to standard output, octet by octet', async () => {
  await using server = await listenPeer();
  await using client = startSockets(['tcp-client', '127.0.0.1', String(server.port)]);
  const peer = await server.next();
  client.write(ALL_OCTETS);
  expect(await peer.untilOctets(256)).toEqual(ALL_OCTETS);
  peer.socket.write(ALL_OCTETS);
  expect(await client.untilOctets(256)).toEqual(ALL_OCTETS);
  client.endInput();
  peer.socket.end(ALL_OCTETS);
  expect((await client.finished()).stdout).toEqual(Buffer.concat([ALL_OCTETS, ALL_OCTETS]));
});

test('the end of input closes our half only: an answer that comes after it is not lost', async () => {
  await using server = await listenPeer();
  await using client = startSockets(['tcp-client', '127.0.0.1', String(server.port)]);
  const peer = await server.next();
  client.endInput('question');
  expect((await peer.everything()).toString()).toBe('question');
  await client.untilError(/shutdown/);
  const answer = randomBytes(300_000);
  peer.socket.end(answer);
  const { status, stdout } = await client.finished();
  expect(stdout.equals(answer)).toBe(true);
  expect(status).toBe(0);
});

test('input after the peer has ended its half still goes to its end', async () => {
  await using server = await listenPeer();
  await using client = startSockets(['tcp-client', '127.0.0.1', String(server.port)]);
  const peer = await server.next();
  peer.socket.end('I am done');
  await client.untilError(/end-of-stream/);
  client.endInput('I am not');
  expect((await peer.everything()).toString()).toBe('I am not');
  expect((await client.exited).status).toBe(0);
});

test('--send understands escapes', async () => {
  const octets = await sentBy(['--send', 'a\\r\\n\\t\\0\\x00\\xff\\e\\\\\\"\\u{d55c}']);
  expect(octets).toEqual(Buffer.from('a\r\n\t\0\0\xff\x1b\\"\xed\x95\x9c', 'latin1'));
});

test('--send, --send-hex and --send-file go out in the order they are given', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  try {
    const file = join(folder, 'two');
    await writeFile(file, ALL_OCTETS);
    const sent = await sentBy(
      [
        '--send',
        'one',
        '--send-file',
        file,
        '--send-hex',
        '00 ff',
        '--send',
        'two\\n',
        '--send-file',
        '-',
        '--send',
        'last',
      ],
      'from input',
    );
    const expected = [Buffer.from('one'), ALL_OCTETS, Buffer.of(0, 255), Buffer.from('two\n')];
    expect(sent).toEqual(Buffer.concat([...expected, Buffer.from('from inputlast')]));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('with --send, standard input is left alone', async () => {
  expect((await sentBy(['--send', 'only this'], 'not this')).toString()).toBe('only this');
});

test('--crlf ends the lines of text and of input with CR LF, and leaves hexadecimal octets alone', async () => {
  const lines = await sentBy([
    '--crlf',
    '--send',
    'a\\nb\\r\\nc\\r',
    '--send',
    '\\n',
    '--send-hex',
    '0a',
  ]);
  expect(lines.toString()).toBe('a\r\nb\r\nc\r\n\n');
  expect((await sentBy(['--crlf'], 'x\n\n')).toString()).toBe('x\r\n\r\n');
});

test('--linger-open keeps our half open after the end of input, until the peer ends or Ctrl-C', async () => {
  await using server = await listenPeer();
  const args = ['tcp-client', '127.0.0.1', String(server.port), '--linger-open', '--send', 'hi'];
  await using client = startSockets(args);
  const peer = await server.next();
  await peer.until('hi');
  await client.untilError(/end of input; staying open/);
  peer.socket.write('and you?');
  await client.untilOutput(/and you\?/);
  expect(client.stderr).not.toMatch(/shutdown/);
  client.signal('SIGINT');
  expect(await client.exited).toEqual({ status: 130, signal: null });
});

test('--reset ends by RST: the peer gets ECONNRESET after all that was sent', async () => {
  await using server = await listenPeer();
  const args = ['tcp-client', '127.0.0.1', String(server.port), '--reset', '--json'];
  await using client = startSockets(args);
  const peer = await server.next();
  // Octets and RST must not come at once: libuv would take them for octets and end of stream.
  client.write('hi');
  await peer.until('hi');
  client.endInput();
  expect(await peer.gone()).toBe('ECONNRESET');
  const { status, stdout } = await client.finished();
  const steps = (await eventsOf(stdout)).map(({ type }) => type);
  expect(steps).toEqual(['socket', 'attempt', 'connect', 'send', 'reset', 'close']);
  expect(status).toBe(0);
});

test('--local-port is the port the peer sees', async () => {
  await using free = await listenPeer();
  const port = free.port;
  await free[Symbol.asyncDispose]();
  await using server = await listenPeer();
  const args = ['tcp-client', '127.0.0.1', String(server.port), '--local-port', String(port)];
  await using client = startSockets(args);
  const peer = await server.next();
  expect(peer.socket.remotePort).toBe(port);
  client.endInput();
  peer.socket.end();
  expect((await client.finished()).stderr).toMatch(
    new RegExp(`C1 +bind +0\\.0\\.0\\.0:${port}\\n`),
  );
});

test('--write-size cuts what is sent into writes of that size, and --pause waits between them', async () => {
  await using server = await listenPeer();
  const { port } = server;
  const args = ['--send', 'hello, world', '--write-size', '5', '--pause', '30', '--json'];
  await using client = startSockets(['tcp-client', '127.0.0.1', String(port), ...args]);
  const peer = await server.next();
  expect((await peer.everything()).toString()).toBe('hello, world');
  peer.socket.end();
  const sends = (await eventsOf((await client.finished()).stdout)).filter(
    (event) => event.type === 'send',
  );
  expect(sends.map(({ bytes }) => bytes)).toEqual([5, 5, 2]);
  const gaps = sends.slice(1).map(({ time }, i) => time - (sends[i]?.time ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(28_000);
});

test('--count opens so many connections at once, and each sends the same', async () => {
  await using server = startSockets(['tcp-server', '0', '--quiet']);
  const port = String(await server.port);
  const args = ['tcp-client', '127.0.0.1', port, '--count', '30', '--send', 'x', '--json'];
  const { status, stdout, stderr } = await runSockets(args);
  const events = await eventsOf(stdout);
  const sockets = new Set(events.map(({ socket }) => socket));
  expect(sockets.size).toBe(30);
  const last = events.findLastIndex(({ type }) => type === 'attempt');
  expect(last).toBeLessThan(events.findIndex(({ type }) => type === 'close'));
  expect(events.filter(({ type }) => type === 'receive')).toHaveLength(30);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('a gigabyte is not needed to see that nothing is lost: 8 MiB through an echo come back equal', async () => {
  await using server = startSockets(['tcp-server', '0', '--quiet']);
  const octets = randomBytes(8 * 1024 * 1024);
  const args = ['tcp-client', '127.0.0.1', String(await server.port)];
  const { status, stdout } = await runSockets(args, { input: octets });
  expect(stdout.equals(octets)).toBe(true);
  expect(status).toBe(0);
});
