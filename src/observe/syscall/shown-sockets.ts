import type { Address } from '../../event/address.ts';
import { isPath } from '../../event/address.ts';
import { errnoOf } from './call-details.ts';
import type { SocketLife } from './socket-lives.ts';
import type { SocketCall, SocketGone, SocketState } from './syscall-fact.ts';

/** Which sockets that a program had before it was watched are told of; `standard` ones are its stdin, stdout and stderr. */
export type InheritedShown = 'none' | 'but-standard' | 'all';

/** Inherited sockets that are remembered. */
const MOST = 10_000;
const STDERR = 2;

/** Where the C library asks a name service cache daemon (nscd(8)) first, whenever a program looks up a name. */
const NAME_CACHE = /^(?:\/var)?\/run\/nscd\/socket$/;

/** Decides which sockets are told of. */
export class ShownSockets {
  readonly #inherited: InheritedShown;
  /** Inherited sockets, by the descriptor at which they were met. */
  readonly #standard = new Map<number, boolean>();

  constructor(inherited: InheritedShown) {
    this.#inherited = inherited;
  }

  /** Notes by which descriptor a socket is met. */
  meet({ id, inherited }: SocketState, descriptor: number | undefined): void {
    if (!inherited || this.#standard.has(id) || this.#standard.size >= MOST) return;
    this.#standard.set(id, descriptor !== undefined && descriptor <= STDERR);
  }

  /** Whether it is a socket of a conversation, not one by which a program asks the kernel about interfaces; and one to be told of. */
  has({ id, domain, inherited }: SocketState): boolean {
    if (domain === 'netlink' || domain === 'other') return false;
    if (!inherited || this.#inherited === 'all') return true;
    return this.#inherited === 'but-standard' && this.#standard.get(id) === false;
  }
}

/** What says nothing: that nobody waits to be accepted, as each look of an event loop ends. */
export function isSilent(call: SocketCall): boolean {
  return call.call.startsWith('accept') && errnoOf(call) === 'EAGAIN';
}

/** Whether a call shows that its socket is the C library's own and not the program's: it asks the name service cache. */
export function isOfLibrary({ call, address }: SocketCall): boolean {
  return call === 'connect' && isNameCache(address);
}

/**
 * Whether a socket that is closed was never of use: it had no address, no peer, and no attempt at either. Runtimes make such to find out what
 * the kernel can do.
 */
export function wasUnused({ socket, by }: SocketGone, life: SocketLife | undefined): boolean {
  const { domain, local, remote, listening, inherited, peerInode } = socket;
  if (by !== 'close' || inherited || listening || local || remote || !life) return false;
  return peerInode === undefined && !life.towards && life.failed === undefined && domain !== 'unix';
}

function isNameCache(address: Address | undefined): boolean {
  return address !== undefined && isPath(address) && NAME_CACHE.test(address.path);
}
