import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import { RunningProcess, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { program, type Requirement } from '../support/tools.ts';

/** A browser: Chromium, found on the PATH. */
export const CHROMIUM = program('chromium');

/** wscat, of the package of that name. */
export const WSCAT = fileURLToPath(new URL('../../node_modules/.bin/wscat', import.meta.url));

/** A server of ours for one connection, its trace on stdout, and its URL. */
export async function ourServer(...options: readonly string[]): Promise<[RunningProcess, string]> {
  const server = startSockets(['ws-server', '0', '--once', '--json', ...options]);
  const [, url = ''] = await server.untilError(/(wss?:\/\/[\w.:]+\/\w*)/);
  return [server, url];
}

/** All that a program told on stdout as JSON Lines until it ended. */
export async function traceOf(program: RunningProcess): Promise<SocketEvent[]> {
  return await eventsOf((await program.finished()).stdout);
}

/** The events of a type. */
export function only<Type extends EventType>(
  events: readonly SocketEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** `peer 1 fin` of each frame, in order: who sent it, its opcode, whether it is the last of its message. */
export function framesOf(events: readonly SocketEvent[]): string[] {
  return only(events, 'ws-frame').map(
    ({ by, opcode, fin }) => `${by} ${opcode}${fin ? ' fin' : ''}`,
  );
}

/** What no good conversation has. */
export function troubles(events: readonly SocketEvent[]): SocketEvent[] {
  return events.filter(({ type }) => ['ws-violation', 'error', 'reset', 'timeout'].includes(type));
}

/** One with packages of its own may stand before the system's on the PATH. */
const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'import websockets']).status === 0,
);

/** Python with the package websockets. */
export const PYTHON_WEBSOCKETS: Requirement = {
  missing:
    python === undefined
      ? 'needs websockets for python3: apt-get install python3-websockets'
      : undefined,
  owed: true,
};

const SCRIPT = fileURLToPath(new URL('python/websockets_peer.py', import.meta.url));

/** What it is asked to do, and what it tells: a name and what belongs to it, as `websockets_peer.py` has them. */
export type PythonFact = readonly [name: string, ...unknown[]];

/** Options of the package's `connect` or `serve`, and `echo`. */
export type PythonOptions = Readonly<Record<string, unknown>>;

/** One end of a WebSocket connection in Python. */
export class PythonPeer extends RunningProcess {
  constructor(...args: readonly string[]) {
    super(python ?? 'python3', [SCRIPT, ...args]);
  }

  /** Asks it to do something. */
  ask(...fact: PythonFact): void {
    this.write(`${JSON.stringify(fact)}\n`);
  }

  /** All it has told. */
  get facts(): unknown[] {
    const lines = this.stdout.toString().split('\n').slice(0, -1);
    return lines.map((line): unknown => JSON.parse(line));
  }

  /** Resolves when it has told a fact that begins so. */
  async told(...fact: PythonFact): Promise<void> {
    const written = escaped(JSON.stringify(fact).slice(0, -1));
    await this.untilOutput(new RegExp(`^${written}[\\],].*\\n`, 'm'));
  }
}

/** A client of websockets', on its way to a URL. */
export function pythonClient(url: string, options: PythonOptions = {}): PythonPeer {
  return new PythonPeer('client', url, JSON.stringify(options));
}

/** A server of websockets', and its URL. */
export async function pythonServer(options: PythonOptions = {}) {
  const server = new PythonPeer('server', JSON.stringify(options));
  const [, port = ''] = await server.untilOutput(/"listening",(\d+)/);
  return { server, port: Number(port), url: `ws://127.0.0.1:${port}/` };
}

/** Text as a pattern for itself. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
