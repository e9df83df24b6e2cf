import { type Address, isPath } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { SocketNote } from './descriptor.ts';
import type { SocketState } from './syscall-fact.ts';

/** A socket while it is open. Its descriptors are counted here; what is known of it may grow. */
export class OpenSocket {
  #state: SocketState;
  /** Under which names it can be found again. */
  readonly names = new Set<string>();
  /** Descriptors in all tables, and those on their way in a message. */
  descriptors = 0;
  /** Whether connect(2) has given EINPROGRESS, and no call has told how it ended. */
  isConnecting = false;

  constructor(state: SocketState) {
    this.#state = state;
  }

  get state(): SocketState {
    return this.#state;
  }

  learn(facts: Partial<Omit<SocketState, 'id'>>): void {
    this.#state = { ...this.#state, ...facts };
  }
}

/** What is known of a new socket. */
export type NewSocket = Omit<SocketState, 'id' | 'listening'>;

/** Sockets that are kept at one time. Of more no state is held: their calls are not told. */
const MOST_SOCKETS = 100_000;

/** The sockets that the watched programs have open. */
export class OpenSockets {
  readonly #open = new Map<number, OpenSocket>();
  readonly #byName = new Map<string, OpenSocket>();
  #given = 0;
  #untold = 0;

  /** How many sockets were one too many. */
  get untold(): number {
    return this.#untold;
  }

  [Symbol.iterator](): IterableIterator<OpenSocket> {
    return this.#open.values();
  }

  /** A new socket; `undefined` when there are too many. */
  make(socket: NewSocket, note: SocketNote | undefined): OpenSocket | undefined {
    if (this.#open.size >= MOST_SOCKETS) {
      this.#untold += 1;
      return undefined;
    }
    this.#given += 1;
    const made = new OpenSocket({ ...socket, id: this.#given, listening: false });
    this.#open.set(this.#given, made);
    if (note) this.note(made, note);
    return made;
  }

  /** The socket of a descriptor that was not seen before, when it is one of these: passed over in a message, or to another process. */
  find(note: SocketNote): OpenSocket | undefined {
    const found = namesOf(note).map((name) => this.#byName.get(name));
    return found.find((socket) => socket !== undefined && isSame(socket, note));
  }

  /** Learns what strace noted of a socket. */
  note(socket: OpenSocket, note: SocketNote): void {
    const { protocol } = note;
    if (socket.state.domain === 'other' && protocol !== undefined) {
      socket.learn({ ...traitsOfProtocol(protocol), protocol });
    }
    socket.learn({ ...inodesOf(note), ...addressesOf(socket.state, note) });
    for (const name of namesOf(note)) {
      socket.names.add(name);
      this.#byName.set(name, socket);
    }
  }

  /** One descriptor less; whether it was the last. */
  release(socket: OpenSocket): boolean {
    socket.descriptors -= 1;
    if (socket.descriptors > 0) return false;
    for (const name of socket.names) {
      if (this.#byName.get(name) === socket) this.#byName.delete(name);
    }
    return this.#open.delete(socket.state.id);
  }
}

/** Whether a note can be this socket's: a descriptor's number may have been given to another since (a close that was not seen). */
export function isSame(
  socket: OpenSocket,
  { protocol, inode, local, remote }: SocketNote,
): boolean {
  const { state } = socket;
  if (inode !== undefined && state.inode !== undefined) return inode === state.inode;
  if (protocol !== undefined && !agree(state, traitsOfProtocol(protocol))) return false;
  const isStream = state.kind === 'stream' && local && remote && state.local && state.remote;
  return !isStream || (becomes(state.local, local) && sameAddress(remote, state.remote));
}

/** A connection gets a real address in place of the wildcard it was bound to. */
function becomes(before: Address, after: Address): boolean {
  const isSamePort = 'port' in before && 'port' in after && before.port === after.port;
  return sameAddress(before, after) || (isWildcard(before) && isSamePort);
}

function agree(state: SocketState, { domain, kind }: ReturnType<typeof traitsOfProtocol>): boolean {
  if (state.domain === 'other') return true;
  if (domain !== state.domain) return false;
  return kind === undefined || state.kind === undefined || kind === state.kind;
}

/** Address family and type of service by what the kernel calls the protocol; `kind` is absent where one name means several. */
export function traitsOfProtocol(protocol: string): Pick<SocketState, 'domain' | 'kind'> {
  if (protocol === 'UNIX-STREAM') return { domain: 'unix', kind: 'stream' };
  if (protocol === 'UNIX') return { domain: 'unix' };
  if (protocol === 'NETLINK') return { domain: 'netlink' };
  const [, name = '', six] = /^(.*?)(v6)?$/.exec(protocol) ?? [];
  const kind = KINDS[name];
  if (!kind) return { domain: 'other' };
  return { domain: six === undefined ? 'inet' : 'inet6', kind };
}

const KINDS: Readonly<Record<string, SocketState['kind']>> = {
  TCP: 'stream',
  MPTCP: 'stream',
  UDP: 'dgram',
  'UDP-Lite': 'dgram',
  UDPLITE: 'dgram',
  PING: 'dgram',
  RAW: 'raw',
};

/** An inode is one socket's; so are the two addresses of a stream. A local address alone may be several sockets'. */
function namesOf({ protocol = '', inode, local, remote }: SocketNote): string[] {
  const names = inode === undefined ? [] : [`inode ${inode}`];
  if (protocol.startsWith('TCP') && local && remote) {
    names.push(JSON.stringify([protocol, local, remote]));
  }
  return names;
}

function inodesOf({ inode, peerInode }: SocketNote): Partial<SocketState> {
  return {
    ...(inode === undefined ? {} : { inode }),
    ...(peerInode === undefined ? {} : { peerInode }),
  };
}

/** strace goes on printing the address it first saw a UDP socket have: the wildcard does not undo a better one. */
function addressesOf(state: SocketState, { local, remote }: SocketNote): Partial<SocketState> {
  const keepsLocal = local && state.local && isWildcard(local) && !isWildcard(state.local);
  return {
    ...(local && !keepsLocal ? { local } : {}),
    ...(remote ? { remote } : {}),
  };
}

/** Whether an address stands for all of this machine's: of a connection it is none. */
export function isWildcard(address: Address): boolean {
  return !isPath(address) && (address.host === '0.0.0.0' || address.host === '::');
}

/** Whether two addresses are one. */
export function sameAddress(one: Address, other: Address): boolean {
  if (isPath(one) || isPath(other)) return isPath(one) && isPath(other) && one.path === other.path;
  return one.host === other.host && one.port === other.port;
}

/** What a socket is by its note alone. */
export function inheritedSocket(note: SocketNote, process: number, time: Microseconds): NewSocket {
  const { protocol } = note;
  const traits = protocol === undefined ? { domain: 'other' as const } : traitsOfProtocol(protocol);
  return { ...traits, protocol, inherited: true, since: time, process };
}
