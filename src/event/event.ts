import type { Address } from './address.ts';
import type { Microseconds } from './clock.ts';

/** Who saw it: the program through the socket API, a system call, the kernel's tables, the packets. */
export type Source = 'app' | 'syscall' | 'kernel' | 'wire';

/** A name a student can say aloud: `L1` a listener, `S1` an accepted socket, `C1` a client. */
export type SocketLabel = string;

interface Seen {
  readonly time: Microseconds;
  readonly source: Source;
  readonly socket: SocketLabel;
  readonly local?: Address | undefined;
  readonly remote?: Address | undefined;
}

interface Carrying {
  /** How many octets, exactly. */
  readonly bytes: number;
  /** The first of them, `PAYLOAD_LIMIT` at the most: all of them when as long as `bytes`. */
  readonly data: Uint8Array;
}

/** Octets of payload an event keeps; beyond it the count stays exact. */
export const PAYLOAD_LIMIT = 4096;

/** Which side did a thing that both can do. */
export type Side = 'us' | 'peer';

/**
 * What a program learns through the socket API, in the words of the Berkeley calls. Past facts, plain data.
 * `call` names the Node call when it made several system calls in one, so that their common time is no riddle.
 */
export type AppEvent =
  /** socket(2). `domain` is the address family, `kind` the type of service. */
  | (Seen & { type: 'socket'; domain: 'inet' | 'inet6'; kind: 'stream'; call?: string })
  /** bind(2): the socket has its local address. */
  | (Seen & { type: 'bind'; call?: string })
  /** listen(2): connections may queue up to `backlog` before accept takes them. */
  | (Seen & { type: 'listen'; backlog: number; call?: string })
  /** A name was resolved: getaddrinfo(3). */
  | (Seen & { type: 'lookup'; name: string; addresses: readonly string[] })
  /** connect(2) was asked for; the answer is not in. */
  | (Seen & { type: 'attempt' })
  /** One of several addresses did not answer, or refused; another may follow (RFC 8305 §5). */
  | (Seen & { type: 'attempt-failed'; code: string })
  /** The connection is established. `elapsed` µs since the attempt. */
  | (Seen & { type: 'connect'; elapsed: Microseconds })
  /** accept(2) gave a new socket; `listener` goes on listening. */
  | (Seen & { type: 'accept'; listener: SocketLabel })
  /** accept(2) gave a connection beyond the limit; it was closed at once. */
  | (Seen & { type: 'turned-away'; limit: number })
  /** setsockopt(2), by its C name. */
  | (Seen & { type: 'setsockopt'; option: SocketOption; value: number })
  /** The program handed octets to the socket: write(2). */
  | (Seen & { type: 'send' } & Carrying)
  /** read(2) gave octets. */
  | (Seen & { type: 'receive' } & Carrying)
  /** The kernel's send buffer is full: `pending` octets, at the most, wait in the program. */
  | (Seen & { type: 'blocked'; pending: number })
  /** The kernel has taken all that waited. `elapsed` µs since it was blocked. */
  | (Seen & { type: 'drained'; elapsed: Microseconds })
  /** The program stopped, or resumed, reading: what comes in waits in the kernel. */
  | (Seen & { type: 'pause' })
  | (Seen & { type: 'resume' })
  /** shutdown(2) with SHUT_WR: we send no more. */
  | (Seen & { type: 'shutdown' })
  /** read(2) gave 0: the peer sends no more. */
  | (Seen & { type: 'end-of-stream' })
  /** The connection was cut with RST: by us (close(2) with SO_LINGER 0) or by the peer (ECONNRESET). */
  | (Seen & { type: 'reset'; by: Side })
  /** Nothing happened for too long. `after` µs; `what` was waited for. */
  | (Seen & { type: 'timeout'; what: 'connect' | 'idle'; after: Microseconds })
  /** A call failed. `call` as Node names it, `code` the errno. */
  | (Seen & { type: 'error'; call: string; code: string })
  /** close(2): the socket is gone. What it carried, and `elapsed` µs of life. */
  | (Seen & {
      type: 'close';
      received: number;
      sent: number;
      /** Octets handed to send that the kernel never took, at the most: Node counts a write until all of it has gone. */
      unsent: number;
      elapsed: Microseconds;
      /** A listener's: how many connections it accepted. */
      accepted?: number;
    });

/** Options the toolkit sets, by the names of setsockopt(2), tcp(7) and socket(7). */
export type SocketOption = 'TCP_NODELAY' | 'SO_KEEPALIVE' | 'TCP_KEEPIDLE';

/** Every event of every source. */
export type SocketEvent = Readonly<AppEvent>;
export type EventType = SocketEvent['type'];
export type EventOf<Type extends EventType> = Extract<SocketEvent, { type: Type }>;

/** Takes an event where a source saw it. Must not throw, and must not keep the source waiting. */
export type Emit = (event: SocketEvent) => void;

/** Every kind of step, in the order of a socket's life: the words of `sockets explain`. */
export const EVENT_TYPES = [
  'socket',
  'setsockopt',
  'bind',
  'listen',
  'lookup',
  'attempt',
  'attempt-failed',
  'connect',
  'accept',
  'turned-away',
  'send',
  'receive',
  'blocked',
  'drained',
  'pause',
  'resume',
  'shutdown',
  'end-of-stream',
  'timeout',
  'reset',
  'error',
  'close',
] as const satisfies readonly EventType[];
