import { formatAddress } from '../../event/address.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const steps: Text['steps'] = {
  socket: ({ domain }) => `a stream socket for TCP over ${domain === 'inet' ? 'IPv4' : 'IPv6'}`,
  setsockopt: ({ option, value }) => `${option} = ${value}`,
  bind: ({ local }) => formatAddress(local),
  listen: ({ backlog, call }) =>
    `backlog ${grouped(backlog)}, waiting for clients${call ? ` (one ${call} made these three calls)` : ''}`,
  lookup: ({ name, addresses }) => `${name} is ${addresses.join(', ')}`,
  attempt: ({ remote }) => `asks ${formatAddress(remote)} for a connection`,
  'attempt-failed': ({ remote, code }) => `${formatAddress(remote)}: ${code}`,
  connect: ({ local, elapsed }) => `from ${formatAddress(local)}, after ${duration(elapsed)}`,
  accept: ({ remote, listener }) =>
    `a new socket for ${formatAddress(remote)}; ${listener} goes on listening`,
  'turned-away': ({ remote, limit }) =>
    `${formatAddress(remote)} closed at once: the limit is ${limit}`,
  send: () => '',
  receive: () => '',
  blocked: ({ pending }) => `the kernel's send buffer is full; up to ${bytes(pending)} wait`,
  drained: ({ elapsed }) => `the kernel took all that waited, after ${duration(elapsed)}`,
  pause: () => 'we take no more; what comes has to wait',
  resume: () => 'we read on',
  shutdown: () => 'we send no more',
  'end-of-stream': () => 'the peer sends no more',
  timeout: ({ what, after }) =>
    what === 'connect' ? `no answer for ${duration(after)}` : `not an octet for ${duration(after)}`,
  reset: ({ by }) =>
    by === 'us' ? 'we cut the connection with RST' : 'the peer cut it: ECONNRESET',
  error: ({ call, code }) => (call ? `${call}: ${code}` : code),
  close: ({ received, sent, unsent, elapsed, accepted }) =>
    accepted === undefined
      ? `${bytes(received)} in, ${bytes(sent)} out${unsent > 0 ? ` (up to ${bytes(unsent)} never left)` : ''}, ${duration(elapsed)}`
      : `${plural(accepted, 'connection')} accepted, ${duration(elapsed)}`,
};

export const summary: Text['summary'] = (tallies, elapsed) => {
  const parts = tallies.map(
    ({ type, count, size }) => `${grouped(count)} ${type}${size ? ` (${size})` : ''}`,
  );
  return `${parts.join(', ')} in ${elapsed}`;
};
