import type { Side, SocketLabel } from '../event/event.ts';
import type { Layer, Unit } from './unit.ts';

/** The events of equal datagrams, in order; those before `next` were found already. */
interface Equal {
  readonly texts: string[];
  next: number;
}

/** First octets by which datagrams of one length are told apart. */
const COMPARED = 16;
const LAYERS = ['plain', 'call'] as const satisfies readonly Layer[];

/** The datagrams of a trace, by the events that tell of them: each is found once, equal ones in the order in which they were sent. */
export class ToldDatagrams {
  readonly #told = new Map<string, Equal>();

  /** A socket told of a datagram. */
  learn(label: SocketLabel, { layer, by, bytes, octets, text }: Unit): void {
    const key = keyOf(layer, label, by, bytes, octets());
    const equal = this.#told.get(key);
    if (equal) equal.texts.push(text);
    else this.#told.set(key, { texts: [text], next: 0 });
  }

  /** The event that told of a datagram with these first octets of so many. */
  find(label: SocketLabel, by: Side, bytes: number, data: Uint8Array): string | undefined {
    for (const layer of LAYERS) {
      const equal = this.#told.get(keyOf(layer, label, by, bytes, data));
      if (!equal) continue;
      const text = equal.texts[equal.next];
      equal.next += 1;
      return text;
    }
    return undefined;
  }
}

function keyOf(layer: Layer, label: string, by: Side, bytes: number, octets: Uint8Array): string {
  return [layer, label, by, bytes, ...octets.subarray(0, COMPARED)].join(' ');
}
