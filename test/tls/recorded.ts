import { readFileSync } from 'node:fs';
import { RecordReader, type SeenRecord } from '../../src/tls/record-reader.ts';

export type From = 'client' | 'server';

/** What passed in one direction at a time. */
export interface Piece {
  readonly from: From;
  readonly octets: Uint8Array;
}

/** What a client says of its connection; `cipher` by its IANA name. */
interface Agreed {
  readonly version: string;
  readonly cipher: string;
  readonly alpn: string;
}

/** Every conversation there is. */
export const RECORDED = [
  ...['tls13', 'tls13-resumed', 'tls13-client-certificate', 'tls13-retry', 'tls13-fragments'],
  ...['tls12', 'tls12-resumed', 'tls12-client-certificate'],
  ...['refused-version', 'refused-alpn', 'refused-ca'],
] as const;

/** A conversation of `test/fixtures/tls`: what passed, and what its client said of it. */
export interface Recorded {
  readonly pieces: readonly Piece[];
  readonly agreed?: Agreed;
}

const AGREED = '# agreed ';

/** Reads `NAME.txt` of `test/fixtures/tls`. */
export function recorded(name: string): Recorded {
  const file = new URL(`../fixtures/tls/${name}.txt`, import.meta.url);
  const lines = readFileSync(file, 'latin1').split('\n');
  const pieces = lines.flatMap((line): Piece[] => {
    const [, sign, hex] = /^([<>]) (.*)$/.exec(line) ?? [];
    if (hex === undefined) return [];
    return [{ from: sign === '>' ? 'client' : 'server', octets: Buffer.from(hex, 'hex') }];
  });
  const agreed = lines.find((line) => line.startsWith(AGREED))?.slice(AGREED.length);
  return agreed ? { pieces, agreed: JSON.parse(agreed) } : { pieces };
}

/** A record, and who sent it. */
export type Passed = SeenRecord & { readonly from: From };

/** What two readers that know of each other find in a conversation. */
export function readAll(pieces: readonly Piece[]): Passed[] {
  const client = new RecordReader();
  const readers = { client, server: new RecordReader(client) };
  return pieces.flatMap(({ from, octets }) =>
    readers[from].push(octets).map((record) => ({ from, ...record })),
  );
}

/** One line for each record: `client handshake: client_hello`, `server application_data 24 encrypted`. */
export function outline(records: readonly Passed[]): string[] {
  return records.map(({ from, content, length, readable, messages }) =>
    readable
      ? `${from} ${content}: ${messages.map(({ name, alert }) => alert ?? name).join(' ')}`
      : `${from} ${content} ${length} encrypted`,
  );
}
