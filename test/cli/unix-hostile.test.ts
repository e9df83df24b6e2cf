import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectNoStack } from '../support/advice.ts';
import { connectPath, listenPath } from '../support/paths.ts';
import { startInTerminal } from '../support/pty.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { LINUX, SCRIPT, testNeeding } from '../support/tools.ts';

/** Controls (C0 but newline and tab, C1), marks of direction, and what has no width. */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Bidi_C}\u200b\u2028\u2029\ufeff]/u;
const NAME = '한글 \x1b[2J\nL1 bind evil\u202e\x07.sock';
const SHOWN = '한글 \\x1b[2J\\nL1 bind evil\\u{202e}\\x07.sock';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, NAME);
});

afterEach(() => rm(folder, { recursive: true }));

function expectSafe(text: string): void {
  expect(UNSAFE.exec(text)?.[0]).toBeUndefined();
  expect(text).not.toMatch(/^L1 bind/m);
}

test('a path with an escape, a newline and Korean in it is shown as text in every step', async () => {
  await using server = startSockets(['unix-server', path, '--color', 'never']);
  await server.untilError(/L1 +listen/);
  const { status, stdout, stderr } = await runSockets(['unix-client', path, '--send', '\\e[2J']);
  expect(stdout.toString()).toBe('\x1b[2J');
  expect(status).toBe(0);
  await server.untilError(/S1 +close/);
  server.signal('SIGINT');
  await server.exited;
  for (const said of [server.stderr, stderr]) {
    expect(said).toContain(SHOWN);
    expectSafe(said);
  }
  expect(server.stderr.match(/\\x1b\[2J\\nL1/g)?.length).toBeGreaterThanOrEqual(3);
});

test('so it is in every error', async () => {
  await using holder = await listenPath(path);
  const commands = [
    ['unix-server', path],
    ['unix-client', `${path}?`],
    ['unix-client', `@${NAME}`],
    ['unix-server', join(path, 'x')],
    ['unix-server', `${path}${'x'.repeat(100)}`],
  ];
  for (const command of commands) {
    for (const language of ['en', 'ko']) {
      const { status, stderr } = await runSockets([...command, '--lang', language]);
      expectSafe(stderr);
      expectNoStack(stderr);
      expect([1, 2, 3]).toContain(status);
    }
  }
  await holder[Symbol.asyncDispose]();
});

test('a trace keeps such a path as it is', async () => {
  await using server = startSockets(['unix-server', path, '--json']);
  await server.untilOutput(/"listen"/);
  server.signal('SIGINT');
  const events = await eventsOf((await server.finished()).stdout);
  expect(events.find(({ type }) => type === 'bind')).toMatchObject({ local: { path } });
});

for (const mode of [[], ['--quiet'], ['--hex']]) {
  testNeeding(
    [SCRIPT],
    `octets of a peer are text in a terminal (${mode.join(' ') || 'trace'})`,
    async () => {
      await using server = await listenPath(join(folder, 'plain'));
      const args = ['unix-client', join(folder, 'plain'), '--color', 'never', ...mode];
      await using terminal = startInTerminal(args);
      const peer = await server.next();
      peer.socket.write('\x1b[2J\x1b]0;owned\x07\u202e\n');
      peer.socket.write('the end');
      await terminal.untilOutput(mode.includes('--hex') ? /65 +6e +64/ : /the end/);
      expect(terminal.stdout.includes('\x1b[2J')).toBe(false);
      expect(terminal.stdout.includes('owned\x07')).toBe(false);
    },
  );
}

const TOTAL = 64 * 1024 * 1024;
const STEP = 8 * 1024 * 1024;

/** The most memory a process ever had, in kB (proc_pid_status(5)). */
async function peakOf({ pid }: RunningProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]);
}

testNeeding(
  [LINUX],
  '64 MiB through an echo come back whole to a slow reader, and need no such memory',
  async () => {
    const at = join(folder, 'plain');
    const record = join(folder, 'trace.jsonl');
    await using server = startSockets(['unix-server', at, '--quiet', '--record', record]);
    await server.untilError(/listening on/);
    using slow = await connectPath(at);
    using quick = await connectPath(at);
    quick.socket.write('.');
    await quick.untilOctets(1);
    const before = await peakOf(server);
    const [sent, received] = [createHash('sha256'), createHash('sha256')];
    let octets = 0;
    slow.socket.removeAllListeners('data');
    const all = new Promise<void>((resolve) => {
      slow.socket.on('data', (chunk: Buffer) => {
        received.update(chunk);
        const steps = Math.floor(octets / STEP);
        octets += chunk.length;
        if (octets === TOTAL) resolve();
        // Long enough for a server that takes more than it can pass on.
        else if (Math.floor(octets / STEP) > steps) void rest();
      });
    });
    const rest = async () => {
      slow.socket.pause();
      const turns = quick.received.length + 200;
      for (let turn = quick.received.length; turn < turns; turn += 1) {
        quick.socket.write('.');
        await quick.untilOctets(turn + 1);
      }
      slow.socket.resume();
    };
    for (let i = 0; i < TOTAL / STEP; i += 1) {
      const chunk = Buffer.alloc(STEP, i);
      sent.update(chunk);
      slow.socket.write(chunk);
    }
    await all;
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    expect((await peakOf(server)) - before).toBeLessThan(45_000);
  },
);
