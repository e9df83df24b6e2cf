import { formatAddress, isPath } from '../../event/address.ts';
import type { EventOf } from '../../event/event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { datagramSteps } from './steps-datagram.ts';
import { kernelSteps } from './steps-kernel.ts';
import { syscallSteps } from './steps-syscall.ts';
import { tlsSteps } from './steps-tls.ts';
import { wireSteps } from './steps-wire.ts';
import { wsSteps } from './steps-ws.ts';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${grouped(count)} ${count === 1 ? one : many}`;

const DOMAINS = { inet: 'IPv4', inet6: 'IPv6' } as const;
const KINDS = { stream: 'a stream socket', dgram: 'a datagram socket' } as const;
const PROTOCOLS = { stream: 'TCP', dgram: 'UDP' } as const;

const MISSED = {
  connect: 'no answer',
  idle: 'not an octet',
  handshake: 'no handshake completed',
  pong: 'no pong',
  close: 'our Close frame went, and the peer has not closed',
} as const;

/** A client of a Unix domain socket seldom has a path of its own (unix(7)). */
const client = ({ local, remote }: Pick<EventOf<'accept'>, 'local' | 'remote'>) =>
  !remote && local && isPath(local) ? 'an unnamed client' : formatAddress(remote);

export const steps: Text['steps'] = {
  ...datagramSteps,
  ...tlsSteps,
  ...wsSteps,
  ...syscallSteps,
  ...kernelSteps,
  ...wireSteps,
  socket: ({ domain, kind }) =>
    domain === 'unix'
      ? `${KINDS[kind]} of the Unix domain: within this machine`
      : `${KINDS[kind]} for ${PROTOCOLS[kind]} over ${DOMAINS[domain]}`,
  setsockopt: ({ option, value, granted }) => {
    const asked = `${option} = ${typeof value === 'number' ? grouped(value) : value}`;
    return granted === undefined ? asked : `${asked}; the kernel granted ${grouped(granted)}`;
  },
  bind: ({ local }) => formatAddress(local),
  listen: ({ backlog, call }) =>
    `backlog ${grouped(backlog)}, waiting for clients${call ? ` (one ${call} made these three calls)` : ''}`,
  lookup: ({ name, addresses }) => `${name} is ${addresses.join(', ')}`,
  attempt: ({ remote }) => `asks ${formatAddress(remote)} for a connection`,
  'attempt-failed': ({ remote, code }) => `${formatAddress(remote)}: ${code}`,
  connect: ({ local, remote, elapsed, kind }) => {
    if (kind === 'dgram') return `only ${formatAddress(remote)} from now on; nothing is sent`;
    return local || !remote
      ? `from ${formatAddress(local)}, after ${duration(elapsed)}`
      : `to ${formatAddress(remote)}, after ${duration(elapsed)}`;
  },
  accept: (event) => `a new socket for ${client(event)}; ${event.listener} goes on listening`,
  'turned-away': (event) => `${client(event)} closed at once: the limit is ${grouped(event.limit)}`,
  credentials: ({ pid, uid, command }) =>
    `the kernel names the peer: pid ${pid}, uid ${uid}${command ? ` (${command})` : ''}`,
  send: () => '',
  receive: () => '',
  blocked: ({ pending }) => `the kernel's send buffer is full; up to ${bytes(pending)} wait`,
  drained: ({ elapsed }) => `the kernel took all that waited, after ${duration(elapsed)}`,
  pause: () => 'we take no more; what comes has to wait',
  resume: () => 'we read on',
  shutdown: () => 'we send no more',
  'end-of-stream': () => 'the peer sends no more',
  timeout: ({ what, after }) => `${MISSED[what]} for ${duration(after)}`,
  reset: ({ by }) =>
    by === 'us' ? 'we cut the connection with RST' : 'the peer cut it: ECONNRESET',
  error: ({ call, code }) => (call ? `${call}: ${code}` : code),
  unlink: ({ local, stale, call }) =>
    stale
      ? `removed ${formatAddress(local)}, left behind by a program before`
      : `${formatAddress(local)} is removed from its folder${call ? ` (by ${call})` : ''}`,
  close: ({ received, sent, unsent, elapsed, accepted, datagrams }) => {
    if (accepted !== undefined) {
      return `${plural(accepted, 'connection')} accepted, ${duration(elapsed)}`;
    }
    const left = unsent > 0 ? ` (up to ${bytes(unsent)} never left)` : '';
    return datagrams === undefined
      ? `${bytes(received)} in, ${bytes(sent)} out${left}, ${duration(elapsed)}`
      : `${plural(datagrams.received, 'datagram')} in (${bytes(received)}), ${grouped(datagrams.sent)} out (${bytes(sent)})${left}, ${duration(elapsed)}`;
  },
};

export const summary: Text['summary'] = (tallies, elapsed) => {
  const parts = tallies.map(
    ({ type, count, size }) => `${grouped(count)} ${type}${size ? ` (${size})` : ''}`,
  );
  return `${parts.join(', ')} in ${elapsed}`;
};
