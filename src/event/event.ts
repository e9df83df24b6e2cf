import type { Microseconds } from './clock.ts';
import type { DatagramEvent } from './datagram-event.ts';
import type { KernelEvent } from './kernel-event.ts';
import type { Moving, Seen, SocketLabel } from './seen.ts';
import type { SocketOption } from './socket-option.ts';
import type { SyscallEvent } from './syscall-event.ts';
import type { TlsEvent } from './tls-event.ts';
import type { WireEvent } from './wire-event.ts';
import type { WsEvent } from './ws-event.ts';

export {
  PAYLOAD_LIMIT,
  type Side,
  type SocketLabel,
  type Source,
  type UnknownEvent,
  type UnknownFields,
} from './seen.ts';

/**
 * What a program learns through the socket API, in the words of the Berkeley calls. Past facts, plain data.
 * `call` names the Node call when it made several system calls in one, so that their common time is no riddle.
 */
export type StreamEvent =
  /** socket(2). `domain` is the address family, `kind` the type of service. */
  | (Seen & {
      type: 'socket';
      domain: 'inet' | 'inet6' | 'unix';
      kind: 'stream' | 'dgram';
      call?: string;
    })
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
  /**
   * The connection is established. `elapsed` µs since the attempt. A datagram socket (`kind`) only notes its one peer: nothing is
   * sent, and nobody answers (udp(7)).
   */
  | (Seen & { type: 'connect'; elapsed: Microseconds; kind?: 'dgram' })
  /** accept(2) gave a new socket; `listener` goes on listening. */
  | (Seen & { type: 'accept'; listener: SocketLabel })
  /** accept(2) gave a connection beyond the limit; it was closed at once. */
  | (Seen & { type: 'turned-away'; limit: number })
  /** The kernel's word on who is at the other end of a Unix domain socket (unix(7)). `command` is the process's own name for itself. */
  | (Seen & { type: 'credentials'; pid: number; uid: number; command: string })
  /** setsockopt(2), by its C name. `granted` is what getsockopt(2) said afterwards, where Node can ask. */
  | (Seen & {
      type: 'setsockopt';
      option: SocketOption;
      value: number | string;
      granted?: number;
    })
  /** The program handed octets to the socket: write(2); a datagram: sendto(2), or send(2) on a connected socket. */
  | (Seen & { type: 'send' } & Moving)
  /** read(2) gave octets; a datagram: recvfrom(2). */
  | (Seen & { type: 'receive' } & Moving)
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
  | (Seen & { type: 'reset'; by: 'us' | 'peer' })
  /** Nothing happened for too long. `after` µs; `what` was waited for. */
  | (Seen & {
      type: 'timeout';
      what: 'connect' | 'idle' | 'handshake' | 'pong' | 'close';
      after: Microseconds;
    })
  /** A call failed. `call` as Node names it, `code` the errno. */
  | (Seen & { type: 'error'; call: string; code: string })
  /** unlink(2): the file of a Unix domain socket is gone from its folder. `stale`: one that a program before left behind. */
  | (Seen & { type: 'unlink'; stale: boolean; call?: string })
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
      /** A datagram socket's: how many datagrams came and went. */
      datagrams?: { readonly received: number; readonly sent: number };
    });

/** What a program learns, whatever kind of socket it has. */
export type AppEvent = StreamEvent | DatagramEvent | TlsEvent | WsEvent;

/** Every event of every source. */
export type SocketEvent = Readonly<AppEvent | SyscallEvent | KernelEvent | WireEvent>;
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
  'credentials',
  'join',
  'leave',
  'tls-record',
  'tls-secret',
  'tls-certificate',
  'tls-verdict',
  'tls-agreed',
  'ws-request',
  'ws-key',
  'ws-response',
  'ws-refused',
  'ws-open',
  'ws-frame',
  'ws-message',
  'ws-round-trip',
  'ws-violation',
  'ws-closed',
  'send',
  'receive',
  'reply',
  'no-reply',
  'fate',
  'kernel-drops',
  'blocked',
  'drained',
  'pause',
  'resume',
  'shutdown',
  'end-of-stream',
  'timeout',
  'reset',
  'error',
  'unlink',
  'close',
  'syscall',
  'left-open',
  'state',
  'queues',
  'accept-queue',
  'tcp-info',
  'segment',
  'datagram',
  'ip-fragment',
  'icmp',
  'dropped',
  'not-captured',
] as const satisfies readonly EventType[];
