import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { awaitText, gone, SOCKETS, start } from './child.ts';
import type { Kind } from './kind.ts';
import type { Target } from './load/task.ts';

/** The echo servers that are measured: the bare one, and ours with its events going to different places. */
export type Subject =
  | 'bare'
  | 'quiet'
  | 'file'
  | 'terminal'
  | 'record'
  | 'json'
  | 'lanes'
  | 'calls';

/** How each of ours is called in the table: the words of its command line. */
export const TITLES: Readonly<Record<Exclude<Subject, 'bare'>, string>> = {
  quiet: '--quiet',
  file: '2> file',
  terminal: 'in a terminal',
  record: '--record file',
  json: '--json > file',
  lanes: '--lanes app,kernel,wire 2> file',
  calls: '--lanes app,syscall 2> file',
};

const PEERS = fileURLToPath(new URL('./peers/', import.meta.url));
const LISTENING = /(?:listening|receiving) on (\S+)/;

/** A running echo server. */
export interface Server {
  readonly at: Target;
  readonly pid: number;
  /** Where its events are kept as JSON Lines, if anywhere. */
  readonly recording: string | undefined;
  stop(): Promise<void>;
}

/** Variables of the environment, besides our own. */
export type Environment = Readonly<Record<string, string>>;

/** What to start, and with what. */
export interface ServerOptions {
  readonly kind: Kind;
  readonly subject: Subject;
  /** Where its files go. */
  readonly directory: string;
  readonly env?: Environment;
}

/** Starts a server that listens on a free port of loopback, or at a path. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { kind, subject, directory, env = {} } = options;
  const [file, ...args] = kind.bare;
  const path = join(directory, subject);
  const bare = (how: SpawnOptions) =>
    start(process.execPath, [join(PEERS, file), ...args], { ...how, env });
  const ours = (how: SpawnOptions, ...args: readonly string[]) =>
    start(process.execPath, [SOCKETS, ...kind.command, ...args], { ...how, env });
  const { address, ...started } = await STARTS[subject]({ bare, ours, path, env, kind });
  return running({ ...started, at: kind.reach(address) });
}

type Run = (how: SpawnOptions, ...args: readonly string[]) => ChildProcess;

interface Means {
  readonly kind: Kind;
  readonly bare: Run;
  readonly ours: Run;
  /** A file it may write. */
  readonly path: string;
  readonly env: Environment;
}

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  readonly pid?: number;
  readonly recording?: string;
}

const STARTS: Readonly<Record<Subject, (means: Means) => Promise<Started>>> = {
  bare: async ({ bare }) => {
    const child = bare({ stdio: ['ignore', 'pipe', 'inherit'] });
    return { child, address: await addressIn(child.stdout) };
  },
  quiet: async ({ ours }) => {
    const child = ours({ stdio: ['ignore', 'ignore', 'pipe'] }, '--quiet');
    return { child, address: await addressIn(child.stderr) };
  },
  file: (means) => intoFile(means),
  lanes: (means) => intoFile(means, '--lanes', 'app,kernel,wire'),
  calls: (means) => intoFile(means, '--lanes', 'app,syscall'),
  record: async ({ ours, path }) => {
    const child = ours({ stdio: ['ignore', 'ignore', 'pipe'] }, '--record', path);
    return { child, address: await addressIn(child.stderr), recording: path };
  },
  json: async ({ ours, path }) => {
    const child = ours({ stdio: ['ignore', openSync(path, 'w'), 'pipe'] }, '--json');
    return { child, address: await addressIn(child.stderr), recording: path };
  },
  terminal: async ({ kind, env }) => {
    // script(1) makes a pseudo-terminal; what appears on it comes out of script, and is read.
    const line = [process.execPath, SOCKETS, ...kind.command].map((word) => `'${word}'`).join(' ');
    const command = `echo pid $$; stty cols 100 rows 30; exec ${line}`;
    const child = start('script', ['-qfec', command, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env,
    });
    const told = new RegExp(`pid (\\d+)[\\s\\S]*${LISTENING.source}`);
    const [, pid, address = ''] = await awaitText(child.stdout, told);
    return { child, address, pid: Number(pid) };
  },
};

async function intoFile({ ours, path }: Means, ...args: readonly string[]): Promise<Started> {
  const child = ours({ stdio: ['ignore', 'ignore', openSync(path, 'w')] }, ...args);
  return { child, address: await addressInFile(path) };
}

async function addressIn(stream: ChildProcess['stdout']): Promise<string> {
  const [, address = ''] = await awaitText(stream, LISTENING);
  return address;
}

/** A file tells nobody that it has grown: looks again and again. */
async function addressInFile(path: string): Promise<string> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const [, address] = LISTENING.exec(readFileSync(path, 'utf8')) ?? [];
    if (address !== undefined) return address;
    await setTimeout(10);
  }
  throw new Error(`no address in ${path}`);
}

interface Running extends Omit<Started, 'address'> {
  readonly at: Target;
}

function running({ at, child, pid = child.pid ?? 0, recording }: Running): Server {
  return {
    at,
    pid,
    recording,
    async stop() {
      process.kill(pid, 'SIGINT');
      await gone(child);
    },
  };
}
