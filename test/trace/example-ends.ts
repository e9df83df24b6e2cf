import type { Address } from '../../src/event/address.ts';

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

/** The addresses of both ends, as each sees them. */
export const accepted = { local: server, remote: client };
export const connected = { local: client, remote: server };
