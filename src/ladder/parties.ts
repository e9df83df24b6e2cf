import { type Address, isPath } from '../event/address.ts';
import type { SocketEvent, SocketLabel } from '../event/event.ts';
import { railOf } from './rail-of.ts';
import { type End, type Ends, opposite, type Rail } from './rung.ts';

/** Where an event has its place: at whose rail, and in which conversation. */
export interface Place {
  readonly rail: Rail;
  readonly conversation: number | undefined;
  readonly ends: Ends;
}

/** What is known of a socket. */
interface Party {
  readonly label: SocketLabel;
  rail: Rail | undefined;
  local: Address | undefined;
  /** A stream's one peer, or the one a datagram socket spoke with last. */
  remote: Address | undefined;
  /** The other end of a stream, where that is a socket we know. */
  partner: SocketLabel | undefined;
}

/** Conversations and sockets that are kept; beyond, the oldest are forgotten. */
const MOST = 65_536;

/**
 * Who speaks with whom, learned from the events. It can be taught a whole recording before the first step is drawn, and then every step
 * knows both its ends; live, a client's port is not known before the kernel has chosen it.
 */
export class Parties {
  readonly #parties = new Map<SocketLabel, Party>();
  /** Whose two addresses these are, as `addressKey`s with a `>` between. */
  readonly #byPair = new Map<string, SocketLabel>();
  readonly #byLocal = new Map<string, SocketLabel>();
  readonly #numbers = new Map<string, number>();
  readonly #waiting = new WaitingForPath();
  #last = 0;

  /** Takes note of what an event says of its socket. */
  learn(event: SocketEvent): void {
    const party = this.#party(event.socket);
    party.rail ??= railOf(event);
    if (event.local !== undefined) this.#bind(party, event.local);
    if (event.remote !== undefined) this.#meet(party, event.remote);
    if ('to' in event && event.to !== undefined) this.#pair(party, this.#party(event.to));
    this.#pairByPath(event, party);
  }

  /** The place of an event that has been learned. */
  place(event: SocketEvent): Place {
    const party = this.#party(event.socket);
    const remote = event.remote ?? (isListener(party) ? undefined : party.remote);
    const partner = this.#partnerOf(party, remote);
    const rail = party.rail ?? (partner?.rail && opposite(partner.rail)) ?? 'left';
    const own: End = { socket: party.label, address: event.local ?? party.local };
    const talks = remote !== undefined || partner !== undefined;
    const other: End = { socket: partner?.label, address: remote ?? partner?.local };
    return {
      rail,
      conversation: talks ? this.#number(party, partner, remote) : undefined,
      ends: rail === 'left' ? { left: own, right: other } : { left: other, right: own },
    };
  }

  #party(label: SocketLabel): Party {
    const known = this.#parties.get(label);
    if (known) return known;
    const made = {
      ...{ label, rail: railOfLabel(label) },
      ...{ local: undefined, remote: undefined, partner: undefined },
    };
    keep(this.#parties, label, made);
    return made;
  }

  #bind(party: Party, local: Address): void {
    party.local = local;
    const key = addressKey(local);
    // A listener's address is also its accepted sockets': only a datagram socket is found by its own alone.
    if (party.label.startsWith('U')) keep(this.#byLocal, key, party.label);
  }

  #meet(party: Party, remote: Address): void {
    party.remote = remote;
    const { local } = party;
    if (local === undefined) return;
    const [here, there] = [addressKey(local), addressKey(remote)];
    keep(this.#byPair, `${here}>${there}`, party.label);
    const other = this.#byPair.get(`${there}>${here}`);
    if (other === undefined || other === party.label || party.partner !== undefined) return;
    // A port is used again: who had a partner at these addresses was of the connection before.
    if (this.#party(other).partner === undefined) this.#pair(party, this.#party(other));
  }

  #pair(one: Party, other: Party): void {
    if (one.label.startsWith('U') || other.label.startsWith('U')) return;
    one.partner = other.label;
    other.partner = one.label;
    one.rail ??= other.rail && opposite(other.rail);
    other.rail ??= one.rail && opposite(one.rail);
  }

  /** Clients of a path have no address: they are accepted in the order in which they connected (unix(7), listen(2)). */
  #pairByPath(event: SocketEvent, party: Party): void {
    const path = pathOf(event);
    if (path === undefined || party.partner !== undefined) return;
    const partner = this.#waiting.meet(path, event.type === 'accept', party.label);
    if (partner !== undefined) this.#pair(party, this.#party(partner));
  }

  #partnerOf(party: Party, remote: Address | undefined): Party | undefined {
    const label = isListener(party)
      ? this.#refused(party, remote)
      : (party.partner ?? (remote && this.#datagramPartner(party, remote)));
    return label === undefined ? undefined : this.#parties.get(label);
  }

  /** A listener talks to nobody but whom it refuses: to one after the other. */
  #refused({ local }: Party, remote: Address | undefined): SocketLabel | undefined {
    if (local === undefined || remote === undefined) return undefined;
    return this.#byPair.get(`${addressKey(remote)}>${addressKey(local)}`);
  }

  #datagramPartner({ label }: Party, remote: Address): SocketLabel | undefined {
    if (!label.startsWith('U') || isPath(remote)) return undefined;
    const found =
      this.#byLocal.get(addressKey(remote)) ??
      // One that is bound to every address of this machine (ip(7), INADDR_ANY).
      ANY.map((host) => this.#byLocal.get(addressKey({ host, port: remote.port }))).find(Boolean);
    return found === label ? undefined : found;
  }

  #number(party: Party, partner: Party | undefined, remote: Address | undefined): number {
    const names = [party.label, partner?.label ?? (remote ? addressKey(remote) : '?')];
    // A stream's conversation is its socket's own, whatever is learned of the other end.
    const own = party.label.startsWith('U')
      ? []
      : [party, partner].filter((one) => one !== undefined && !isListener(one));
    const labels = own.map((one) => one?.label).filter((label) => label !== undefined);
    const known = labels.length > 0 ? labels : [names.toSorted().join(' ')];
    const number = known.map((key) => this.#numbers.get(key)).find((found) => found !== undefined);
    const given = number ?? ++this.#last;
    for (const key of known) keep(this.#numbers, key, given);
    return given;
  }
}

const ANY = ['0.0.0.0', '::'];

/** It is at one end of many conversations, each with somebody whom it refuses. */
function isListener({ label }: Party): boolean {
  return label.startsWith('L');
}

/** Listeners and accepted sockets serve, clients ask; of others the letter says nothing. */
function railOfLabel(label: SocketLabel): Rail | undefined {
  if (/^[LS]/.test(label)) return 'right';
  return label.startsWith('C') ? 'left' : undefined;
}

/** The path a socket has just met its peer at. */
function pathOf({ type, local, remote }: SocketEvent): string | undefined {
  const address = type === 'accept' ? local : type === 'connect' ? remote : undefined;
  return address && isPath(address) ? address.path : undefined;
}

function addressKey(address: Address): string {
  if (isPath(address)) return `unix:${address.path}`;
  // An IPv4 peer of a socket for both (RFC 4291 §2.5.5.2).
  return `${address.host.replace(/^::ffff:(?=\d+\.)/, '')} ${address.port}`;
}

/** Adds to a map that never has more than `MOST`: the oldest goes. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (map.size >= MOST && !map.has(key)) {
    for (const oldest of map.keys()) {
      map.delete(oldest);
      break;
    }
  }
  map.set(key, value);
}

/** Clients that connected to a path and were not accepted yet, or were told of the other way round. */
class WaitingForPath {
  readonly #waiting = new Map<string, { readonly accepted: boolean; readonly label: string }[]>();

  /** The first of the other side that waits at the path; else this one waits. */
  meet(path: string, accepted: boolean, label: SocketLabel): SocketLabel | undefined {
    const queue = this.#waiting.get(path) ?? [];
    if (queue.some((one) => one.label === label)) return undefined;
    const first = queue.find((one) => one.accepted !== accepted);
    if (first) {
      queue.splice(queue.indexOf(first), 1);
      return first.label;
    }
    if (queue.length < MOST) queue.push({ accepted, label });
    keep(this.#waiting, path, queue);
    return undefined;
  }
}
