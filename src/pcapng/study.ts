import { isPath } from '../event/address.ts';
import type { SocketEvent, SocketLabel } from '../event/event.ts';
import { isPacket, packetKey } from './packet-key.ts';
import { secretLine } from './secret-line.ts';
import { ToldDatagrams } from './told-datagrams.ts';
import { ToldEnds } from './told-ends.ts';
import { ToldSockets } from './told-sockets.ts';
import type { Quote } from './unit.ts';
import { UnitReader } from './unit-reader.ts';

/** What has to be known of a trace before its first packet can be written: of each socket, what it did; of packets, a number each. */
export class Study {
  readonly sockets = new ToldSockets();
  readonly datagrams = new ToldDatagrams();
  readonly ends = new ToldEnds();
  /** The kinds of links that packets were captured on, each with its place. */
  readonly links = new Map<number, number>();
  readonly #units: UnitReader;
  readonly #secrets = new Set<string>();
  readonly #packets = new Set<number>();
  readonly #dropped = new Set<number>();
  readonly #unix = new Set<SocketLabel>();
  #captured = false;

  constructor(quote: Quote) {
    this.#units = new UnitReader(quote);
  }

  /** Takes the next event of the trace. */
  learn(event: SocketEvent): void {
    const { socket, local, remote } = event;
    if ((local && isPath(local)) || (remote && isPath(remote))) this.#unix.add(socket);
    const unit = this.#units.take(event);
    const isDatagram = 'datagram' in event && event.datagram === true;
    if (unit && (isDatagram || unit.layer === 'call')) this.datagrams.learn(socket, unit);
    this.sockets.learn(event, isDatagram ? undefined : unit);
    this.ends.learn(event, unit);
    this.#learnPacket(event);
    const secret = secretLine(event);
    if (secret !== undefined) this.#secrets.add(secret);
  }

  /** Whether packets were captured. */
  get isCaptured(): boolean {
    return this.#captured;
  }

  /** How many Unix domain sockets there are. */
  get unixSockets(): number {
    return this.#unix.size;
  }

  /** Lines of a key log, none twice: both ends may have told them. */
  get secrets(): ReadonlySet<string> {
    return this.#secrets;
  }

  /** Whether a captured packet, by its `packetKey`, was taken away behind the capture. */
  wasDropped(key: number): boolean {
    return this.#dropped.has(key);
  }

  /** Whether a packet that was taken away is among those captured. */
  wasSeen(key: number): boolean {
    return this.#packets.has(key);
  }

  #learnPacket(event: SocketEvent): void {
    if (!isPacket(event)) return;
    if (!this.links.has(event.link)) this.links.set(event.link, this.links.size);
    const isDrop = event.type === 'dropped';
    this.#captured ||= !isDrop;
    (isDrop ? this.#dropped : this.#packets).add(packetKey(event));
  }
}
