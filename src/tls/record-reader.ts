import { PAYLOAD_LIMIT } from '../event/seen.ts';
import type { TlsContent, TlsMessage } from '../event/tls-event.ts';
import { Cursor } from './cursor.ts';
import { HandshakeReader, TlsState } from './handshake-reader.ts';
import { ALERT_LEVELS, ALERTS, contentOf, versionName } from './names.ts';
import { Portion } from './portion.ts';

/** A TLS record that has passed, as far as anybody on the way can read it. */
export interface SeenRecord {
  readonly content: TlsContent;
  /** The version field of the header: `TLS 1.2` in every record of TLS 1.3, too, but the client's first. */
  readonly version: string;
  /** Octets behind the header of five. */
  readonly length: number;
  /** Whether the content is not encrypted. */
  readonly readable: boolean;
  /** None where it is. */
  readonly messages: readonly TlsMessage[];
  /** Header and content as they passed, `PAYLOAD_LIMIT` octets of them at the most. */
  readonly data: Uint8Array;
}

type Header = Omit<SeenRecord, 'messages' | 'data'>;

/** Content type, version and length (RFC 8446 §5.1). */
const HEADER = 5;
/** What of a record's content is told. */
const KEPT = PAYLOAD_LIMIT - HEADER;
/** The first octet of every version since SSL 3.0. */
const MAJOR = 3;
/** What encryption may add to the 2^14 octets of a record: in TLS 1.3 (RFC 8446 §5.2), and before (RFC 5246 §6.2.3). */
const LARGEST = 2 ** 14;
const ADDED_13 = 256;
const ADDED = 2048;

const NO_BODY = new Portion(0);

/**
 * Reads one direction of a TLS connection from its octets, however they are cut (RFC 8446 §5.1). It knows by the headers, and the messages
 * before, what is encrypted, of which it keeps only what a record tells; of the rest one record and one message, together less than 36 KiB. Never throws.
 */
export class RecordReader {
  readonly #state: TlsState;
  readonly #handshake: HandshakeReader;
  #header = new Portion(HEADER);
  #record: Header | undefined;
  #body = NO_BODY;
  #changed = false;
  #broken = false;

  /** `other` reads the other direction of the same connection: what the server chose says how to read the client. */
  constructor(other?: RecordReader) {
    this.#state = other ? other.#state : new TlsState();
    this.#handshake = new HandshakeReader(this.#state);
  }

  /** Whether something came that is no TLS record. It reads nothing more then. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The records that these octets complete. */
  push(octets: Uint8Array): SeenRecord[] {
    const records: SeenRecord[] = [];
    let at = 0;
    while (at < octets.length && !this.#broken) {
      at += this.#take(octets.subarray(at));
      const record = this.#ended();
      if (record) records.push(record);
    }
    return records;
  }

  #take(octets: Uint8Array): number {
    if (this.#record) return this.#body.take(octets);
    const taken = this.#header.take(octets);
    this.#begin(this.#header.octets);
    return taken;
  }

  /** Says what is no TLS as soon as that is sure, so that nobody waits for the rest of a header that never comes. */
  #begin(octets: Uint8Array): void {
    const cursor = new Cursor(octets);
    const content = contentOf(cursor.uint(1));
    const version = cursor.uint(2);
    const length = cursor.uint(2);
    if (!content || (octets[1] ?? MAJOR) !== MAJOR || length > this.#longest()) {
      this.#broken = true;
      return;
    }
    if (cursor.short) return;
    const readable = content !== 'application_data' && !this.#isEncrypted();
    this.#record = { content, version: versionName(version), length, readable };
    this.#body = new Portion(length, readable ? length : KEPT);
  }

  #ended(): SeenRecord | undefined {
    const record = this.#record;
    if (!record || !this.#body.complete) return undefined;
    const messages = record.readable ? this.#read(record.content, this.#body.octets) : [];
    const data = Buffer.concat([this.#header.octets, this.#body.octets.subarray(0, KEPT)]);
    this.#record = undefined;
    this.#header = new Portion(HEADER);
    this.#body = NO_BODY;
    return { ...record, messages, data };
  }

  #read(content: TlsContent, octets: Uint8Array): TlsMessage[] {
    if (content === 'handshake') return this.#handshake.record(octets);
    if (content === 'alert') return [readAlert(octets)];
    this.#changed = true;
    const isProper = octets.length === 1 && octets[0] === 1;
    return [{ name: isProper ? content : 'malformed' }];
  }

  /**
   * Before TLS 1.3, all after `change_cipher_spec` (RFC 5246 §7.1). In TLS 1.3 that one means nothing (RFC 8446 §D.4), and may come before the
   * version is known; what is encrypted is called `application_data` there.
   */
  #isEncrypted(): boolean {
    return this.#changed && this.#state.agreed.version !== 'TLS 1.3';
  }

  #longest(): number {
    return LARGEST + (this.#state.agreed.version === 'TLS 1.3' ? ADDED_13 : ADDED);
  }
}

/** An alert has two octets, and a record of its own (RFC 8446 §5.1, §6). */
function readAlert(octets: Uint8Array): TlsMessage {
  const [level, reason] = octets;
  if (level === undefined || reason === undefined) return { name: 'malformed' };
  const grade = ALERT_LEVELS[level];
  const alert = `${grade ?? level} ${ALERTS[reason] ?? reason}`;
  return { name: grade && octets.length === 2 ? 'alert' : 'malformed', alert };
}
