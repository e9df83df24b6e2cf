import type { SocketEvent, Source } from '../event/event.ts';
import type { Told, ToldOptions } from './told.ts';
import { isChance, toldByApp } from './told-app.ts';
import { toldAsCall, toldByCall } from './told-call.ts';
import { toldByWire } from './told-wire.ts';

/** Which lanes of each recording are compared with each other. */
export interface ComparedLanes {
  readonly reference: readonly Source[];
  readonly other: readonly Source[];
}

const ORDER = ['app', 'syscall', 'kernel', 'wire'] as const satisfies readonly Source[];

/** The lanes a recording has, in the order in which they are told. */
export function lanesOf(events: Iterable<SocketEvent>): Source[] {
  const found = new Set<Source>();
  for (const { source } of events) found.add(source);
  return ORDER.filter((lane) => found.has(lane));
}

/**
 * Which lanes to compare: those that are `wanted` and both have; without, what the programs did, by their own word or by their system calls,
 * and only where one has neither, what the kernel and the wire told. `undefined` where they have nothing in common.
 */
export function lanesToCompare(
  reference: readonly Source[],
  other: readonly Source[],
  wanted?: readonly Source[],
): ComparedLanes | undefined {
  const shared = reference.filter((lane) => other.includes(lane));
  if (wanted) {
    const lanes = wanted.filter((lane) => shared.includes(lane));
    return lanes.length > 0 ? { reference: lanes, other: lanes } : undefined;
  }
  const [ours, theirs] = [callsOf(reference), callsOf(other)];
  if (shared.includes('app')) return { reference: ['app'], other: ['app'] };
  if (ours && theirs) return { reference: [ours], other: [theirs] };
  return shared.length > 0 ? { reference: shared, other: shared } : undefined;
}

function callsOf(lanes: readonly Source[]): Source | undefined {
  return lanes.find((lane) => lane === 'app' || lane === 'syscall');
}

/** Turns an event into what is compared of it. */
export type Teller = (event: SocketEvent) => readonly Told[];

/** What counts: which lanes, which types of events, and whether payloads do. */
export interface TellerOptions extends ToldOptions {
  readonly lanes: readonly Source[];
  readonly kinds?: ReadonlySet<string>;
  /** The other recording tells of system calls alone. */
  readonly asCalls: boolean;
}

/** Says of each event of a recording what is compared of it: nothing, where it is another lane's or kind's, or left to chance. */
export function makeTeller(options: TellerOptions): Teller {
  const { lanes, kinds } = options;
  const counts = ({ source, type }: SocketEvent) =>
    lanes.includes(source) && (kinds ? kinds.has(type) : !isChance(type));
  return (event) => (counts(event) ? toldOf(event, options) : []);
}

function toldOf(event: SocketEvent, options: TellerOptions): readonly Told[] {
  if (event.source === 'wire') return toldByWire(event, options);
  if (event.source === 'kernel') return [{ ...toldByApp(event, options), track: 'kernel' }];
  const byProgram = options.asCalls ? toldAsCall : toldByApp;
  const told = (event.source === 'syscall' ? toldByCall : byProgram)(event, options);
  return told ? [told] : [];
}
