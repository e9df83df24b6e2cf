import type { Address } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { CallName, CallSection } from './calls.ts';

/**
 * Stands for one open file description (open(2)) among the programs watched: the same through dup(2), fork(2) and execve(2), and until
 * its last descriptor is closed. Counted from 1; never given twice.
 */
export type SocketId = number;

/** A socket as far as its calls, and strace's notes on its descriptors, tell. */
export interface SocketState {
  readonly id: SocketId;
  readonly domain: 'inet' | 'inet6' | 'unix' | 'netlink' | 'other';
  /** Absent where nothing told it: an inherited Unix domain socket of datagrams or packets. */
  readonly kind?: 'stream' | 'dgram' | 'seqpacket' | 'raw' | 'other' | undefined;
  /** As socket(2) was asked (`IPPROTO_TCP`), or as the kernel names it (`TCPv6`). */
  readonly protocol?: string | undefined;
  readonly local?: Address | undefined;
  readonly remote?: Address | undefined;
  /** The number in the link `socket:[inode]` of /proc/[pid]/fd. */
  readonly inode?: number | undefined;
  /** A Unix domain socket's: the socket at the other end. */
  readonly peerInode?: number | undefined;
  readonly listening: boolean;
  /** It was there before its first call that was seen: handed down, passed over, or strace was attached later. */
  readonly inherited: boolean;
  /** Since when it is known, and by which process. */
  readonly since: Microseconds;
  readonly process: number;
}

/** What every fact has. */
interface Happened {
  /** When: of a call, when it was entered. A call may have waited in the kernel since. */
  readonly time: Microseconds;
  /** The process, and the thread that did it: the same number where there is one thread. */
  readonly process: number;
  readonly thread: number;
}

/** How a call ended: with a number, an errno, or not at all (`interrupted`: a signal broke it off, or the process ended within it). */
export type CallOutcome = { readonly value: number } | { readonly errno: string } | 'interrupted';

/** A socket option, a flag of fcntl(2) or a request of ioctl(2). */
export interface OptionValue {
  /** `SOL_SOCKET`, `SOL_TCP`, ...; `fcntl`; `ioctl`. */
  readonly level: string;
  readonly name: string;
  /** A number, or what strace printed of a structure; absent where the call failed, or has none. */
  readonly value?: number | string | undefined;
}

/** A call on a socket, or that made one. */
export interface SocketCall extends Happened {
  readonly type: 'call';
  readonly call: CallName;
  readonly section: CallSection;
  /** When it returned; absent when strace was not asked (-T) and the line does not tell. */
  readonly returned?: Microseconds | undefined;
  readonly outcome: CallOutcome;
  /** The descriptor it was called with; that which it gave when it made the socket. */
  readonly descriptor?: number | undefined;
  /** The socket it was called on, or which socket(2) made. As it was when the call returned. */
  readonly socket?: SocketState | undefined;
  /** accept(2): the new connection's; socketpair(2): both. */
  readonly made?: readonly { readonly descriptor: number; readonly socket: SocketState }[];
  /** The address in the call: where connect(2) goes (also where it `concludes`), what bind(2) asked for, whom a datagram is to or from. */
  readonly address?: Address | undefined;
  /** Which way octets went, or were to go. */
  readonly direction?: 'sent' | 'received' | undefined;
  /** How many; 0 of a stream's read is its end. Absent where none could go. */
  readonly octets?: number | undefined;
  /** The first of them: all of them when as long as `octets`. */
  readonly data?: Uint8Array | undefined;
  /** One of several datagrams that one call took or gave (sendmmsg(2), recvmmsg(2)), from 1. */
  readonly message?: { readonly number: number; readonly of: number } | undefined;
  readonly option?: OptionValue | undefined;
  /** getsockopt(2) of SO_ERROR after a connect(2) that gave EINPROGRESS: its answer is the option's value, 0 or an errno. */
  readonly concludes?: 'connect' | undefined;
  /** listen(2). */
  readonly backlog?: number | undefined;
  /** shutdown(2): `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`. */
  readonly how?: string | undefined;
  /** `SOCK_NONBLOCK`, `MSG_PEEK`, ...; empty where there are none. */
  readonly flags: readonly string[];
}

/** The last descriptor of a socket is closed. */
export interface SocketGone extends Happened {
  readonly type: 'gone';
  readonly socket: SocketState;
  /**
   * `close`: by close(2) or close_range(2). `replaced`: dup2(2) gave its descriptor away. `exec`: execve(2) closed it (FD_CLOEXEC).
   * `exit`: the process ended, and the kernel closed it. `unseen`: the descriptor turned out to be another file's.
   */
  readonly by: 'close' | 'replaced' | 'exec' | 'exit' | 'unseen';
  /** Where it was known which descriptor was the last. */
  readonly descriptor?: number;
}

/** Something that was seen at a program's sockets, in the order strace saw it. */
export type SyscallFact =
  | SocketCall
  | SocketGone
  /** A process or a thread (`thread`: of the same process) was made. */
  | (Happened & { readonly type: 'fork'; readonly child: number; readonly isThread: boolean })
  /** execve(2) put another program in the process's place. */
  | (Happened & { readonly type: 'exec'; readonly path: string })
  /** The process's last thread has ended, with a status or by a signal. */
  | (Happened & { readonly type: 'exit'; readonly status?: number; readonly signal?: string })
  | (Happened & { readonly type: 'signal'; readonly signal: string })
  /** From here on octets may move that no call shows (io_uring(7)). */
  | (Happened & { readonly type: 'blind'; readonly call: CallName });

/** A socket that no call closed. */
export interface UnclosedSocket {
  readonly socket: SocketState;
  /** `open`: it still is, or the trace ended. `exited`, `killed`: its last process ended, and the kernel closed it. */
  readonly why: 'open' | 'exited' | 'killed';
  /** The processes that have it; the one that ended last. */
  readonly processes: readonly number[];
  readonly time: Microseconds;
  readonly status?: number;
  readonly signal?: string;
}
