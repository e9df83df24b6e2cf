import type { Microseconds } from '../../event/clock.ts';
import type { WireSighting } from '../sighting.ts';
import type { LaneSource, Tell } from '../x-ray.ts';
import { LINKTYPE_NFLOG, loggedPacket } from './nflog.ts';
import { decodePacket, type Packet } from './packet.ts';
import type { PassedPackets } from './passed-packets.ts';
import { LINK_TYPE } from './pcap-header.ts';
import { PcapReader } from './pcap-reader.ts';
import type { Capture } from './start-capture.ts';
import { flagNames } from './tcp-header.ts';

/** How long what the other capture says of a packet may be on its way to us, ms. */
const PATIENCE = 60;

/**
 * Tells of each packet that a private network has taken away. The log of the packet filter is read some milliseconds late: the time, and the
 * relative number, are those of the same packet in the capture of the interface, which saw it just before. Where that has not seen it, its own.
 */
export class DropLane implements LaneSource {
  readonly ready: Promise<void>;
  readonly #capture: Capture;
  readonly #passed: PassedPackets;
  readonly #tell: Tell;
  readonly #pcap = new PcapReader();
  /** What waits for the other capture's word. */
  readonly #waiting = new Set<() => void>();

  constructor(capture: Capture, passed: PassedPackets, tell: Tell) {
    this.#capture = capture;
    this.#passed = passed;
    this.#tell = tell;
    capture.output.on('data', (chunk: Uint8Array) => this.#take(chunk));
    this.ready = this.#begin();
  }

  async close(): Promise<void> {
    this.#capture.stop();
    await this.#capture.ended;
    for (const tell of this.#waiting) tell();
  }

  async #begin(): Promise<void> {
    await this.#capture.said(/listening on/);
  }

  #take(chunk: Uint8Array): void {
    this.#pcap.push(chunk);
    for (let record = this.#pcap.next(); record; record = this.#pcap.next()) {
      const { linkType, byteOrder = 'LE' } = this.#pcap.header ?? {};
      const octets =
        linkType === LINKTYPE_NFLOG ? loggedPacket(record.octets, byteOrder) : record.octets;
      if (octets) this.#drop(decodePacket(LINK_TYPE.raw, octets), record.time);
    }
  }

  #drop(packet: Packet, time: Microseconds): void {
    let told = false;
    const tell = (seen?: WireSighting) => {
      if (told) return;
      told = true;
      this.#waiting.delete(tell);
      clearTimeout(timer);
      const sighting = dropped(packet, time, seen);
      if (sighting) this.#tell(sighting);
    };
    const timer = setTimeout(tell, PATIENCE);
    this.#waiting.add(tell);
    this.#passed.ask(packet, tell);
  }
}

/** `seen`: what the capture of the interface said of the same packet. */
function dropped(
  packet: Packet,
  time: Microseconds,
  seen?: WireSighting,
): WireSighting | undefined {
  const { transport, payload, octets } = packet;
  const ends = seen ?? endsOf(packet);
  if (!ends) return undefined;
  const { source, destination } = ends;
  return {
    ...{ seen: 'packet', time: seen?.time ?? time, source, destination },
    what: {
      ...{ source: 'wire', type: 'dropped', what: kindOf(packet), bytes: payload.length },
      ...{ link: LINK_TYPE.raw, header: octets.slice(0, payload.offset) },
      ...(transport?.kind === 'tcp' && { flags: flagNames(transport.flags) }),
      ...(seen && knownOf(seen)),
    },
  };
}

function endsOf({
  network,
  ports,
}: Packet): Pick<WireSighting, 'source' | 'destination'> | undefined {
  if (!network || !ports) return undefined;
  return {
    source: { host: network.source, port: ports.source },
    destination: { host: network.destination, port: ports.destination },
  };
}

/** What only the capture of the interface knows: the header of the link, and where a flow began. */
function knownOf({ what }: WireSighting) {
  const { link, header } = what;
  const relativeSeq = what.type === 'segment' ? what.relativeSeq : undefined;
  return { link, header, ...(relativeSeq !== undefined && { relativeSeq }) };
}

function kindOf({ transport }: Packet): 'segment' | 'datagram' | 'packet' {
  if (transport?.kind === 'tcp') return 'segment';
  return transport?.kind === 'udp' ? 'datagram' : 'packet';
}
