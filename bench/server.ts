import type { ChildProcess, SpawnOptions, StdioOptions } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { awaitText, gone, SOCKETS, start } from './child.ts';

/** The echo servers that are measured: the bare one, and ours with its events going to different places. */
export const SUBJECTS = ['bare', 'quiet', 'file', 'terminal', 'record', 'json'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** How each is called in the table: the words of its command line. */
export const TITLES: Readonly<Record<Subject, string>> = {
  bare: 'bare node:net',
  quiet: '--quiet',
  file: '2> file',
  terminal: 'in a terminal',
  record: '--record file',
  json: '--json > file',
};

const BARE_ECHO = fileURLToPath(new URL('./peers/bare-echo.js', import.meta.url));
const LISTENING = /listening on 127\.0\.0\.1:(\d+)/;

/** A running echo server. */
export interface Server {
  readonly subject: Subject;
  readonly port: number;
  readonly pid: number;
  /** Where its events are kept as JSON Lines, if anywhere. */
  readonly recording: string | undefined;
  stop(): Promise<void>;
}

/** Variables of the environment, besides our own. */
export type Environment = Readonly<Record<string, string>>;

/** Starts a server that listens on a free port of loopback, its files in `directory`. */
export async function startServer(
  subject: Subject,
  directory: string,
  env: Environment = {},
): Promise<Server> {
  return STARTS[subject](join(directory, subject), env);
}

type Start = (path: string, env: Environment) => Promise<Server>;

const STARTS: Readonly<Record<Subject, Start>> = {
  bare: async (_path, env) => {
    const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
    const child = start(process.execPath, [BARE_ECHO], { stdio, env });
    return server({ subject: 'bare', child, port: await portIn(child.stdout) });
  },
  quiet: async (_path, env) => {
    const child = startOurs(['--quiet'], { stdio: ['ignore', 'ignore', 'pipe'], env });
    return server({ subject: 'quiet', child, port: await portIn(child.stderr) });
  },
  file: async (path, env) => {
    const child = startOurs([], { stdio: ['ignore', 'ignore', openSync(path, 'w')], env });
    return server({ subject: 'file', child, port: await portInFile(path) });
  },
  record: async (recording, env) => {
    const child = startOurs(['--record', recording], { stdio: ['ignore', 'ignore', 'pipe'], env });
    return server({ subject: 'record', child, port: await portIn(child.stderr), recording });
  },
  json: async (recording, env) => {
    const stdio: StdioOptions = ['ignore', openSync(recording, 'w'), 'pipe'];
    const child = startOurs(['--json'], { stdio, env });
    return server({ subject: 'json', child, port: await portIn(child.stderr), recording });
  },
  terminal: async (_path, env) => {
    // script(1) makes a pseudo-terminal; what appears on it comes out of script, and is read.
    const line = `echo pid $$; stty cols 100 rows 30; exec '${process.execPath}' '${SOCKETS}' tcp-server 0`;
    const stdio: StdioOptions = ['pipe', 'pipe', 'inherit'];
    const child = start('script', ['-qfec', line, '/dev/null'], { stdio, env });
    const told = /pid (\d+)[\s\S]*listening on [\d.]+:(\d+)/;
    const [, pid, port] = await awaitText(child.stdout, told);
    return server({ subject: 'terminal', child, port: Number(port), pid: Number(pid) });
  },
};

function startOurs(options: readonly string[], how: SpawnOptions): ChildProcess {
  return start(process.execPath, [SOCKETS, 'tcp-server', '0', ...options], how);
}

async function portIn(stream: ChildProcess['stdout']): Promise<number> {
  const [, port] = await awaitText(stream, LISTENING);
  return Number(port);
}

/** A file tells nobody that it has grown: looks again and again. */
async function portInFile(path: string): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const [, port] = LISTENING.exec(readFileSync(path, 'utf8')) ?? [];
    if (port !== undefined) return Number(port);
    await setTimeout(10);
  }
  throw new Error(`no address in ${path}`);
}

interface Started {
  readonly subject: Subject;
  readonly child: ChildProcess;
  readonly port: number;
  readonly pid?: number;
  readonly recording?: string;
}

function server({ subject, child, port, pid = child.pid ?? 0, recording }: Started): Server {
  return {
    subject,
    port,
    pid,
    recording,
    async stop() {
      process.kill(pid, 'SIGINT');
      await gone(child);
    },
  };
}
