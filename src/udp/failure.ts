import { SocketsError } from '../error.ts';
import { formatAddress, type InternetAddress, isLoopback } from '../event/address.ts';
import { fromSystem, systemError } from '../system/failure.ts';
import { numericFamily } from '../system/resolve.ts';

/** The most octets a datagram holds: what the 16-bit length fields of IPv4 (RFC 791 §3.1) and UDP (RFC 768) leave. */
export const MOST_OCTETS = { 4: 65_507, 6: 65_527 } as const;

/** A datagram that could not be sent: how long, from where, and where to (`undefined`: nowhere was said). */
export interface Undelivered {
  readonly bytes: number;
  readonly local: InternetAddress;
  readonly to: InternetAddress | undefined;
}

/** Why sendto(2) failed (udp(7), ip(7)), as an error with its facts. */
export function sendFailure(cause: unknown, { bytes, local, to }: Undelivered): SocketsError {
  const { code } = systemError(cause);
  if (code === 'EMSGSIZE') return tooLong(bytes, local, cause);
  if (to && code === 'EINVAL' && numericFamily(to.host) !== familyOf(local)) {
    return failureBy('send', 'EAFNOSUPPORT', cause); // as sendto(2) says; Node does not get that far
  }
  if (to && (code === 'EADDRNOTAVAIL' || leavesLoopback(code, local, to))) {
    return new SocketsError('peer', 'no-route', { address: formatAddress(to) }, { cause });
  }
  return callFailure(cause, 'send', to ?? local);
}

/** Why a call about an address failed. ECONNREFUSED is an ICMP answer to a datagram sent before, told later (udp(7)). */
export function callFailure(cause: unknown, call: string, about: InternetAddress): SocketsError {
  const { code } = systemError(cause);
  if (code === 'ECONNREFUSED') {
    const address = formatAddress(about);
    return new SocketsError('peer', 'port-unreachable', { address }, { cause });
  }
  if (code === 'EACCES' && call !== 'bind') {
    const address = formatAddress(about);
    return new SocketsError('usage', 'broadcast-not-allowed', { address }, { cause });
  }
  if (code === 'EADDRINUSE' && call === 'bind') {
    const facts = { address: formatAddress(about), port: about.port, protocol: 'udp' } as const;
    return new SocketsError('system', 'port-taken', facts, { cause });
  }
  if (code === 'ERR_SOCKET_BAD_PORT') {
    return new SocketsError('usage', 'not-a-port', { value: String(about.port) }, { cause });
  }
  return fromSystem(cause, { call, ...about });
}

/** A failure by its bare errno: one that no call met because it was bound to, or that has no better name. */
export function failureBy(call: string, code: string, cause?: unknown): SocketsError {
  return new SocketsError('system', 'system', { call, code }, { cause });
}

function familyOf({ host }: InternetAddress): 4 | 6 {
  return host.includes(':') ? 6 : 4;
}

function tooLong(bytes: number, local: InternetAddress, cause: unknown): SocketsError {
  const most = MOST_OCTETS[familyOf(local)];
  // A shorter one was too long for something else: a limit of this system that nobody told us.
  const facts = bytes > most ? { bytes, most } : { bytes };
  return new SocketsError('usage', 'message-too-long', facts, { cause });
}

/** Linux's EINVAL for a datagram that a loopback address would send to another machine. */
function leavesLoopback(code: string, local: InternetAddress, to: InternetAddress): boolean {
  return code === 'EINVAL' && isLoopback(local.host) && !isLoopback(to.host);
}
