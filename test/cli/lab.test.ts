import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inside, startLab, TESTERS } from '../support/lab.ts';
import { startInTerminal } from '../support/pty.ts';
import { BINARY, runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, SCRIPT, testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('sockets lab of $name', (tester) => {
  const { needs, options } = tester;
  const ended = async (args: readonly string[]) => {
    await using lab = startLab(tester, args);
    const { status, stdout, stderr } = await lab.finished();
    return { status, stdout: stdout.toString(), stderr };
  };

  testNeeding(needs, 'runs a command as who we are, with loopback and nothing else', async () => {
    const program = `tell([process.getuid(), Object.keys((await import('node:os')).networkInterfaces())]);`;
    const { status, stdout, stderr } = await ended(['--', ...inside(program)]);

    const uid = options.through ? 65_534 : process.getuid?.();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual([uid, ['lo']]);
  });

  testNeeding(needs, "passes on the command's exit status, and that of a signal", async () => {
    expect(await ended(['--', 'false'])).toEqual({ status: 1, stdout: '', stderr: '' });
    expect((await ended(['--', 'sh', '-c', 'exit 42'])).status).toBe(42);
    expect((await ended(['--', 'sh', '-c', 'kill -9 $$'])).status).toBe(137);
  });

  testNeeding(needs, 'leaves to the command what stands behind --', async () => {
    const { stdout } = await ended(['--lang', 'en', '--', 'echo', '--lang', 'ko', '--loss']);

    expect(stdout).toBe('--lang ko --loss\n');
  });

  testNeeding(needs, 'hands stdin and stdout through', async () => {
    await using lab = startLab(tester, ['--', 'cat']);
    lab.endInput('once upon a time');

    expect((await lab.finished()).stdout.toString()).toBe('once upon a time');
  });

  testNeeding(needs, 'passes signals on to the command, and takes its status', async () => {
    for (const [signal, status] of [
      ['SIGTERM', 15],
      ['SIGINT', 2],
      ['SIGHUP', 1],
    ] as const) {
      const waiting = `process.on('${signal}', () => process.exit(${status + 50}));
        setInterval(() => undefined, 1000); tell('ready');`;
      await using lab = startLab(tester, ['--', ...inside(waiting)]);
      await lab.untilOutput(/ready/);
      lab.signal(signal);
      expect(await lab.exited).toEqual({ status: status + 50, signal: null });
    }
  });

  testNeeding(needs, 'says what it cannot run', async () => {
    const { status, stderr } = await ended(['--', './no-such-program']);

    expect(status).toBe(2);
    expect(stderr).toMatch(/Cannot run \.\/no-such-program \(ENOENT\)/);
  });

  testNeeding(needs, 'has no lab in a lab', async () => {
    const { status, stderr } = await ended(['--', process.execPath, BINARY, 'lab', '--', 'true']);

    expect(status).toBe(2);
    expect(stderr).toMatch(/inside lab \w+ already/);
  });

  testNeeding(needs, 'tells of a delay that this kernel cannot make, or makes it', async () => {
    const program = `
      const port = await listen({}, (socket) => socket.end());
      const began = performance.now();
      await once(connect(port, '127.0.0.1'), 'connect');
      tell(performance.now() - began >= 100);
      tell(status());`;
    const args = [
      '--delay',
      '50ms',
      '--rate',
      '1Gbit',
      '--',
      ...inside(`${program} process.exit()`),
    ];
    const { status, stdout, stderr } = await ended(args);
    const [slow, shown = ''] = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

    expect(status).toBe(0);
    expect(shown).toContain('--rate 1Gbit');
    if (slow === true) expect(shown).toContain('--delay 50');
    else {
      expect(stderr).toMatch(/no delay: this kernel has no netem/);
      expect(shown).toContain('no netem');
    }
  });
});

const [tester] = TESTERS;
if (tester) {
  testNeeding([...tester.needs, SCRIPT], 'a shell in a lab has a mark in its prompt', async () => {
    for (const shell of ['bash', 'sh']) {
      const env = { SHELL: `/bin/${shell}`, HOME: '/nowhere', PROMPT_COMMAND: undefined };
      await using lab = startInTerminal(['lab'], { columns: 80, env });
      await lab.untilOutput(/\(lab\) /);
      for (const line of lab.screen.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      lab.type('exit 3');
      expect(await lab.exited).toEqual({ status: 3, signal: null });
    }
  });

  testNeeding([...tester.needs, SCRIPT], 'Ctrl-C is for the command', async () => {
    const waiting = `let times = 0;
      process.on('SIGINT', () => { times += 1; tell('caught'); });
      process.on('SIGTERM', () => process.exit(40 + times));
      setInterval(() => undefined, 1000); tell('pid ' + process.ppid);`;
    await using lab = startInTerminal(['lab', '--', ...inside(waiting)], {});
    await lab.untilOutput(/pid/);
    lab.interrupt();
    await lab.untilOutput(/caught/);
    lab.interrupt();
    await lab.untilOutput(/caught[\s\S]*caught/);

    // Once each, by the terminal alone.
    expect(lab.screen.match(/caught/g)).toHaveLength(2);
  });
}

describe('what does not fit together', () => {
  test.each([
    [['python3', 'server.py'], /Too many arguments/],
    [['python3'], /knows no 'python3'[\s\S]*sockets lab -- python3/],
    [['--clear'], /--clear needs set/],
    [['--id', 'k3f9'], /--id needs join/],
    [['status', '--loss', '3%'], /--loss needs set/],
    [['set', '--loss', '3%', '--', 'true'], /-- needs join/],
    [['set'], /set needs --loss/],
    [['--count', '3'], /--count needs --drop/],
    [['--from', 'client'], /--from needs --drop/],
    [['--drop', 'psh'], /one of: syn, syn-ack/],
    [['--drop', 'syn', '--count', '0'], /whole number from 1/],
    [['--loss', '101%'], /percentage from 0% to 100%/],
    [['--delay', '61s'], /whole number from 0 to 60,000/],
    [['--rate', '0'], /bits per second/],
  ])('%j', async (args, told) => {
    const { status, stderr } = await runSockets(['lab', ...args]);

    expect(status).toBe(2);
    expect(stderr).toMatch(told);
  });
});

describe('a machine that has no private networks', () => {
  testNeeding([LINUX], 'is told of, with the package that is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
    for (const name of ['sh', 'setpriv']) symlinkSync(`/usr/bin/${name}`, join(folder, name));
    const { status, stderr } = await runSockets(['lab', '--', 'true'], { env: { PATH: folder } });

    expect(status).toBe(1);
    expect(stderr).toMatch(/unshare is not installed[\s\S]*apt-get install util-linux/);
  });

  // In a namespace of users a limit is for those in it alone (namespaces(7)).
  const LIMITED = [
    ...['unshare', '--user', '--map-root-user', 'sh', '-c'],
    'echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --bounding-set -all "$@"',
    'sh',
  ];
  testNeeding(tester?.needs ?? [], 'is told of, with the setting that forbids them', async () => {
    for (const [language, told] of [
      ['en', /No private network[\s\S]*user\.max_user_namespaces = 0[\s\S]*sudo sysctl -w/],
      [
        'ko',
        /사설 네트워크를 만들 수 없습니다[\s\S]*user\.max_user_namespaces = 0[\s\S]*sudo sysctl -w/,
      ],
    ] as const) {
      await using lab = startSockets(['lab', '--lang', language, '--', 'true'], {
        through: LIMITED,
      });
      const { status, stderr } = await lab.finished();
      expect(status).toBe(1);
      expect(stderr).toMatch(told);
    }
  });
});
