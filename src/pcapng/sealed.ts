import type { EventOf } from '../event/event.ts';

/** An event whose octets were given to TLS, and how many of them have not left yet. */
interface Waiting {
  readonly text: string;
  left: number;
}

/** Events that wait at the most: of more, records tell nothing any more. */
const MOST_WAITING = 10_000;

/**
 * What a socket gave to TLS and TLS has not passed on: says of a record whose octets are in it. Only what the cipher adds is known of a
 * record, so it says nothing where the numbers do not agree.
 */
export class Sealed {
  readonly #added: number | undefined;
  #waiting: Waiting[] = [];
  #first = 0;
  #total = 0;

  /** Takes what both sides agreed upon. */
  constructor(agreed: Pick<EventOf<'tls-agreed'>, 'version' | 'cipher'>) {
    this.#added = addedBy(agreed);
  }

  /** So many octets were sent by an event. */
  add(text: string, bytes: number): void {
    if (this.#added === undefined || bytes <= 0 || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ text, left: bytes });
    this.#total += bytes;
  }

  /** The events whose octets are in a record of application data of this length, behind its header. */
  take(length: number): string[] {
    let plain = length - (this.#added ?? length);
    if (plain <= 0 || plain > this.#total) return [];
    this.#total -= plain;
    const texts: string[] = [];
    for (; plain > 0; this.#first += 1) {
      const next = this.#waiting[this.#first];
      if (!next) break;
      const taken = Math.min(plain, next.left);
      texts.push(next.text);
      plain -= taken;
      next.left -= taken;
      if (next.left > 0) break;
    }
    if (this.#first === this.#waiting.length) {
      this.#waiting = [];
      this.#first = 0;
    }
    return texts;
  }
}

/**
 * Octets a record has besides the plain ones: in TLS 1.3 a content type and the tag of 16 (RFC 8446 §5.2); before, the tag, and with AES
 * a nonce of 8 (RFC 5288 §3, RFC 7905 §2). Not known for others.
 */
function addedBy({
  version,
  cipher,
}: Pick<EventOf<'tls-agreed'>, 'version' | 'cipher'>): number | undefined {
  if (version === 'TLS 1.3') return cipher.includes('CCM_8') ? 9 : 17;
  if (cipher.includes('CHACHA20_POLY1305')) return 16;
  return cipher.includes('_GCM_') ? 24 : undefined;
}
