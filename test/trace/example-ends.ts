import type { Address } from '../../src/event/address.ts';
import type { Source } from '../../src/event/event.ts';

/** In microseconds, as all times are. */
export const SECOND = 1_000_000;
/** When the examples begin. */
export const start = 1_795_227_355_000_000;

/** The ends of the examples' connections. */
export const server: Address = { host: '127.0.0.1', port: 9000 };
export const client: Address = { host: '127.0.0.1', port: 52344 };
export const path: Address = { path: '/tmp/echo.sock' };
/** What is said. */
export const hello = new TextEncoder().encode('hello\n');

/** When, by whom and at which socket. */
export function at<Label extends string>(offset: number, socket: Label) {
  return { time: start + offset, source: 'app', socket } as const;
}

/** The same, seen from outside the program. */
export function from<Lane extends Source, Label extends string>(
  source: Lane,
  offset: number,
  socket: Label,
) {
  return { time: start + offset, source, socket } as const;
}

/** The addresses of both ends, as each sees them. */
export const accepted = { local: server, remote: client };
export const connected = { local: client, remote: server };
