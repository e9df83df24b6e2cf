import { describe, expect, test } from 'vitest';
import { PAYLOAD_LIMIT } from '../../src/event/seen.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { within } from '../support/deadline.ts';
import { ask, gone, secured, trusting } from './layers.ts';
import type { From, Piece } from './recorded.ts';
import { listening, relayTo } from './relay.ts';

/** A record as it passed: header and content. */
interface Passed {
  readonly type: number;
  readonly version: number;
  readonly length: number;
  readonly octets: Buffer;
}

const TYPES: Readonly<Record<number, string>> = {
  20: 'change_cipher_spec',
  21: 'alert',
  22: 'handshake',
  23: 'application_data',
};
const VERSIONS: Readonly<Record<number, string>> = { 769: 'TLS 1.0', 771: 'TLS 1.2' };

/** The records of one direction, by their headers alone. */
function recordsOf(pieces: readonly Piece[], from: From): Passed[] {
  const all = Buffer.concat(pieces.filter((piece) => piece.from === from).map((p) => p.octets));
  const records: Passed[] = [];
  for (let at = 0; at < all.length; ) {
    const length = all.readUInt16BE(at + 3);
    const octets = all.subarray(at, at + 5 + length);
    records.push({ type: all.readUInt8(at), version: all.readUInt16BE(at + 1), length, octets });
    at += 5 + length;
  }
  return records;
}

function toldBy(trace: Trace, by: 'us' | 'peer') {
  const records = trace.of('tls-record').filter((record) => record.by === by);
  return records.map(({ content, version, length, data }) => ({
    content,
    version,
    length,
    data: Buffer.from(data).toString('hex'),
  }));
}

function asTold({ type, version, length, octets }: Passed) {
  return {
    content: TYPES[type],
    version: VERSIONS[version],
    length,
    data: octets.subarray(0, PAYLOAD_LIMIT).toString('hex'),
  };
}

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('the records of %s', (maxVersion) => {
  test.each([
    ['a line', 'hello'],
    ['more than one record', 'x'.repeat(100_000)],
  ])('are told at both ends as they passed between them: %s', async (_what, text) => {
    const pieces: Piece[] = [];
    await using server = await secured({ tls: { maxVersion, alpn: ['echo'] } });
    const relay = relayTo(server.port, pieces);
    const { trace, connected } = trusting(await listening(relay), { tls: { alpn: ['echo'] } });
    const client = await connected;
    expect(await ask(client, text)).toBe(text);
    await within(client.closed, 'end', () => trace.steps().join(', '));
    await gone(server, 'S1');
    relay.close();

    for (const [from, here, there] of [
      ['client', 'us', 'peer'],
      ['server', 'peer', 'us'],
    ] as const) {
      const passed = recordsOf(pieces, from).map(asTold);
      expect(passed.length).toBeGreaterThan(4);
      expect(toldBy(trace, here)).toEqual(passed);
      expect(toldBy(server.trace, there)).toEqual(passed);
    }
  });
});

test('what is told as readable is in plain, and the rest is not', async () => {
  await using server = await secured();
  const { trace, connected } = trusting(server.port);
  await ask(await connected, 'hello');
  const records = trace.of('tls-record');
  const readable = records.filter((record) => record.readable);

  expect(readable.flatMap(({ messages }) => messages.map(({ name }) => name))).toEqual([
    ...['client_hello', 'server_hello', 'change_cipher_spec', 'change_cipher_spec'],
  ]);
  expect(readable[0]?.messages).toMatchObject([
    { serverName: 'localhost', versions: ['TLS 1.3', 'TLS 1.2'] },
  ]);
  const hidden = records.filter((record) => !record.readable);
  expect(hidden.every(({ content }) => content === 'application_data')).toBe(true);
  expect(hidden.every(({ messages }) => messages.length === 0)).toBe(true);
});

test('a send is told before the record it becomes, and the record before what is received of it', async () => {
  await using server = await secured();
  const { trace, connected } = trusting(server.port);
  await ask(await connected, 'hello');
  await gone(server, 'S1');
  const [sent] = trace.of('send');
  const [received] = server.trace.of('receive');
  const [secret] = trace.of('tls-record').filter(({ length }) => length === 5 + 1 + 16);
  const [seen] = server.trace.of('tls-record').filter(({ length }) => length === 5 + 1 + 16);

  expect(sent?.time).toBeLessThanOrEqual(secret?.time ?? 0);
  expect(secret?.time).toBeLessThanOrEqual(seen?.time ?? 0);
  expect(seen?.time).toBeLessThanOrEqual(received?.time ?? 0);
  expect(secret?.data).toEqual(seen?.data);
});
