import type { Address } from '../../src/event/address.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { start } from '../trace/example-ends.ts';

const ENCODER = new TextEncoder();

/** What differs between two runs and means nothing. */
export interface Chance {
  readonly port?: number;
  readonly begin?: number;
}

/**
 * A run, written down: a line for each event, `C1 send hello`. Clients are `C1` to `C9`, their peers `S1` to `S9`, the listener `L1`; of the
 * datagram sockets `U1` is the server. Times and ports are made up.
 */
export function script(lines: string, { port = 9000, begin = start }: Chance = {}): SocketEvent[] {
  return lines
    .trim()
    .split('\n')
    .map((line, at): SocketEvent => {
      const [, socket = '', verb = '', rest = ''] = /^\s*(\w+) ([\w-]+) ?(.*)$/.exec(line) ?? [];
      const seen = { time: begin + at * 1000, source: 'app', socket } as const;
      return eventOf(verb, rest, seen, endsOf(socket, port));
    });
}

type Seen = Pick<SocketEvent, 'time' | 'socket'> & { readonly source: 'app' };
interface Ends {
  readonly local: Address;
  readonly remote: Address;
}

function endsOf(socket: string, port: number): Ends {
  const server = { host: '127.0.0.1', port };
  const client = { host: '127.0.0.1', port: 40_000 + port + Number(socket.slice(1)) };
  const isServer = /^[LS]|^U1$/.test(socket);
  return isServer ? { local: server, remote: client } : { local: client, remote: server };
}

function eventOf(verb: string, rest: string, seen: Seen, ends: Ends): SocketEvent {
  const { local, remote } = ends;
  const isDatagram = seen.socket.startsWith('U');
  switch (verb) {
    case 'socket':
      return { ...seen, type: verb, domain: 'inet', kind: isDatagram ? 'dgram' : 'stream' };
    case 'bind':
      return { ...seen, type: verb, local: rest ? { ...local, host: rest } : local };
    case 'listen':
      return { ...seen, type: verb, local, backlog: Number(rest || 511) };
    case 'attempt':
      return { ...seen, type: verb, remote };
    case 'connect':
      return { ...seen, ...ends, type: verb, elapsed: 300 };
    case 'accept':
      return { ...seen, ...ends, type: verb, listener: 'L1' };
    case 'send':
    case 'receive': {
      const data = ENCODER.encode(rest);
      const octets = { bytes: data.length, data, ...(isDatagram && ({ datagram: true } as const)) };
      return { ...seen, ...ends, type: verb, ...octets };
    }
    case 'shutdown':
    case 'end-of-stream':
    case 'pause':
      return { ...seen, ...ends, type: verb };
    case 'reset':
      return { ...seen, ...ends, type: verb, by: rest === 'peer' ? 'peer' : 'us' };
    case 'close':
      return { ...seen, ...ends, type: verb, received: 0, sent: 0, unsent: 0, elapsed: 9000 };
    default:
      throw new Error(`no such step in a script: ${verb}`);
  }
}

/** An echo of two lines, ended as it should be. */
export const ECHO = `
  L1 socket
  L1 bind
  L1 listen
  C1 socket
  C1 attempt
  S1 accept
  C1 connect
  C1 send one
  S1 receive one
  S1 send one
  C1 receive one
  C1 send two
  C1 shutdown
  S1 receive two
  S1 send two
  S1 end-of-stream
  S1 shutdown
  C1 receive two
  C1 end-of-stream
  S1 close
  C1 close
  L1 close`;

/** The script with lines replaced; `undefined` takes one away. */
export function changed(
  lines: string,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  return lines
    .split('\n')
    .flatMap((line) => (line.trim() in changes ? (changes[line.trim()] ?? []) : line))
    .join('\n');
}
