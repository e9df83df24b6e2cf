import { expect } from 'vitest';
import { startInTerminal } from '../support/pty.ts';
import { runSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { SCRIPT, STRACE, testNeeding } from '../support/tools.ts';
import { PYTHON, python } from '../support/watched.ts';

const ARGS = ['watch', '--lanes', 'syscall'];
const TALKING = python('watch/talking.py');

testNeeding(
  [STRACE, PYTHON],
  'stdout is the program’s own, and its stderr stands marked in the trace',
  async () => {
    const { stdout, stderr } = await runSockets([...ARGS, '--', ...TALKING]);

    expect(stdout.toString()).toBe('to stdout\n\x1b[2Jclear\nno line end');
    expect(stderr).toMatch(/^│ to stderr$/m);
    expect(stderr).not.toContain('to stdout');
  },
);

testNeeding([STRACE, PYTHON], 'with --json stdout is the trace alone', async () => {
  const { stdout, stderr } = await runSockets([...ARGS, '--json', '--', ...TALKING]);

  expect((await eventsOf(stdout)).length).toBeGreaterThan(2);
  expect(stderr).toContain('to stdout\n\x1b[2Jclear\nno line end');
  expect(stderr).toContain('to stderr\n');
});

testNeeding(
  [STRACE, PYTHON, SCRIPT],
  'on a terminal the program’s lines stand among the steps, and act on nothing',
  async () => {
    await using terminal = startInTerminal([...ARGS, '--color', 'never', '--', ...TALKING]);
    await terminal.exited;
    const { screen } = terminal;

    for (const line of ['to stdout', '\\x1b[2Jclear', 'to stderr', 'no line end']) {
      expect(screen.split('\n')).toContain(`│ ${line}`);
    }
    expect(terminal.stdout.toString()).not.toContain('\x1b[2J');
  },
);

testNeeding(
  [STRACE, PYTHON],
  'a socket that was of no use is counted, and shown on request',
  async () => {
    const less = await runSockets([...ARGS, '--', ...TALKING]);
    expect(less.stderr).toMatch(/Not shown: 1 socket made and closed without an address or a peer/);
    expect(less.stderr).toMatch(/^ {2}T1 +TCP +127\.0\.0\.1/m);

    const all = await runSockets([...ARGS, '--syscalls', 'all', '--', ...TALKING]);
    expect(all.stderr).not.toContain('Not shown');
    expect(all.stderr).toMatch(/^2 sockets, all of them closed by the program/m);
  },
);

testNeeding([STRACE], 'a program that cannot be run has the status that env(1) gives', async () => {
  const none = await runSockets([...ARGS, '--', 'no-such-program']);
  expect(none).toMatchObject({ status: 127 });
  expect(none.stderr).toContain('no-such-program (ENOENT)');
  expect(await runSockets([...ARGS, '--', '/'])).toMatchObject({ status: 126 });
});

testNeeding([STRACE], 'what cannot be watched is told, with what to do', async () => {
  const none = await runSockets(['watch', '--pid', '4194304']);
  expect(none).toMatchObject({ status: 1 });
  expect(none.stderr).toContain('There is no process 4194304');

  const nothing = await runSockets(['watch']);
  expect(nothing).toMatchObject({ status: 2 });
  const both = await runSockets(['watch', '--pid', '1', '--', 'true']);
  expect(both).toMatchObject({ status: 2 });

  const untraced = await runSockets(['watch', '--', 'true'], { env: { PATH: '/nowhere' } });
  expect(untraced.status).toBe(127);
});

testNeeding([STRACE, PYTHON], 'all of it is said in Korean, too', async () => {
  const { stderr } = await runSockets([
    ...ARGS,
    '--lang',
    'ko',
    '--',
    ...python('strace/programs/unclosed.py'),
  ]);

  expect(stderr).toMatch(/소켓 4개: 그 가운데 4개는 닫지 않아/);
});
