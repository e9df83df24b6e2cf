import type { Microseconds } from '../../event/clock.ts';
import type { EventOf, EventType, SocketEvent, SocketLabel, Source } from '../../event/event.ts';
import { Ladder } from '../../ladder/ladder.ts';
import { Parties } from '../../ladder/parties.ts';
import type { Ends, Rung } from '../../ladder/rung.ts';

/** Who talks with whom, and how many steps of theirs there are. */
export interface Conversation {
  /** `undefined`: what happens to sockets that talk to nobody, such as listeners. */
  readonly number: number | undefined;
  /** As far as they are known in the end. */
  readonly ends: Ends;
  readonly steps: number;
}

/** A run as the page draws it: everything that follows from its events alone. */
export interface Recording {
  readonly events: readonly SocketEvent[];
  readonly rungs: readonly Rung[];
  /** When it begins: times are told since then. */
  readonly start: Microseconds;
  /** How many steps each lane has, and each kind. */
  readonly lanes: ReadonlyMap<Source, number>;
  readonly kinds: ReadonlyMap<EventType, number>;
  /** In the order in which they begin. */
  readonly conversations: readonly Conversation[];
  /** The sockets, in the order in which they are seen first: the place gives the colour. */
  readonly sockets: ReadonlyMap<SocketLabel, number>;
  /** Each socket's states as they were entered. */
  readonly states: ReadonlyMap<SocketLabel, readonly EventOf<'state'>[]>;
}

/** Draws the ladder of events. What is learned late of a socket is known from its first step on. */
export function makeRecording(events: readonly SocketEvent[]): Recording {
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  const ladder = new Ladder(parties);
  const rungs: Rung[] = [];
  for (const event of events) for (const rung of ladder.push(event)) rungs.push(rung);
  rungs.push(...ladder.flush());
  return {
    events,
    rungs,
    start: events[0]?.time ?? 0,
    lanes: counted(rungs, ({ event }) => event.source),
    kinds: counted(rungs, ({ event }) => event.type),
    conversations: conversationsOf(rungs),
    sockets: socketsOf(events),
    states: statesOf(events),
  };
}

function counted<Key>(rungs: readonly Rung[], keyOf: (rung: Rung) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const rung of rungs) {
    const key = keyOf(rung);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function conversationsOf(rungs: readonly Rung[]): Conversation[] {
  const found = new Map<number | undefined, { ends: Ends; steps: number }>();
  for (const { conversation, ends } of rungs) {
    const known = found.get(conversation);
    found.set(conversation, { ends, steps: (known?.steps ?? 0) + 1 });
  }
  return Array.from(found, ([number, { ends, steps }]) => ({ number, ends, steps }));
}

function socketsOf(events: readonly SocketEvent[]): Map<SocketLabel, number> {
  const sockets = new Map<SocketLabel, number>();
  for (const { socket } of events) if (!sockets.has(socket)) sockets.set(socket, sockets.size);
  return sockets;
}

function statesOf(events: readonly SocketEvent[]): Map<SocketLabel, EventOf<'state'>[]> {
  const states = new Map<SocketLabel, EventOf<'state'>[]>();
  for (const event of events) {
    if (event.type !== 'state') continue;
    const own = states.get(event.socket);
    if (own) own.push(event);
    else states.set(event.socket, [event]);
  }
  return states;
}
