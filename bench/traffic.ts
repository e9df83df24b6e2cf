import { MESSAGE } from './load/pinger.ts';
import type { Slice, Target, Task } from './load/task.ts';
import type { WsShape } from './load/ws-script.ts';

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
  speed: megabytes,
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

/** WebSocket messages. */
export interface WsTraffic extends Traffic {
  readonly shape: WsShape;
}

interface WsTrafficOptions {
  readonly connections: number;
  /** Messages on the way over each. */
  readonly inFlight: number;
  readonly shape: WsShape;
}

/** Messages there and back over so many WebSocket connections; the next when one has come back. */
export function wsMessages({ connections, inFlight, shape }: WsTrafficOptions): WsTraffic {
  const { size, compressed, fragment } = shape;
  const words = [
    `ws, ${octets(size)}`,
    ...(fragment === undefined ? [] : [`in frames of ${octets(fragment)}`]),
    ...(connections > 1 ? [`${connections} connections`] : []),
    ...(inFlight > 1 ? [`${inFlight} at a time`] : []),
    ...(compressed ? ['deflate'] : []),
  ];
  return {
    name: words.join(', '),
    shape,
    task: (at, milliseconds) => ({ kind: 'ws', at, shape, connections, inFlight, milliseconds }),
    speed: (slice) => {
      const speed = size < 65_536 ? messages(slice, size) : megabytes(slice);
      return compressed ? `${speed} (${carried(slice)})` : speed;
    },
  };
}

function octets(count: number): string {
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${count / 1024} KiB` : `${count / 1024 / 1024} MiB`;
}

function messages({ bytes, milliseconds }: Slice, size: number): string {
  return `${grouped((1000 * bytes) / size / milliseconds)} echoes/s`;
}

/** What compression has left of the octets. */
function carried({ bytes, wire = 0 }: Slice): string {
  return `to ${Math.round((100 * wire) / bytes)} %`;
}

function megabytes({ bytes, milliseconds }: Slice): string {
  return `${grouped(bytes / 1e3 / milliseconds)} MB/s`;
}

function echoes(slice: Slice): string {
  return messages(slice, MESSAGE);
}

function lost({ bytes, lost = 0 }: Slice): string {
  return `(${Math.round((100 * lost) / (bytes + lost))} % lost)`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
