import type { ChildProcess, StdioOptions } from 'node:child_process';
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

/** Starts a server that listens on a free port of loopback, its files in `directory`. */
export async function startServer(subject: Subject, directory: string): Promise<Server> {
  return STARTS[subject](subject, join(directory, subject));
}

type Start = (subject: Subject, path: string) => Promise<Server>;

const STARTS: Readonly<Record<Subject, Start>> = {
  bare: async (subject) => {
    const child = start(process.execPath, [BARE_ECHO], { stdio: ['ignore', 'pipe', 'inherit'] });
    return server({ subject, child, port: await portIn(child.stdout) });
  },
  quiet: async (subject) => {
    const child = startOurs(['--quiet'], ['ignore', 'ignore', 'pipe']);
    return server({ subject, child, port: await portIn(child.stderr) });
  },
  file: async (subject, path) => {
    const child = startOurs([], ['ignore', 'ignore', openSync(path, 'w')]);
    return server({ subject, child, port: await portInFile(path) });
  },
  record: async (subject, path) => {
    const child = startOurs(['--record', path], ['ignore', 'ignore', 'pipe']);
    return server({ subject, child, port: await portIn(child.stderr), recording: path });
  },
  json: async (subject, path) => {
    const child = startOurs(['--json'], ['ignore', openSync(path, 'w'), 'pipe']);
    return server({ subject, child, port: await portIn(child.stderr), recording: path });
  },
  terminal: async (subject) => {
    // script(1) makes a pseudo-terminal; what appears on it comes out of script, and is read.
    const line = `echo pid $$; stty cols 100 rows 30; exec '${process.execPath}' '${SOCKETS}' tcp-server 0`;
    const child = start('script', ['-qfec', line, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [, pid, port] = await awaitText(
      child.stdout,
      /pid (\d+)[\s\S]*listening on [\d.]+:(\d+)/,
    );
    return server({ subject, child, port: Number(port), pid: Number(pid) });
  },
};

function startOurs(options: readonly string[], stdio: StdioOptions): ChildProcess {
  return start(process.execPath, [SOCKETS, 'tcp-server', '0', ...options], { stdio });
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
