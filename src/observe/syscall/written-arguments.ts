import { formatAddress } from '../../event/address.ts';
import type { OptionValue, SocketCall } from './syscall-fact.ts';

/** How socket(2) writes its first two arguments. */
const DOMAINS = {
  inet: 'AF_INET',
  inet6: 'AF_INET6',
  unix: 'AF_UNIX',
  netlink: 'AF_NETLINK',
  other: '…',
} as const;
const KINDS: Readonly<Record<string, string>> = {
  stream: 'SOCK_STREAM',
  dgram: 'SOCK_DGRAM',
  seqpacket: 'SOCK_SEQPACKET',
  raw: 'SOCK_RAW',
};

/** The arguments of a call as C would write them, with addresses in their usual form and `…` for what is not told: `4, 127.0.0.1:9000`. */
export function writtenArguments(call: SocketCall): string {
  if (call.call === 'socket' || call.call === 'socketpair') return kindOfSocket(call);
  const { descriptor, address, backlog, how, option, octets, flags } = call;
  return [
    descriptor,
    ...copyOf(call),
    backlog,
    how,
    ...(option ? [...levelOf(option), option.name, option.value] : []),
    octets === undefined ? undefined : '…',
    address && formatAddress(address),
    flags.length > 0 ? flags.join('|') : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** dup2(2) is told which number the copy is to have, and has given it that. */
function copyOf({ call, outcome }: SocketCall): number[] {
  const isAsked = call === 'dup2' || call === 'dup3';
  return isAsked && typeof outcome === 'object' && 'value' in outcome ? [outcome.value] : [];
}

/** fcntl(2) and ioctl(2) have no level. */
function levelOf({ level }: OptionValue): string[] {
  return level === 'fcntl' || level === 'ioctl' ? [] : [level];
}

function kindOfSocket({ socket: one, made = [], flags }: SocketCall): string {
  const socket = one ?? made[0]?.socket;
  if (!socket) return '…';
  const kind = KINDS[socket.kind ?? ''] ?? '…';
  const kinds = [kind, ...flags.filter((flag) => flag !== kind)].join('|');
  const pair =
    made.length > 0 ? `[${made.map(({ descriptor }) => descriptor).join(', ')}]` : undefined;
  return [DOMAINS[socket.domain], kinds, socket.protocol, pair]
    .filter((part) => part !== undefined)
    .join(', ');
}
