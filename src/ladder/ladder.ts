import type { EventOf, EventType, SocketEvent, SocketLabel } from '../event/event.ts';
import type { TcpState } from '../event/tcp-state.ts';
import { Parties, type Place } from './parties.ts';
import { type Mark, opposite, type Rail, type Rung } from './rung.ts';

/** What the capture sees on its way. */
const PACKETS = ['segment', 'datagram', 'ip-fragment', 'icmp', 'dropped'] as const;
type Packet = EventOf<(typeof PACKETS)[number]>;

/** What a program tells of its own end, of one direction. */
const CARRIED: Partial<Record<EventType, 'leaves' | 'arrives'>> = {
  send: 'leaves',
  receive: 'arrives',
};
/** The same, where `by` says which direction. */
const SAID: ReadonlySet<EventType> = new Set([
  ...(['tls-record', 'ws-request', 'ws-response', 'ws-frame'] as const),
]);
/** Measurements: they have their charts. */
const NO_RUNG: ReadonlySet<EventType> = new Set(['tcp-info']);

/** Rungs that wait for what belongs to them, at the most. */
const MOST_HELD = 1024;

/**
 * Turns events, in their order, into the rungs of a ladder diagram. A packet waits until time has gone on, for it may turn out that it was
 * dropped: `flush` says that nothing more belongs to what came until now.
 */
export class Ladder {
  readonly #parties: Parties;
  readonly #states = new Map<SocketLabel, TcpState>();
  #held: Rung[] = [];

  /** `parties` may know already what a recording tells only later. */
  constructor(parties: Parties = new Parties()) {
    this.#parties = parties;
  }

  /** Takes an event and returns the rungs that are complete, the earliest first. */
  push(event: SocketEvent): Rung[] {
    this.#parties.learn(event);
    if (NO_RUNG.has(event.type)) return [];
    const waitsFor = this.#held[0];
    const isLater = waitsFor !== undefined && event.time > waitsFor.event.time;
    const complete = isLater || this.#held.length >= MOST_HELD ? this.flush() : [];
    if (event.type === 'dropped' && this.#lose(event)) return complete;
    if (event.type === 'state') this.#enter(event);
    const rung = this.#rung(event);
    if (this.#held.length === 0 && !isPacket(event)) return [...complete, rung];
    this.#held.push(rung);
    return complete;
  }

  /** Every rung that waited. */
  flush(): Rung[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #rung(event: SocketEvent): Rung {
    const { rail, conversation, ends } = this.#parties.place(event);
    const mark = markOf(event, rail);
    const at = mark.kind === 'arrow' && mark.reach !== 'arrives' ? opposite(mark.towards) : rail;
    return { event, rail: at, mark, conversation, ends, states: this.#statesOf(ends) };
  }

  #statesOf(ends: Place['ends']): Rung['states'] {
    const stateOf = ({ socket }: Place['ends'][Rail]) =>
      socket === undefined ? undefined : this.#states.get(socket);
    const [left, right] = [stateOf(ends.left), stateOf(ends.right)];
    return { ...(left && { left }), ...(right && { right }) };
  }

  #enter({ socket, state }: EventOf<'state'>): void {
    if (!this.#states.has(socket) && this.#states.size >= MOST_STATES) this.#states.clear();
    this.#states.set(socket, state);
  }

  /** Whether the packet that was dropped waits here: its arrow ends on the way then. */
  #lose(dropped: EventOf<'dropped'>): boolean {
    const at = this.#held.findLastIndex(
      ({ event, mark }) =>
        isPacket(event) &&
        mark.kind === 'arrow' &&
        mark.reach === 'across' &&
        isSamePacket(event, dropped),
    );
    const rung = this.#held[at];
    if (rung?.mark.kind !== 'arrow') return false;
    this.#held[at] = { ...rung, mark: { ...rung.mark, reach: 'lost' }, dropped };
    return true;
  }
}

const MOST_STATES = 65_536;

function isPacket(event: SocketEvent): event is Packet {
  return PACKETS.some((type) => type === event.type);
}

/** The octets of the headers: two packets of one connection do not have the same. */
function isSamePacket(packet: Packet, dropped: Packet): boolean {
  const [one, other] = [packet.header, dropped.header];
  return (
    packet.time === dropped.time &&
    one.length === other.length &&
    one.every((octet, at) => octet === other[at])
  );
}

function markOf(event: SocketEvent, rail: Rail): Mark {
  if (event.type === 'state') return { kind: 'state', state: event.state };
  const across = opposite(rail);
  if (isPacket(event)) {
    const reach = event.type === 'dropped' ? 'lost' : 'across';
    return { kind: 'arrow', towards: event.by === 'us' ? across : rail, reach };
  }
  const reach = SAID.has(event.type) && 'by' in event ? reachOf(event.by) : CARRIED[event.type];
  if (reach === undefined) return { kind: 'note' };
  return { kind: 'arrow', towards: reach === 'leaves' ? across : rail, reach };
}

function reachOf(by: 'us' | 'peer'): 'leaves' | 'arrives' {
  return by === 'us' ? 'leaves' : 'arrives';
}
