import { fileURLToPath } from 'node:url';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { runSockets, type StartOptions } from './sockets-process.ts';
import { eventsOf } from './steps.ts';
import { program } from './tools.ts';

export const PYTHON = program('python3');

/** Where a program is that is to be watched. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** The command line of a Python program of ours. */
export function python(name: string): string[] {
  return ['python3', '-I', '-S', fixture(name)];
}

/** What was seen of a program that was watched to its end. */
export interface Watched {
  readonly status: number | null;
  readonly events: readonly SocketEvent[];
  readonly stderr: string;
}

/** Watches a program to its end, its calls alone unless `args` say otherwise. */
export async function watched(
  command: readonly string[],
  args: readonly string[] = ['--lanes', 'syscall'],
  options: StartOptions = {},
): Promise<Watched> {
  const run = await runSockets(['watch', '--json', ...args, '--', ...command], options);
  return { status: run.status, stderr: run.stderr, events: await eventsOf(run.stdout) };
}

/** The calls of a life; those that ask or set something are left out. */
const LIFE = /^(?:socket|socketpair|bind|listen|accept4?|connect|shutdown|close|dup2|execve)$/;

type Called = EventOf<'syscall'> | EventOf<'left-open'>;

function isCalled(event: SocketEvent): event is Called {
  return event.type === 'left-open' || (event.type === 'syscall' && LIFE.test(event.call));
}

/** What happened in the lives of sockets, in order: `L1 bind`, `C1 left-open`; of one socket without its label. */
export function livesIn(events: readonly SocketEvent[], socket?: string): string[] {
  return events
    .filter(isCalled)
    .filter((event) => socket === undefined || event.socket === socket)
    .map((event) => {
      const name =
        event.type === 'left-open' ? event.type : event.call.replace('accept4', 'accept');
      return socket === undefined ? `${event.socket} ${name}` : name;
    });
}
