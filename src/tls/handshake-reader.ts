import type { TlsMessage } from '../event/tls-event.ts';
import { readClientHello } from './client-hello.ts';
import { Cursor } from './cursor.ts';
import { HANDSHAKES, hexCode } from './names.ts';
import { Portion } from './portion.ts';
import { readServerHello, readServerKeyExchange } from './server-hello.ts';

/** Type and length, in front of each message of the handshake (RFC 8446 §4). */
const HEADER = 4;
/** Octets of a message that are kept. A hello has some hundred; a message may claim 16 MiB. */
const MOST_KEPT = 16 * 1024;
/** Messages told of one record: no flight has as many, but 4096 of them would fit. */
const MOST_MESSAGES = 32;

type Agreed = Readonly<{ version: string | undefined; cipher: string | undefined }>;

/** What the two directions of one connection have to know of each other: the server's choice. */
export class TlsState {
  #agreed: Agreed = { version: undefined, cipher: undefined };

  /** The version and the cipher suite by their names, once the server has said. */
  get agreed(): Agreed {
    return this.#agreed;
  }

  /** Takes note of the hello of a server. */
  learn({ name, versions, ciphers }: TlsMessage): void {
    if (name !== 'server_hello' && name !== 'hello_retry_request') return;
    this.#agreed = { version: versions?.[0], cipher: ciphers?.[0] };
  }
}

/** Finds the messages of the handshake in the records that carry them: several in one, or one in several (RFC 8446 §5.1). */
export class HandshakeReader {
  readonly #state: TlsState;
  #header = new Portion(HEADER);
  #type = 0;
  #body: Portion | undefined;

  constructor(state: TlsState) {
    this.#state = state;
  }

  /**
   * The messages that end in this record, 32 at the most, and a `fragment` if one goes on in the next. The content of a record
   * that is not encrypted; an empty one is `malformed`.
   */
  record(content: Uint8Array): TlsMessage[] {
    if (content.length === 0) return [{ name: 'malformed' }];
    const messages: TlsMessage[] = [];
    let at = 0;
    while (at < content.length) {
      at += this.#take(content.subarray(at));
      const message = this.#ended();
      if (message && messages.length < MOST_MESSAGES) messages.push(message);
    }
    if (this.#isInside()) messages.push({ name: 'fragment' });
    return messages;
  }

  #take(octets: Uint8Array): number {
    if (this.#body) return this.#body.take(octets);
    const taken = this.#header.take(octets);
    if (this.#header.complete) {
      const header = new Cursor(this.#header.octets);
      this.#type = header.uint(1);
      this.#body = new Portion(header.uint(3), isRead(this.#type) ? MOST_KEPT : 0);
    }
    return taken;
  }

  #ended(): TlsMessage | undefined {
    const body = this.#body;
    if (!body?.complete) return undefined;
    this.#body = undefined;
    this.#header = new Portion(HEADER);
    const message = readMessage(this.#type, body, this.#state.agreed.cipher);
    this.#state.learn(message);
    return message;
  }

  #isInside(): boolean {
    return this.#header.octets.length > 0;
  }
}

type Read = (body: Cursor, cipher: string | undefined) => TlsMessage;

const READERS: Readonly<Record<number, Read>> = {
  1: readClientHello,
  2: readServerHello,
  12: readServerKeyExchange,
};

function isRead(type: number): boolean {
  return READERS[type] !== undefined;
}

/** A message that ends before all that it claims to have was read is `malformed`; not if that is because we did not keep it. */
function readMessage(type: number, body: Portion, cipher: string | undefined): TlsMessage {
  const cursor = new Cursor(body.octets);
  const message = READERS[type]?.(cursor, cipher) ?? { name: HANDSHAKES[type] ?? hexCode(type, 1) };
  return cursor.short && body.whole ? { ...message, name: 'malformed' } : message;
}
