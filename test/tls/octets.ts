/** Octets as a test writes them: numbers, text (Latin-1), or either of them in lists. */
export type Octets = number | string | Uint8Array | readonly Octets[];

/** All of it as one run of octets. */
export function octets(...parts: Octets[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'number') return Buffer.from([part]);
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      return part instanceof Uint8Array ? Buffer.from(part) : octets(...part);
    }),
  );
}

/** A number of `size` octets. */
export function uint(size: number, value: number): Buffer {
  const buffer = Buffer.alloc(size);
  buffer.writeUIntBE(value, 0, size);
  return buffer;
}

/** Octets with their length in `size` octets before them. */
export function vector(size: number, ...content: Octets[]): Buffer {
  const body = octets(...content);
  return octets(uint(size, body.length), body);
}

/** Codes of two octets each. */
export function codes(...values: number[]): Buffer {
  return octets(...values.map((value) => uint(2, value)));
}

/** A message of the handshake. */
export function handshake(type: number, ...body: Octets[]): Buffer {
  return octets(type, vector(3, ...body));
}

/** A record, of TLS 1.2 by its header. */
export function record(type: number, ...content: Octets[]): Buffer {
  return octets(type, 3, 3, vector(2, ...content));
}

/** An extension of a hello. */
export function extension(type: number, ...body: Octets[]): Buffer {
  return octets(uint(2, type), vector(2, ...body));
}

const RANDOM = Buffer.alloc(32, 7);

/** The body of a client's hello. */
export function clientHello(ciphers: readonly number[], ...extensions: Octets[]): Buffer {
  const list = extensions.length > 0 ? [vector(2, ...extensions)] : [];
  return octets(3, 3, RANDOM, vector(1), vector(2, codes(...ciphers)), vector(1, 0), list);
}

/** The body of a server's hello. */
export function serverHello(cipher: number, ...extensions: Octets[]): Buffer {
  const list = extensions.length > 0 ? [vector(2, ...extensions)] : [];
  return octets(3, 3, RANDOM, vector(1), codes(cipher), 0, list);
}
