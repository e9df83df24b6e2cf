import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connectPeer } from '../support/peer.ts';
import { startInTerminal } from '../support/pty.ts';
import {
  runSockets,
  type StartOptions,
  startProgram,
  startSockets,
} from '../support/sockets-process.ts';
import { machine, program, SCRIPT, STRACE, testNeeding } from '../support/tools.ts';
import { livesIn, PYTHON, python, watched } from '../support/watched.ts';

const SYSCALLS = ['watch', '--lanes', 'syscall', '--'];

const root = process.getuid?.() === 0;
const NOBODY = root ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
const SETPRIV = program('setpriv', 'util-linux');

testNeeding([STRACE, PYTHON], 'sockets a program never closed are named when it ends', async () => {
  const { status, events } = await watched(python('strace/programs/unclosed.py'));

  expect(status).toBe(3);
  for (const socket of ['L1', 'C1', 'S1']) {
    expect(livesIn(events, socket).at(-1)).toBe('left-open');
  }
});

testNeeding([STRACE, PYTHON], 'the table at the end says how each socket ended', async () => {
  const { stderr } = await runSockets([...SYSCALLS, ...python('strace/programs/unclosed.py')]);
  const [, table = ''] = stderr.split(/\n\n(?=\d+ sockets)/);

  // The datagram socket has no address: nothing is known of it but that it was there.
  expect(table).toMatch(/^4 sockets, 4 never closed: the kernel did/);
  expect(table).toMatch(/^ {2}L1 +TCP +127\.0\.0\.1:\d+ +\d+ +1 accepted, left open: \d+ ended$/m);
  expect(table).toMatch(/^ {2}C1 +TCP .*127\.0\.0\.1:\d+ +\d+ +left open: \d+ ended$/m);
});

testNeeding([STRACE, PYTHON], 'a signal that ends the program is passed on and told', async () => {
  const { status, events } = await watched(python('strace/programs/killed.py'));
  const SIGALRM = 14;

  expect(status).toBe(128 + SIGALRM);
  expect(events.findLast(({ socket }) => socket === 'L1')).toMatchObject({
    type: 'left-open',
    killed: 'SIGALRM',
  });
});

testNeeding(
  [STRACE],
  'the exit status is the program’s, and nothing is written beside it',
  async () => {
    const { status, stdout, stderr } = await runSockets([
      ...SYSCALLS,
      'sh',
      '-c',
      'echo hi; exit 7',
    ]);

    expect({ status, stdout: stdout.toString() }).toEqual({ status: 7, stdout: 'hi\n' });
    expect(stderr).toBe('\nIt made no socket.\n');
  },
);

testNeeding(
  [STRACE],
  'what stands behind the program’s name is the program’s, without dashes, too',
  async () => {
    const { status, stdout } = await runSockets([
      'watch',
      'sh',
      '-c',
      'echo "$@"',
      'sh',
      '--json',
      '--lang',
    ]);

    expect({ status, stdout: stdout.toString() }).toEqual({ status: 0, stdout: '--json --lang\n' });
  },
);

testNeeding(
  [STRACE],
  'the program has no descriptor of ours, and no word of ours but one',
  async () => {
    const list = 'ls /proc/self/fd | sort -n | tr "\\n" " "; env | grep -c ^SOCKETS_';
    await using plain = startProgram('sh', ['-c', list]);
    const { stdout } = await plain.finished();
    const watch = await runSockets([...SYSCALLS, 'sh', '-c', list]);

    const [descriptors = '', words = 0] = stdout.toString().split(/ (?=\d+\n)/);
    expect(watch.stdout.toString()).toBe(`${descriptors} ${Number(words) + 1}\n`);
  },
);

/** Starts a program that lasts, and resolves when it and its child wait for clients. */
async function lasting(args: readonly string[], options: StartOptions = {}) {
  const running = startSockets([...args, ...python('watch/lasting.py')], options);
  const [, port = ''] = await running.untilOutput(/ready \d+ (\d+)/);
  await running.untilOutput(/child (\d+)/);
  return { running, port: Number(port) };
}

testNeeding(
  [STRACE, PYTHON],
  'SIGTERM ends the program, and once more all it has started',
  async () => {
    const { running } = await lasting(SYSCALLS);
    await using watch = running;
    const parent = Number(/ready (\d+)/.exec(watch.stdout.toString())?.[1]);
    watch.signal('SIGTERM');
    await ended(parent);
    watch.signal('SIGTERM');
    const { status, stderr } = await watch.finished();

    expect(status).toBe(128 + 15);
    expect(stderr).toMatch(/L1 .*left open: SIGKILL ended \d+/);
  },
);

testNeeding([STRACE, PYTHON], 'SIGINT is for the program, which may do as it likes', async () => {
  await using watch = startSockets([...SYSCALLS, 'python3', '-I', '-c', INTERRUPTED]);
  await watch.untilOutput(/ready/);
  watch.signal('SIGINT');

  expect(await watch.finished()).toMatchObject({ status: 5 });
});
const INTERRUPTED = `
import signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit(5))
print("ready", flush=True)
while True: signal.pause()
`;

testNeeding(
  [STRACE, PYTHON, program('setpriv', 'util-linux')],
  'nothing is left when the watch itself is killed: no process, no file',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'watch-'));
    try {
      const { running } = await lasting(['watch', '--'], { env: { TMPDIR: folder } });
      await using watch = running;
      watch.signal('SIGKILL');

      // Its stdout is closed when the last process has ended that had it: the program, its child in a session of its own, strace.
      expect(await watch.exited).toEqual({ status: null, signal: 'SIGKILL' });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

testNeeding([STRACE, PYTHON, SETPRIV], 'an ordinary user may watch, too', async () => {
  const args = ['--lanes', 'syscall,kernel'];
  const through = { through: NOBODY };
  const { status, events } = await watched(python('strace/programs/tcp.py'), args, through);

  expect(status).toBe(0);
  expect(livesIn(events, 'C1')).toEqual(['socket', 'connect', 'shutdown', 'close']);
  expect(livesIn(events, 'S1')).toEqual(['accept', 'close']);
});

testNeeding(
  [STRACE, PYTHON, SCRIPT],
  'Ctrl-C reaches the program once, and its last steps are told',
  async () => {
    await using terminal = startInTerminal([
      'watch',
      '--lanes',
      'syscall',
      ...python('watch/lasting.py'),
    ]);
    await terminal.untilOutput(/│.* ready/);
    await terminal.untilOutput(/│.* child/);
    terminal.interrupt();
    // The child has left the session, so the terminal's signal is not for it.
    await terminal.untilOutput(/│.* interrupted/);
    const child = Number(/child (\d+)/.exec(terminal.screen)?.[1]);
    process.kill(child, 'SIGTERM');
    const { status } = await terminal.exited;

    expect(status).toBe(5);
    expect(terminal.screen.match(/interrupted/g)).toHaveLength(1);
  },
);

const mayAttach = machine(
  root || (await scope()) === '0',
  'needs permission to trace other processes: kernel.yama.ptrace_scope = 0',
);
async function scope(): Promise<string> {
  return (await readFile('/proc/sys/kernel/yama/ptrace_scope', 'utf8').catch(() => '0')).trim();
}

testNeeding(
  [STRACE, PYTHON, mayAttach],
  'a process that runs already is watched, and goes on',
  async () => {
    await using server = startProgram('python3', python('watch/lasting.py').slice(1));
    const [, id = '', port = ''] = await server.untilOutput(/ready (\d+) (\d+)/);
    const [, child = ''] = await server.untilOutput(/child (\d+)/);
    process.kill(Number(child), 'SIGTERM');
    await ended(Number(child));
    await using watch = startSockets(['watch', '--lanes', 'syscall', '--pid', id]);
    await watch.untilError(new RegExp(`watching ${id}[^]*\\n +L1 TCP 127.0.0.1:${port}`));
    using peer = await connectPeer(Number(port));
    await peer.everything();
    await watch.untilError(/S1 +close/);
    watch.signal('SIGINT');
    const { status, stderr } = await watch.finished();

    expect(status).toBe(128 + 2);
    expect(stderr).toMatch(/L1 +TCP +\S+ +\d+ +1 accepted, open still/);
    using another = await connectPeer(Number(port));
    await another.everything();
  },
);

/** Resolves when a process is gone, or waits for nobody but its parent. */
async function ended(id: number): Promise<void> {
  for (;;) {
    const stat = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => ') Z');
    if (/\) Z/.test(stat)) return;
  }
}
