import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { expectAdvice, expectAdviceIn, expectNoStack } from '../support/advice.ts';
import { connectPath, FullPath, leaveStale, listenPath } from '../support/paths.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, machine, program, testNeeding } from '../support/tools.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

describe('a server', () => {
  test('that was killed leaves its file: told so, and --unlink takes it over', async () => {
    await using killed = startSockets(['unix-server', path, '--quiet']);
    await killed.untilError(/listening on/);
    killed.signal('SIGKILL');
    await killed.exited;
    expect(existsSync(path)).toBe(true);
    await expectAdvice(['unix-server', path], { status: 1, code: 'stale-path', facts: { path } });
    expect(existsSync(path)).toBe(true);

    await using next = startSockets(['unix-server', path, '--unlink']);
    await next.untilError(/L1 +listen/);
    expect(next.stderr).toMatch(/L1 +unlink +.*\n.*L1 +socket/);
    using peer = await connectPath(path);
    peer.socket.end('taken over');
    expect((await peer.everything()).toString()).toBe('taken over');
  });

  testNeeding([LINUX], 'that listens is not driven away, with --unlink neither', async () => {
    await using holder = startSockets(['unix-server', path, '--quiet']);
    await holder.untilError(/listening on/);
    for (const options of [[], ['--unlink']]) {
      for (const language of LANGUAGES) {
        const run = await runSockets(['unix-server', path, '--lang', language, ...options]);
        const [, named = ''] = /^ {2}\S+ +(.*\(pid \d+\))/m.exec(run.stderr) ?? [];
        expect(named).toContain(`(pid ${holder.pid})`);
        const facts = { path, holder: named };
        const text = await loadText(language);
        expectAdviceIn(run, text, { status: 1, code: 'path-taken', facts });
        expect(run.stderr).toMatch(/L1 +error +listen: EADDRINUSE/);
      }
    }
    using peer = await connectPath(path);
    peer.socket.end('still here');
    expect((await peer.everything()).toString()).toBe('still here');
  });

  test('takes no file, folder or link for a socket, with --unlink neither', async () => {
    const [file, inner, link] = [join(folder, 'f'), join(folder, 'd'), join(folder, 'l')];
    await writeFile(file, 'precious');
    await mkdir(inner);
    await symlink(file, link);
    for (const wrong of [file, inner, link]) {
      const expected = { status: 1, code: 'not-a-socket', facts: { path: wrong } } as const;
      await expectAdvice(['unix-server', wrong], expected);
      await expectAdvice(['unix-server', wrong, '--unlink'], expected);
    }
    expect(await readFile(link, 'utf8')).toBe('precious');
  });

  test('does not make folders', async () => {
    const wanted = join(folder, 'no', 'it.sock');
    const facts = { path: wanted };
    await expectAdvice(['unix-server', wanted], { status: 1, code: 'no-such-directory', facts });
  });

  testNeeding([LINUX], 'takes no path that the kernel would cut off', async () => {
    const long = join(folder, '가'.repeat(36));
    const facts = { path: long, bytes: Buffer.byteLength(long), most: 107 };
    for (const command of ['unix-server', 'unix-client']) {
      await expectAdvice([command, long], { status: 2, code: 'path-too-long', facts });
    }
    expect(existsSync(long)).toBe(false);
  });
});

const root = process.getuid?.() === 0;
const setpriv = program('setpriv', 'util-linux');
const nobody = root ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
const runsAsNobody = async () =>
  (await runSockets(['--version'], { through: nobody })).status === 0;
const readable = machine(
  !root || setpriv.missing !== undefined || (await runsAsNobody()),
  'needs files that nobody may read',
);

describe('without permission', () => {
  const needed = [...(root ? [setpriv] : []), readable];
  const expected = () => ({ status: 1, code: 'path-no-permission', facts: { path } }) as const;

  testNeeding(needed, 'for the folder a server makes no file in it', async () => {
    await chmod(folder, 0o555);
    await expectAdvice(['unix-server', path], expected(), { through: nobody });
    await chmod(folder, 0o755);
  });

  testNeeding(needed, 'for the folder a server removes no file from it', async () => {
    await leaveStale(path);
    await chmod(path, 0o777);
    await chmod(folder, 0o555);
    await expectAdvice(['unix-server', path, '--unlink'], expected(), { through: nobody });
    expect(existsSync(path)).toBe(true);
    await chmod(folder, 0o755);
  });

  testNeeding(needed, 'for a file nobody can tell who listens behind it', async () => {
    await leaveStale(path);
    await chmod(path, 0o000);
    await chmod(folder, 0o777);
    await expectAdvice(['unix-server', path, '--unlink'], expected(), { through: nobody });
    expect(existsSync(path)).toBe(true);
  });

  testNeeding(needed, 'for the file of a server a client cannot connect', async () => {
    await using _server = await listenPath(path);
    await chmod(folder, 0o755);
    await chmod(path, 0o000);
    await expectAdvice(['unix-client', path], expected(), { through: nobody });
  });
});

describe('a client', () => {
  test('finds nothing at a path', () =>
    expectAdvice(['unix-client', path], { status: 3, code: 'no-socket-there', facts: { path } }));

  testNeeding([LINUX], 'finds nobody under an abstract name', () =>
    expectAdvice(['unix-client', `@${path}`], {
      status: 3,
      code: 'no-socket-there',
      facts: { path: `@${path}` },
    }),
  );

  test('finds the file of a server that is gone', async () => {
    await leaveStale(path);
    const facts = { path };
    await expectAdvice(['unix-client', path], { status: 3, code: 'path-refused', facts });
    expect(existsSync(path)).toBe(true);
  });

  test('finds a file that is no socket', async () => {
    await writeFile(path, '');
    const facts = { path };
    await expectAdvice(['unix-client', path], { status: 2, code: 'not-a-socket', facts });
  });

  testNeeding([LINUX], 'finds a full accept queue, and says so at once', async () => {
    await using _full = await FullPath.open(path);
    const { status, stderr } = await runSockets(['unix-client', path]);
    expect(stderr).toMatch(/C1 +attempt-failed .*EAGAIN\n/);
    expect(stderr).toMatch(/^sockets: .*EAGAIN/m);
    expectNoStack(stderr);
    expect(status).not.toBe(0);
  });

  test.each(['unix-client', 'unix-server'])('%s wants a path', async (command) => {
    const expected = { status: 2, code: 'missing-argument', facts: { name: 'path' } } as const;
    await expectAdvice([command], expected);
    await expectAdvice([command, ''], expected);
  });
});

// What has no meaning without RST and ports is no option.
test.each([
  ['unix-client', '--reset'],
  ['unix-client', '--local-port'],
  ['unix-client', '--no-delay'],
  ['unix-server', '--host'],
  ['unix-server', '--keep-alive'],
])('%s has no %s', async (command, option) => {
  const { status, stderr } = await runSockets([command, path, option]);
  expect(stderr).toContain(option);
  expect(status).toBe(2);
  expect(existsSync(path)).toBe(false);
});
