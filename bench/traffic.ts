import { MESSAGE } from './load/pinger.ts';
import type { Slice, Target, Task } from './load/task.ts';

/** A kind of traffic. */
export interface Traffic {
  readonly name: string;
  readonly task: (at: Target, milliseconds: number) => Task;
  /** In which unit its speed is told. */
  readonly speed: (slice: Slice) => string;
}

/** 64 octets there and back, over so many connections at once. */
export function pingPong(name: string, connections: number): Traffic {
  return {
    name,
    task: (at, milliseconds) => ({ kind: 'ping-pong', at, connections, milliseconds }),
    speed: echoes,
  };
}

/** The same over one connection, told as the time it takes. */
export const LATENCY: Traffic = {
  ...pingPong('64 B there and back', 1),
  speed: ({ bytes, milliseconds }) => `${((milliseconds * 1000 * MESSAGE) / bytes).toFixed(1)} µs`,
};

/** Chunks of 64 KiB over one connection, with megabytes on the way. */
export const BULK: Traffic = {
  name: '64 KiB bulk',
  task: (at, milliseconds) => ({ kind: 'bulk', at, milliseconds }),
  speed: ({ bytes, milliseconds }) => `${grouped(bytes / 1e3 / milliseconds)} MB/s`,
};

/** Datagrams of 64 octets there and back, from so many sockets at once. */
export function datagrams(name: string, sockets: number): Traffic {
  return {
    name,
    task: (at, milliseconds) => ({ kind: 'datagrams', at, sockets, milliseconds }),
    speed: (slice) => (slice.lost ? `${echoes(slice)} ${lost(slice)}` : echoes(slice)),
  };
}

/** More datagrams than the server can echo. */
export const FLOOD: Traffic = {
  name: 'UDP, 64 B flood',
  task: (at, milliseconds) => ({ kind: 'flood', at, milliseconds }),
  speed: (slice) => `${echoes(slice)} ${lost(slice)}`,
};

function echoes({ bytes, milliseconds }: Slice): string {
  return `${grouped((1000 * bytes) / MESSAGE / milliseconds)} echoes/s`;
}

function lost({ bytes, lost = 0 }: Slice): string {
  return `(${Math.round((100 * lost) / (bytes + lost))} % lost)`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
