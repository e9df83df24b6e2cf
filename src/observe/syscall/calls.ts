import type { CallLevel } from './call-level.ts';

/** What a call is about: it decides when it is watched. */
export type CallSection =
  /** A socket comes, gets a name, a peer, an end; descriptors that are copied or closed. */
  | 'lifecycle'
  /** Octets. */
  | 'data'
  /** What a socket is told to do otherwise. */
  | 'option'
  /** Waiting until something can be done. */
  | 'readiness'
  /** Processes and threads, which share or copy descriptors. */
  | 'process'
  /** io_uring(7): what is asked for through it are no calls, so nothing of it is seen. */
  | 'unseen';

/** What is known of a call. */
export interface CallTraits {
  readonly section: CallSection;
  /** Its manual page. */
  readonly page: string;
  /** Which way its octets go. */
  readonly octets?: 'sent' | 'received';
  /** Whether it is for other files as well: it is told of only where its descriptor is a socket. */
  readonly files?: true;
}

/** Every call that is understood here, by the name strace prints. */
export const CALLS = {
  socket: { section: 'lifecycle', page: 'socket(2)' },
  socketpair: { section: 'lifecycle', page: 'socketpair(2)' },
  bind: { section: 'lifecycle', page: 'bind(2)' },
  listen: { section: 'lifecycle', page: 'listen(2)' },
  accept: { section: 'lifecycle', page: 'accept(2)' },
  accept4: { section: 'lifecycle', page: 'accept(2)' },
  connect: { section: 'lifecycle', page: 'connect(2)' },
  getsockname: { section: 'lifecycle', page: 'getsockname(2)' },
  getpeername: { section: 'lifecycle', page: 'getpeername(2)' },
  shutdown: { section: 'lifecycle', page: 'shutdown(2)' },
  close: { section: 'lifecycle', page: 'close(2)', files: true },
  close_range: { section: 'lifecycle', page: 'close_range(2)', files: true },
  dup: { section: 'lifecycle', page: 'dup(2)', files: true },
  dup2: { section: 'lifecycle', page: 'dup(2)', files: true },
  dup3: { section: 'lifecycle', page: 'dup(2)', files: true },
  fcntl: { section: 'option', page: 'fcntl(2)', files: true },
  ioctl: { section: 'option', page: 'ioctl(2)', files: true },
  getsockopt: { section: 'option', page: 'getsockopt(2)' },
  setsockopt: { section: 'option', page: 'setsockopt(2)' },
  send: { section: 'data', page: 'send(2)', octets: 'sent' },
  sendto: { section: 'data', page: 'send(2)', octets: 'sent' },
  sendmsg: { section: 'data', page: 'send(2)', octets: 'sent' },
  sendmmsg: { section: 'data', page: 'sendmmsg(2)', octets: 'sent' },
  write: { section: 'data', page: 'write(2)', octets: 'sent', files: true },
  writev: { section: 'data', page: 'writev(2)', octets: 'sent', files: true },
  sendfile: { section: 'data', page: 'sendfile(2)', octets: 'sent', files: true },
  splice: { section: 'data', page: 'splice(2)', files: true },
  recv: { section: 'data', page: 'recv(2)', octets: 'received' },
  recvfrom: { section: 'data', page: 'recv(2)', octets: 'received' },
  recvmsg: { section: 'data', page: 'recv(2)', octets: 'received' },
  recvmmsg: { section: 'data', page: 'recvmmsg(2)', octets: 'received' },
  read: { section: 'data', page: 'read(2)', octets: 'received', files: true },
  readv: { section: 'data', page: 'readv(2)', octets: 'received', files: true },
  poll: { section: 'readiness', page: 'poll(2)' },
  ppoll: { section: 'readiness', page: 'poll(2)' },
  select: { section: 'readiness', page: 'select(2)' },
  pselect6: { section: 'readiness', page: 'select(2)' },
  epoll_create: { section: 'readiness', page: 'epoll_create(2)' },
  epoll_create1: { section: 'readiness', page: 'epoll_create(2)' },
  epoll_ctl: { section: 'readiness', page: 'epoll_ctl(2)' },
  epoll_wait: { section: 'readiness', page: 'epoll_wait(2)' },
  epoll_pwait: { section: 'readiness', page: 'epoll_wait(2)' },
  epoll_pwait2: { section: 'readiness', page: 'epoll_wait(2)' },
  clone: { section: 'process', page: 'clone(2)' },
  clone3: { section: 'process', page: 'clone(2)' },
  fork: { section: 'process', page: 'fork(2)' },
  vfork: { section: 'process', page: 'vfork(2)' },
  unshare: { section: 'process', page: 'unshare(2)' },
  execve: { section: 'process', page: 'execve(2)' },
  execveat: { section: 'process', page: 'execveat(2)' },
  exit_group: { section: 'process', page: 'exit_group(2)' },
  io_uring_setup: { section: 'unseen', page: 'io_uring_setup(2)' },
  io_uring_enter: { section: 'unseen', page: 'io_uring_enter(2)' },
  io_uring_register: { section: 'unseen', page: 'io_uring_register(2)' },
} as const satisfies Readonly<Record<string, CallTraits>>;
export type CallName = keyof typeof CALLS;

/** Whether a name is one of `CALLS`. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(CALLS, name);
}

/** What is known of a call. */
export function traitsOf(name: CallName): CallTraits {
  return CALLS[name];
}

/** The end of a process is told without exit_group; where io_uring is used is told by its setup, and its other calls are many. */
const NOT_NEEDED: readonly CallName[] = ['io_uring_enter', 'io_uring_register', 'exit_group'];

/**
 * The value of strace's `-e trace=`: `?socket,?bind,...`. The question mark lets strace pass over a call that this processor's
 * kernel has not (accept, fork, ... are not everywhere). Readiness is left out at each level: it says nothing of a socket.
 */
export function traceOption(level: CallLevel): string {
  return Object.keys(CALLS)
    .filter(isCallName)
    .filter((name) => isWatched(name, level))
    .map((name) => `?${name}`)
    .join(',');
}

function isWatched(name: CallName, level: CallLevel): boolean {
  const { section } = traitsOf(name);
  if (section === 'readiness' || NOT_NEEDED.includes(name)) return false;
  return level === 'all' || section !== 'data';
}
