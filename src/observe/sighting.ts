import type { InternetAddress } from '../event/address.ts';
import type { SocketEvent } from '../event/event.ts';
import type { KernelEvent } from '../event/kernel-event.ts';
import type { SyscallEvent } from '../event/syscall-event.ts';
import type { WireEvent } from '../event/wire-event.ts';
import type { Whose } from './whose.ts';

type Without<Event, Names extends PropertyKey> = Event extends unknown ? Omit<Event, Names> : never;

/** A row of the kernel before it is known whose it is: `remote` is the wildcard address with port 0 where there is no peer. */
export interface KernelSighting {
  readonly seen: 'row';
  readonly time: number;
  readonly local: InternetAddress;
  readonly remote: InternetAddress;
  readonly what: Readonly<Without<KernelEvent, 'socket' | 'time' | 'local' | 'remote'>>;
}

/** A packet before it is known whose it is. */
export interface WireSighting {
  readonly seen: 'packet';
  readonly time: number;
  readonly source: InternetAddress;
  readonly destination: InternetAddress;
  readonly what: Readonly<
    Without<
      Exclude<WireEvent, { type: 'not-captured' }>,
      'socket' | 'by' | 'to' | 'time' | 'local' | 'remote'
    >
  >;
}

/** A system call before its socket has a name. */
export interface CallSighting {
  readonly seen: 'call';
  readonly time: number;
  /** The socket's number among those whose calls were seen. */
  readonly id: number;
  readonly what: Readonly<Without<SyscallEvent, 'socket' | 'time'>>;
}

/** What a source sees that knows no labels. */
export type Sighting = KernelSighting | WireSighting | CallSighting;

/** The event that a sighting is; `undefined` when it is about nobody we know. */
export function labelled(sighting: Sighting, whose: Whose): SocketEvent | undefined {
  if (sighting.seen === 'row') return labelledRow(sighting, whose);
  if (sighting.seen === 'packet') return labelledPacket(sighting, whose);
  if (whose.isHidden(sighting.id)) return undefined;
  return { time: sighting.time, socket: whose.called(sighting.id), ...sighting.what };
}

function labelledRow(row: KernelSighting, whose: Whose): SocketEvent | undefined {
  const { time, local, remote, what } = row;
  const socket = whose.of(local, remote);
  if (socket === undefined) return undefined;
  const peer = remote.port === 0 ? {} : { remote };
  return { time, socket, local, ...peer, ...what };
}

/** Its socket's end is `local`, whichever way it went. */
function labelledPacket(packet: WireSighting, whose: Whose): SocketEvent | undefined {
  const { time, source, destination, what } = packet;
  const ends = whose.ends(source, destination);
  if (!ends) return undefined;
  const [local, remote] = ends.by === 'us' ? [source, destination] : [destination, source];
  return { time, ...ends, local, remote, ...what };
}
