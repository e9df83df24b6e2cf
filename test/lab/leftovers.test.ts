import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { inside, networks, startLab, TESTERS, type Tester, untilEmpty } from '../support/lab.ts';
import type { RunningProcess } from '../support/sockets-process.ts';
import { NFT, TC, testNeeding } from '../support/tools.ts';

/**
 * A program with another in the background, and one in a session of its own: tells its control socket, and stays until it reads a line. The
 * end of its input is none: that comes as well when who started it is killed.
 */
const STAYING = `
const { spawn } = await import('node:child_process');
spawn('sleep', ['1000'], { stdio: 'ignore' });
spawn('sleep', ['1000'], { stdio: 'ignore', detached: true }).unref();
tell(process.env.SOCKETS_LAB);
process.stdin.once('data', () => process.exit(0));
setInterval(() => undefined, 1000);
`;

interface Staying extends AsyncDisposable {
  readonly running: RunningProcess;
  readonly path: string;
  readonly network: string;
  /** Every process of the chain: from what we have started to the program. */
  readonly chain: readonly number[];
}

async function staying(tester: Tester): Promise<Staying> {
  const running = startLab(tester, ['--', ...inside(STAYING)]);
  const [, path = ''] = await running.untilOutput(/"(.*\.sock)"/);
  const chain = await descendants(running.pid);
  const program = chain.at(-1) ?? 0;
  const network = await readlink(`/proc/${program}/ns/net`);
  return {
    ...{ running, path, network, chain },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

/** A process, its first child, the first child of that, and so on, down to those that have only a child that sleeps. */
async function descendants(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const [first] = children.trim().split(' ').filter(Boolean).map(Number);
  if (first === undefined) return [];
  return [pid, ...(await descendants(first))];
}

describe.each(TESTERS)('of a lab of $name nothing is left', (tester) => {
  const { needs } = tester;

  testNeeding(
    needs,
    'when its command has ended, though others run in the background',
    async () => {
      await using lab = await staying(tester);
      expect([...(await networks()).values()]).toContain(lab.network);
      lab.running.write('leave\n');
      expect(await lab.running.exited).toEqual({ status: 0, signal: null });

      await untilEmpty(lab.network);
      expect(existsSync(lab.path)).toBe(false);
    },
  );

  testNeeding(needs, 'whichever process of its chain is killed', async () => {
    const links = await chainLength(tester);
    // sockets, unshare, the first process within, the keeper, the program.
    expect(links).toBe(5);
    for (let link = 0; link < links; link += 1) {
      await using lab = await staying(tester);
      process.kill(lab.chain[link] ?? 0, 'SIGKILL');
      await lab.running.exited;
      await untilEmpty(lab.network);
      if (link === 0) {
        // Nobody was left who could remove it: the next lab does.
        expect(existsSync(lab.path)).toBe(true);
        await using next = startLab(tester, ['--', 'true']);
        expect((await next.exited).status).toBe(0);
      }
      expect(existsSync(lab.path), `link ${link}`).toBe(false);
    }
  });

  testNeeding(needs, 'when who has joined it is killed, but the lab', async () => {
    await using lab = await staying(tester);
    const id = lab.path.replace(/^.*\/|\.sock$/g, '');
    const args = [
      'join',
      '--id',
      id,
      '--',
      ...inside(`tell('joined'); setInterval(() => undefined, 1000);`),
    ];
    await using joined = startLab(tester, args);
    await joined.untilOutput(/joined/);
    const before = await countIn(lab.network);
    joined.signal('SIGKILL');
    await joined.exited;
    while ((await countIn(lab.network)) >= before);

    await using status = startLab(tester, ['status', '--id', id]);
    expect((await status.exited).status).toBe(0);
  });

  testNeeding(needs, 'with those who have joined it', async () => {
    await using lab = await staying(tester);
    const id = lab.path.replace(/^.*\/|\.sock$/g, '');
    await using joined = startLab(tester, [
      'join',
      '--id',
      id,
      '--',
      ...inside(`tell('joined'); setInterval(() => undefined, 1000);`),
    ]);
    await joined.untilOutput(/joined/);
    lab.running.write('leave\n');

    expect((await joined.exited).status).toBe(137);
    await untilEmpty(lab.network);
  });

  testNeeding([...needs, NFT, TC], 'and nothing outside it is touched', async () => {
    const before = outside();
    const options = ['--loss', '50%', '--drop', 'syn', '--rate', '64kbit'];
    await using lab = startLab(tester, [...options, '--', ...inside(`tell(status())`)]);
    await lab.untilOutput(/--loss 50%/);

    expect(outside()).toEqual(before);
    expect((await lab.exited).status).toBe(0);
    expect(outside()).toEqual(before);
  });
});

async function chainLength(tester: Tester): Promise<number> {
  await using lab = await staying(tester);
  return lab.chain.length;
}

async function countIn(network: string): Promise<number> {
  return [...(await networks()).values()].filter((one) => one === network).length;
}

/** What the packet filter, the queueing disciplines and the interfaces are like where we are. */
function outside(): string[] {
  const { PATH } = process.env;
  const env = { ...process.env, PATH: `${PATH}:/usr/sbin:/sbin` };
  return [
    ['nft', 'list', 'ruleset'],
    ['tc', 'qdisc', 'show'],
    ['ip', '-o', 'link'],
  ].map(([name = '', ...args]) => {
    const { stdout, stderr } = spawnSync(name, args, { encoding: 'utf8', env });
    return stdout + stderr;
  });
}
