import { constants, createDeflateRaw, createInflateRaw, type Zlib } from 'node:zlib';

/** What was agreed on (RFC 7692 §7.1). */
export interface Agreement {
  readonly serverForgets: boolean;
  readonly clientForgets: boolean;
  readonly serverBits: number;
  readonly clientBits: number;
}

const TAIL = Buffer.of(0x00, 0x00, 0xff, 0xff);
type Stream = ReturnType<typeof createDeflateRaw> | ReturnType<typeof createInflateRaw>;

/** One direction: zlib's own stream, that lives as long as the connection, or as one message where each stands for itself. */
class Direction {
  readonly #make: () => Stream & Zlib;
  readonly #forgets: boolean;
  #stream: (Stream & Zlib) | undefined;

  constructor(make: () => Stream & Zlib, forgets: boolean) {
    this.#make = make;
    this.#forgets = forgets;
  }

  pass(octets: Uint8Array): Promise<Buffer> {
    this.#stream ??= this.#make();
    const stream = this.#stream;
    const parts: Buffer[] = [];
    const keep = (part: Buffer) => parts.push(part);
    return new Promise((resolve, reject) => {
      stream.on('data', keep);
      stream.once('error', reject);
      stream.write(octets);
      stream.flush(constants.Z_SYNC_FLUSH, () => {
        stream.off('data', keep);
        stream.off('error', reject);
        if (this.#forgets) this.close();
        resolve(Buffer.concat(parts));
      });
    });
  }

  close(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }
}

/** Compresses and inflates for one end, as strictly as it can: what refers back too far is an error here. */
export class Codec implements Disposable {
  readonly #out: Direction;
  readonly #in: Direction;

  constructor(role: 'client' | 'server', agreed: Agreement) {
    const client = { bits: agreed.clientBits, forgets: agreed.clientForgets };
    const server = { bits: agreed.serverBits, forgets: agreed.serverForgets };
    const [ours, theirs] = role === 'client' ? [client, server] : [server, client];
    this.#out = new Direction(() => createDeflateRaw(deflateOptions(ours.bits)), ours.forgets);
    this.#in = new Direction(() => createInflateRaw(inflateOptions(theirs.bits)), theirs.forgets);
  }

  async compress(message: Uint8Array): Promise<Buffer> {
    const octets = await this.#out.pass(message);
    return octets.length === 0 ? Buffer.of(0) : octets.subarray(0, octets.length - TAIL.length);
  }

  inflate(payload: Uint8Array): Promise<Buffer> {
    return this.#in.pass(Buffer.concat([payload, TAIL]));
  }

  [Symbol.dispose](): void {
    this.#out.close();
    this.#in.close();
  }
}

/** zlib has no raw window of 8 bits: there nothing refers back at all. */
function deflateOptions(bits: number) {
  return bits === 8
    ? { windowBits: 9, strategy: constants.Z_HUFFMAN_ONLY }
    : { windowBits: bits, level: 9 };
}

/** Inflate sees what refers beyond the window only where that is no more in the chunk it writes: so those are small. */
function inflateOptions(bits: number) {
  return { windowBits: bits, chunkSize: bits < 12 ? 128 : 65_536 };
}
