import { expect, test } from 'vitest';
import { expectNoStack } from '../support/advice.ts';
import { connectPeer, listenPeer } from '../support/peer.ts';
import { startInTerminal } from '../support/pty.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';

/** What a peer might send to disturb a terminal, or a reader. */
const HOSTILE = Buffer.concat([
  Buffer.from('\x1b[2J\x1b]0;owned\x07\x1b[31mred\x1bc\x08\x08\x7f\r\v\f\x00\0'),
  Buffer.from(
    '\u009b31m \u202eevil\u202c \u2066\u2067\u2069 \u200e\u200f\u061c \ufeff\u200b\u2028 a\u0300\u0301',
  ),
  Buffer.of(
    0x9b,
    0x33,
    0x31,
    0x6d,
    0xc3,
    0x28,
    0xff,
    0xfe,
    0xf0,
    0x9f,
    0x92,
    0xed,
    0xa0,
    0x80,
    0xc0,
    0xaf,
  ),
  Buffer.from('\n'),
]);
const LONG_LINE = Buffer.alloc(10 * 1024 * 1024, 'A');

/** Controls (C0 but newline and tab, C1), marks of direction, and what has no width. */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Bidi_C}\u200b\u2028\u2029\ufeff]/u;

/** Expects valid UTF-8 without anything that acts on a terminal but newline and tab. */
function expectSafe(octets: Uint8Array): void {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  expect(UNSAFE.exec(text)?.[0]).toBeUndefined();
}

/** Takes out what our own line editor draws with, and nothing else. */
function withoutPrompt(octets: Buffer): Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return Buffer.from(octets.toString('latin1').replace(/\x1b\[\d*[GJA]|\r/g, ''), 'latin1');
}

test('the trace of a server shows hostile octets, and sends none to the terminal', async () => {
  await using server = startSockets(['tcp-server', '0', '--hex', '--color', 'never']);
  using peer = await connectPeer(await server.port);
  peer.socket.end(HOSTILE);
  expect(await peer.everything()).toEqual(HOSTILE);
  await server.untilError(/S1 +close/);
  expect(server.stderr).toContain('\\x1b[2J\\x1b]0;owned\\x07');
  expectSafe(Buffer.from(server.stderr));
});

test('the error of a host with hostile characters in its name is safe', async () => {
  const { status, stderr } = await runSockets(['tcp-client', 'a\x1b[2J\u202e.invalid', '80']);
  expectSafe(Buffer.from(stderr));
  expectNoStack(stderr);
  expect(status).not.toBe(0);
});

test('the octets that a client hands on to a pipe are the very same', async () => {
  await using server = await listenPeer();
  await using client = startSockets(['tcp-client', '127.0.0.1', String(server.port)]);
  (await server.next()).socket.write(HOSTILE);
  expect(await client.untilOctets(HOSTILE.length)).toEqual(HOSTILE);
  expectSafe(Buffer.from(client.stderr));
});

for (const mode of [[], ['--quiet'], ['--hex'], ['--linger-open', '--send', 'x']]) {
  testNeeding(
    [SCRIPT],
    `a client in a terminal shows hostile octets as text (${mode.join(' ') || 'trace'})`,
    async () => {
      await using server = await listenPeer();
      const args = ['tcp-client', '127.0.0.1', String(server.port), '--color', 'never', ...mode];
      await using terminal = startInTerminal(args);
      const peer = await server.next();
      peer.socket.write(HOSTILE);
      peer.socket.write('\nthe end');
      await terminal.untilOutput(mode.includes('--hex') ? /65 6e 64/ : /the end/);
      expect(terminal.stdout.includes('\x1b[2J')).toBe(false);
      expectSafe(withoutPrompt(terminal.stdout));
    },
  );
}

testNeeding(
  [SCRIPT],
  'one line of 10 MB keeps neither the terminal nor the peer waiting',
  async () => {
    await using terminal = startInTerminal(['tcp-server', '0', '--color', 'never'], {
      columns: 100,
    });
    const [, port] = await terminal.untilOutput(/listening on 127\.0\.0\.1:(\d+)/);
    using peer = await connectPeer(Number(port));
    peer.socket.end(LONG_LINE);
    expect((await peer.everything()).equals(LONG_LINE)).toBe(true);
    await terminal.untilOutput(/S1 +close +10,485,760 B in, 10,485,760 B out/);
    const longest = Math.max(...terminal.screen.split('\n').map((line) => line.length));
    expect(longest).toBeLessThanOrEqual(100);
    expectSafe(withoutPrompt(terminal.stdout));
  },
);

test('a chat passes a line of 10 MB on in pieces, and its memory does not grow with it', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'chat', '--quiet']);
  const port = await server.port;
  using talker = await connectPeer(port);
  using listener = await connectPeer(port);
  listener.socket.write('I listen\n');
  await talker.until('I listen');
  // No faster than the listener reads: a chat cuts whoever lets 1 MiB wait. The last 8 KiB may be an unfinished piece.
  const step = 256 * 1024;
  for (let sent = step; sent <= LONG_LINE.length; sent += step) {
    talker.socket.write(LONG_LINE.subarray(sent - step, sent));
    await listener.untilOctets(sent - 8192);
  }
  await listener.untilOctets(LONG_LINE.length);
  expect(listener.received.toString('latin1').replace(/S1: |\n/g, '')).toMatch(/^A+$/);
});
