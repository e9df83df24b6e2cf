import { type Address, formatAddress, isPath } from '../event/address.ts';
import type { End, Rail, Rung } from '../ladder/rung.ts';
import { visibleText } from './visible.ts';

/** An end of conversations, as a picture of a whole recording names it. */
export interface NamedEnd {
  /** The same wherever it appears. */
  readonly key: string;
  readonly socket: string | undefined;
  readonly address: Address | undefined;
}

/** Who takes part in a picture. A socket that is bound to every address tells its own only with its first packet: the most exact one is kept. */
export class EndNames {
  readonly #ends = new Map<string, NamedEnd>();

  /** Takes note of the ends of a rung: of a socket that talks to nobody, its own. */
  learn(rung: Rung): void {
    for (const rail of railsOf(rung)) {
      const key = keyOf(rung, rail);
      const { socket, address } = rung.ends[rail];
      const before = this.#ends.get(key);
      if (before === undefined || isMoreExact(address, before.address)) {
        this.#ends.set(key, { key, socket, address });
      }
    }
  }

  /** The end at a rail of a rung that was learned. */
  at(rung: Rung, rail: Rail): NamedEnd {
    const key = keyOf(rung, rail);
    return this.#ends.get(key) ?? { key, ...rung.ends[rail] };
  }
}

/** The rails at which somebody stands. */
export function railsOf({ conversation, rail }: Rung): readonly Rail[] {
  return conversation === undefined ? [rail] : ['left', 'right'];
}

/** `C1 127.0.0.1:52344`, harmless to show; empty where neither is known. */
export function nameOf({ socket, address }: End): string {
  const parts = [socket, address && formatAddress(address)];
  return visibleText(parts.filter((part) => part !== undefined).join(' '));
}

function keyOf({ ends, conversation }: Rung, rail: Rail): string {
  const { socket, address } = ends[rail];
  if (socket !== undefined) return `socket ${socket}`;
  if (address !== undefined) return `address ${formatAddress(address)}`;
  return `nobody ${conversation} ${rail}`;
}

function isMoreExact(address: Address | undefined, before: Address | undefined): boolean {
  if (address === undefined || (before && isPath(before))) return false;
  return (
    before === undefined || (ANY.has(before.host) && !isPath(address) && !ANY.has(address.host))
  );
}
/** Every address of the machine (ip(7), ipv6(7)). */
const ANY: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
