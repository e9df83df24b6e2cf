import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Side } from '../event/seen.ts';
import type { Narrator } from '../stream/narrator.ts';
import { RecordReader } from './record-reader.ts';

/** In which messages a server names the group: that of TLS 1.3, and that of those before. */
const CHOOSING: ReadonlySet<string> = new Set(['server_hello', 'server_key_exchange']);

/** Lies between a TCP socket and the TLS on it, passes all octets on as they are, and tells of each record that passes. */
export class RecordTap extends Duplex {
  readonly #wire: Socket;
  readonly #narrator: Narrator;
  readonly #readers: Readonly<Record<Side, RecordReader>>;
  #group: string | undefined;

  /** Takes the wire over: nobody else reads from it or writes to it. */
  constructor(wire: Socket, narrator: Narrator) {
    super({ allowHalfOpen: true });
    this.#wire = wire;
    this.#narrator = narrator;
    const us = new RecordReader();
    this.#readers = { us, peer: new RecordReader(us) };
    wire.on('data', (octets: Buffer) => {
      this.#tell('peer', octets);
      if (!this.push(octets)) wire.pause();
    });
    wire.on('end', () => this.push(null));
    wire.on('error', (error) => this.destroy(error));
    wire.on('close', () => this.destroy());
  }

  /** The group of the key exchange that the server chose, once its answer has passed. */
  get group(): string | undefined {
    return this.#group;
  }

  override _read(): void {
    this.#wire.resume();
  }

  override _write(octets: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#tell('us', octets);
    this.#wire.write(octets, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#wire.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#wire.destroy();
    done(error);
  }

  #tell(by: Side, octets: Uint8Array): void {
    for (const record of this.#readers[by].push(octets)) {
      const chosen = record.messages.find(({ name, groups }) => groups && CHOOSING.has(name));
      this.#group = chosen?.groups?.[0] ?? this.#group;
      this.#narrator.tell({ type: 'tls-record', by, ...record });
    }
  }
}
