import type { InternetAddress } from '../../event/address.ts';
import type { Ipv4Header } from './ipv4.ts';
import type { Ipv6Header } from './ipv6.ts';

/** Both ends of a packet. */
export interface PacketEnds {
  readonly source: InternetAddress;
  readonly destination: InternetAddress;
}

/** Packets whose fragments are remembered: those that came first are forgotten first. */
const MOST = 256;

/** Only the first fragment of a packet has its ports: remembers them for the others (RFC 791 §3.2, RFC 8200 §4.5). */
export class FragmentPorts {
  readonly #ends = new Map<string, PacketEnds>();

  /** Takes the first fragment of a packet. */
  learn(network: Ipv4Header | Ipv6Header, ends: PacketEnds): void {
    const [oldest] = this.#ends.keys();
    if (this.#ends.size >= MOST && oldest !== undefined) this.#ends.delete(oldest);
    this.#ends.set(keyOf(network), ends);
  }

  /** Whose a later fragment is; `undefined` when the first was not captured. */
  endsOf(network: Ipv4Header | Ipv6Header): PacketEnds | undefined {
    return this.#ends.get(keyOf(network));
  }
}

function keyOf({ source, destination, protocol, identification }: Ipv4Header | Ipv6Header): string {
  return `${source} ${destination} ${protocol} ${identification}`;
}
