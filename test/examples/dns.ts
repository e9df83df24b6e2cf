import { expect } from 'vitest';
import { datagramPeer } from '../support/datagram-peer.ts';
import { startExample } from './running.ts';

/** The example's client. */
export const CLIENT = '06-dns-query/client.mjs';

/** A server of bare octets: what it makes of each query goes back, one datagram each. */
export async function answering(answers: (query: Buffer, nth: number) => readonly Uint8Array[]) {
  const peer = await datagramPeer();
  let count = 0;
  peer.socket.on('message', (query, { port, address }) => {
    count += 1;
    for (const answer of answers(query, count)) peer.socket.send(answer, port, address);
  });
  return peer;
}

/** A response to a query: its question, and records in hex. */
export function response(
  query: Buffer,
  records: string,
  { flags = '8580', count = 1, id = 0 } = {},
) {
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(header.readUInt16BE(0) ^ id, 0);
  header.write(flags, 2, 'hex');
  header.writeUInt16BE(count, 6);
  return Buffer.concat([header, query.subarray(12), octets(records)]);
}

/** Octets from hex; spaces are for the reader. */
export function octets(hex: string): Buffer {
  return Buffer.from(hex.replace(/\s/g, ''), 'hex');
}

/** Runs the example's client to its end; what it said, runs of spaces as one. */
export async function ask(port: number | string, ...args: readonly string[]) {
  const [name = 'a.test', type = 'A'] = args;
  await using client = startExample(CLIENT, name, type, port);
  const { status, stdout, stderr } = await client.finished();
  expect(stderr).toBe('');
  return { status, said: stdout.toString().replace(/ +/g, ' ') };
}
