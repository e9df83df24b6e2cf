import { parseArray } from './argument-list.ts';
import { flagNames } from './call-details.ts';
import type { CallName } from './calls.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import type { Actor, Holdings } from './holdings.ts';
import type { Completed } from './line-joiner.ts';
import { isWildcard, type NewSocket, type OpenSocket } from './open-sockets.ts';
import { parseSockaddr } from './sockaddr.ts';
import type { SocketState } from './syscall-fact.ts';
import { passedDescriptors } from './transfer.ts';

/** A call that has returned, and on which socket it was called. */
export interface Step extends Actor {
  readonly call: Completed;
  /** What its first argument was when it was entered. */
  readonly descriptor?: Descriptor | undefined;
  readonly socket?: OpenSocket | undefined;
}

/** A socket that a call made, and the descriptor it gave. */
export interface Made {
  readonly descriptor: number;
  readonly socket: OpenSocket;
}

type Effect = (step: Step, holdings: Holdings) => readonly Made[];

/** Carries out what a call changes: which descriptors there are, and what is known of the sockets. The sockets it made. */
export function carryOut(name: CallName, step: Step, holdings: Holdings): readonly Made[] {
  return EFFECTS[name]?.(step, holdings) ?? [];
}

const NONE: readonly Made[] = [];

const DOMAINS: Readonly<Record<string, SocketState['domain']>> = {
  AF_INET: 'inet',
  AF_INET6: 'inet6',
  AF_UNIX: 'unix',
  AF_LOCAL: 'unix',
  AF_NETLINK: 'netlink',
};

const KINDS: Readonly<Record<string, SocketState['kind']>> = {
  SOCK_STREAM: 'stream',
  SOCK_DGRAM: 'dgram',
  SOCK_SEQPACKET: 'seqpacket',
  SOCK_RAW: 'raw',
};

/** What socket(2) and socketpair(2) were asked for. */
function asked({ call, owner, time }: Step): NewSocket {
  const [domain = '', type, protocol] = call.args;
  const [kind = ''] = flagNames(type);
  return {
    domain: DOMAINS[domain] ?? 'other',
    kind: KINDS[kind] ?? 'other',
    protocol,
    inherited: false,
    since: time,
    process: owner.id,
  };
}

function make(
  descriptor: Descriptor,
  socket: NewSocket,
  step: Step,
  holdings: Holdings,
  flags: string | undefined,
): readonly Made[] {
  const made = holdings.sockets.make(socket, descriptor.note);
  if (!made) return NONE;
  holdings.give(descriptor.number, made, step, flagNames(flags).includes('SOCK_CLOEXEC'));
  return [{ descriptor: descriptor.number, socket: made }];
}

/** The descriptor a call gave; without -y strace prints a bare number. */
function given({ call: { result } }: Step): Descriptor | undefined {
  if (result.kind !== 'value' || result.value < 0) return undefined;
  return result.descriptor ?? { number: result.value, what: 'unknown' };
}

const socket: Effect = (step, holdings) => {
  const descriptor = given(step);
  return descriptor ? make(descriptor, asked(step), step, holdings, step.call.args[1]) : NONE;
};

const socketpair: Effect = (step, holdings) => {
  if (step.call.result.kind !== 'value') return NONE;
  return parseArray(step.call.args[3] ?? '').flatMap((text) => {
    const descriptor = parseDescriptor(text);
    return descriptor ? make(descriptor, asked(step), step, holdings, step.call.args[1]) : [];
  });
};

const accept: Effect = (step, holdings) => {
  const descriptor = given(step);
  const listener = step.socket?.state;
  if (!descriptor || !listener) return NONE;
  const { domain, kind, protocol } = listener;
  const local = listener.local && isWildcard(listener.local) ? undefined : listener.local;
  const { call, owner } = step;
  const remote = parseSockaddr(call.args[1] ?? '')?.address;
  const time = call.returned ?? call.time;
  const inherited = { domain, kind, protocol, local, remote, inherited: false };
  const connection = { ...inherited, since: time, process: owner.id };
  return make(descriptor, connection, step, holdings, call.args[3]);
};

const connect: Effect = ({ call, socket: it }) => {
  const { result } = call;
  const isUnderWay = result.kind === 'error' && result.errno === 'EINPROGRESS';
  if (it && (result.kind === 'value' || isUnderWay)) {
    it.isConnecting = isUnderWay;
    it.learn({ remote: parseSockaddr(call.args[1] ?? '')?.address });
  }
  return NONE;
};

/** Learns an address from a call that succeeded. Port 0 (bind(2)) is a question, no address. */
function learns(what: 'local' | 'remote'): Effect {
  return ({ call, socket: it }) => {
    const address = parseSockaddr(call.args[1] ?? '')?.address;
    const isKnown = address && !('port' in address && address.port === 0);
    if (it && isKnown && call.result.kind === 'value') it.learn({ [what]: address });
    return NONE;
  };
}

const listen: Effect = ({ call, socket: it }) => {
  if (call.result.kind === 'value') it?.learn({ listening: true });
  return NONE;
};

/** dup(2), dup2(2), dup3(2), and fcntl(2) of F_DUPFD: the number of another file may be taken. */
function duplicate(step: Step, holdings: Holdings, closesOnExec: boolean): readonly Made[] {
  const descriptor = given(step);
  if (!descriptor || descriptor.number === step.descriptor?.number) return NONE;
  if (step.socket) holdings.give(descriptor.number, step.socket, step, closesOnExec);
  else holdings.drop(descriptor.number, step, 'replaced');
  return NONE;
}

const fcntl: Effect = (step, holdings) => {
  const [, command, value] = step.call.args;
  if (command === 'F_DUPFD') return duplicate(step, holdings, false);
  if (command === 'F_DUPFD_CLOEXEC') return duplicate(step, holdings, true);
  if (command === 'F_SETFD') mark(step, flagNames(value).includes('FD_CLOEXEC'));
  return NONE;
};

const ioctl: Effect = (step) => {
  const [, request] = step.call.args;
  if (request === 'FIOCLEX' || request === 'FIONCLEX') mark(step, request === 'FIOCLEX');
  return NONE;
};

function mark({ call, descriptor, owner }: Step, closesOnExec: boolean): void {
  if (descriptor && call.result.kind === 'value') {
    owner.table.mark(descriptor.number, closesOnExec);
  }
}

/** On their way descriptors keep a socket open, though the sender may close his own at once (unix(7), SCM_RIGHTS). */
const sendmsg: Effect = (step, holdings) => {
  if (step.call.result.kind !== 'value') return NONE;
  for (const descriptor of passedDescriptors(step.call.args[1] ?? '')) {
    const passed = holdings.resolve(descriptor, step);
    if (passed) holdings.sendOff(passed);
  }
  return NONE;
};

const recvmsg: Effect = (step, holdings) => {
  if (step.call.result.kind !== 'value') return NONE;
  const closesOnExec = flagNames(step.call.args[2]).includes('MSG_CMSG_CLOEXEC');
  for (const descriptor of passedDescriptors(step.call.args[1] ?? '')) {
    holdings.takeIn(descriptor, step, closesOnExec);
  }
  return NONE;
};

const EFFECTS: Partial<Record<CallName, Effect>> = {
  socket,
  socketpair,
  accept,
  accept4: accept,
  connect,
  bind: learns('local'),
  getsockname: learns('local'),
  getpeername: learns('remote'),
  listen,
  dup: (step, holdings) => duplicate(step, holdings, false),
  dup2: (step, holdings) => duplicate(step, holdings, false),
  dup3: (step, holdings) =>
    duplicate(step, holdings, flagNames(step.call.args[2]).includes('O_CLOEXEC')),
  fcntl,
  ioctl,
  sendmsg,
  recvmsg,
};
