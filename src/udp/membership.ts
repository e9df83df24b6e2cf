import type { Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { SocketsError } from '../error.ts';
import { systemError } from '../system/failure.ts';
import { numericFamily } from '../system/resolve.ts';
import { failureBy } from './failure.ts';

/** A multicast group to join (RFC 1112; ip(7) IP_ADD_MEMBERSHIP). */
export interface Membership {
  /** Numeric. An IPv6 group may name its interface behind `%`: `ff02::1234%eth0` (RFC 4007 §11). */
  readonly group: string;
  /** An interface by its name or one of its addresses. Default: the one that the routes lead to. */
  readonly interface?: string;
  /** Hear this sender alone (RFC 4607; IP_ADD_SOURCE_MEMBERSHIP). Numeric. */
  readonly sender?: string;
}

/** A membership as Node takes it. */
export interface Joined extends Membership {
  /** The interface as libuv wants it: an address of its own for IPv4, `::%eth0` for IPv6. */
  readonly at: string | undefined;
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * An interface by its name or one of its addresses, as libuv names it: by an address for IPv4, by `::%name` for IPv6.
 * Throws SocketsError `bad-value` where this machine has no such interface.
 */
export function interfaceOf(
  given: string,
  family: 4 | 6,
  interfaces: () => Interfaces = networkInterfaces,
): string {
  if (family === 4 && isIP(given) === 4) return given; // the kernel knows whether it is there
  const zone = /%(.+)$/.exec(given)?.[1];
  const wanted = zone ?? given;
  const found = Object.entries(interfaces()).find(
    ([name, addresses]) =>
      name === wanted || addresses?.some(({ address }) => address === wanted && !zone),
  );
  if (found && family === 6) return `::%${found[0]}`;
  const address = found?.[1]?.find(({ family: its }) => its === 'IPv4')?.address;
  if (family === 4 && address !== undefined) return address;
  throw badInterface(given);
}

/** Joins a multicast group. Throws SocketsError. */
export function joinGroup(socket: Socket, asked: Membership, family: 4 | 6): Joined {
  return change(asked, family, ({ group, sender, at }) => {
    if (sender === undefined) socket.addMembership(group, at);
    else socket.addSourceSpecificMembership(sender, group, at);
  });
}

/** Leaves a multicast group that was joined in the same words. Throws SocketsError. */
export function leaveGroup(socket: Socket, asked: Membership, family: 4 | 6): Joined {
  return change(asked, family, ({ group, sender, at }) => {
    if (sender === undefined) socket.dropMembership(group, at);
    else socket.dropSourceSpecificMembership(sender, group, at);
  });
}

/** What a user may have got wrong about a group, its interface or an option of multicast. */
export function badInterface(value: string, cause?: unknown): SocketsError {
  const facts = { option: '--interface', value, wanted: 'interface' } as const;
  return new SocketsError('usage', 'bad-value', facts, { cause });
}

function change(asked: Membership, family: 4 | 6, call: (joined: Joined) => void): Joined {
  const joined = understood(asked, family);
  try {
    call(joined);
  } catch (cause) {
    throw membershipFailure(cause, joined);
  }
  return joined;
}

function understood({ group: asked, interface: named, sender }: Membership, family: 4 | 6): Joined {
  const [group = asked, zone] = asked.split('%');
  if (numericFamily(group) !== family) throw badGroup(asked);
  if (sender !== undefined && numericFamily(sender) !== family) {
    throw new SocketsError('usage', 'unknown-host', { host: sender });
  }
  const given = named ?? zone;
  const only = sender === undefined ? {} : { sender };
  if (given === undefined) return { group, ...only, at: undefined };
  return { group, ...only, interface: given, at: interfaceOf(given, family) };
}

/** Linux says ENODEV where no interface fits: the one asked for, or any that a route leads to. */
function membershipFailure(cause: unknown, { group, interface: asked }: Joined): SocketsError {
  const { call, code } = systemError(cause);
  if (code === 'EINVAL') return badGroup(group, cause);
  if (code === 'ENODEV' && asked !== undefined) return badInterface(asked, cause);
  if (code === 'ENODEV') {
    return new SocketsError('peer', 'no-route', { address: group }, { cause });
  }
  return failureBy(call, code, cause);
}

function badGroup(value: string, cause?: unknown): SocketsError {
  const facts = { option: '--multicast', value, wanted: 'multicast-group' } as const;
  return new SocketsError('usage', 'bad-value', facts, { cause });
}
