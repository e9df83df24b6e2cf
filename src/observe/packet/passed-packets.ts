import type { WireSighting } from '../sighting.ts';
import type { Packet } from './packet.ts';

/** Packets that are remembered: of more, the oldest are forgotten. */
const MOST = 2048;

/**
 * The packets that a capture has seen last. One that was dropped behind the capture is found among them again by its headers, which no other
 * has: the sequence number and the timestamps of a segment, the identification of a packet.
 */
export class PassedPackets {
  readonly #passed = new Map<string, WireSighting>();
  readonly #awaited = new Map<string, (sighting: WireSighting) => void>();

  /** The capture has seen a packet. */
  add(packet: Packet, sighting: WireSighting): void {
    const key = keyOf(packet);
    if (key === undefined) return;
    keep(this.#passed, key, sighting);
    this.#awaited.get(key)?.(sighting);
    this.#awaited.delete(key);
  }

  /** Calls back with what the capture has said of a packet, or will say soon. */
  ask(packet: Packet, found: (sighting: WireSighting) => void): void {
    const key = keyOf(packet);
    if (key === undefined) return;
    const sighting = this.#passed.get(key);
    if (sighting) found(sighting);
    else keep(this.#awaited, key, found);
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** The octets of its IP and transport headers. */
function keyOf({ octets, network, payload }: Packet): string | undefined {
  if (!network) return undefined;
  return Buffer.from(octets.subarray(network.offset, payload.offset)).toString('latin1');
}
