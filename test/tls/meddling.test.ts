import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/stream/handler.ts';
import { within } from '../support/deadline.ts';
import { listening } from '../support/handshake.ts';
import { BOTH_PATHS, secured, serves, toEnd, trusting } from './layers.ts';
import { record } from './octets.ts';

type Side = 'client' | 'server';

/** How many records each side's part of the handshake has. */
const RECORDS = {
  'TLSv1.2': { client: 4, server: 7 },
  'TLSv1.3': { client: 3, server: 6 },
} as const;
type Version = keyof typeof RECORDS;
const VERSIONS: readonly Version[] = ['TLSv1.2', 'TLSv1.3'];

const GARBAGE = record(23, Buffer.alloc(64, 7));

/** What a relay makes of all the octets of a side, of which it has passed some: what to pass now. */
type Meddle = (all: Buffer, passed: number) => Uint8Array;

/** Puts garbage right behind so many records, into the same write. */
const spoil =
  (records: number): Meddle =>
  (all, passed) => {
    const end = endOf(all, records);
    if (end === undefined) return all.subarray(passed);
    return passed < end ? Buffer.concat([all.subarray(passed, end), GARBAGE]) : Buffer.alloc(0);
  };

/** Holds the last of so many records back until the next is there, and passes both in one write. */
const join =
  (records: number): Meddle =>
  (all, passed) =>
    all.subarray(
      passed,
      endOf(all, records + 1) === undefined ? endOf(all, records - 1) : all.length,
    );

const leave: Meddle = (all, passed) => all.subarray(passed);

/** Passes connections on, and meddles with what one side sends. */
async function meddling(port: number, meddled: Side, meddle: Meddle) {
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const there = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    pass(client, there, meddled === 'client' ? meddle : leave);
    pass(there, client, meddled === 'server' ? meddle : leave);
  });
  return {
    port: await listening(server),
    [Symbol.dispose]: () => void server.close(),
  };
}

function pass(from: Socket, to: Socket, meddle: Meddle): void {
  const seen: Buffer[] = [];
  let passed = 0;
  from.on('data', (octets) => {
    seen.push(octets);
    const all = Buffer.concat(seen);
    const now = meddle(all, passed);
    passed += now.length;
    if (now.length > 0) to.write(now);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}

/** Where so many records end, once they are all there. */
function endOf(octets: Buffer, records: number): number | undefined {
  let at = 0;
  for (let left = records; left > 0; left -= 1) {
    if (at + 5 > octets.length) return undefined;
    at += 5 + octets.readUInt16BE(at + 3);
  }
  return at <= octets.length ? at : undefined;
}

describe.each(BOTH_PATHS)(
  'garbage right behind the handshake’s last record ($path)',
  ({ heard }) => {
    test.each(VERSIONS)('of a client (%s): the server goes on', async (maxVersion) => {
      await using server = await secured({ heard, tls: { maxVersion } });
      using relay = await meddling(server.port, 'client', spoil(RECORDS[maxVersion].client));
      const { connected } = trusting(relay.port);
      const failure = await connected.then(toEnd, (error: unknown) => error);
      expect(failure).toBeDefined();

      expect(await serves(server)).toBe('still here');
      await within(server.close(), 'end of the server', () => server.trace.steps().join(', '));
      expect(server.connections.size).toBe(0);
    });

    test.each(VERSIONS)(
      'of a server (%s): the client fails, and nothing else',
      async (maxVersion) => {
        await using server = await secured({ tls: { maxVersion } });
        using relay = await meddling(server.port, 'server', spoil(RECORDS[maxVersion].server));
        const { connected, trace } = trusting(relay.port, { heard });
        const failure = await within(
          connected.then(
            async (connection) => (await toEnd(connection)).error,
            ({ cause }) => cause,
          ),
          'failure',
          () => trace.steps().join(', '),
        );

        expect(failure).toMatchObject({ code: expect.stringMatching(/^ERR_SSL_/) });
      },
    );
  },
);

describe.each(BOTH_PATHS)(
  'the end of the stream right behind the handshake ($path)',
  ({ heard }) => {
    // Each side of whom the other has already heard all: before TLS 1.3 the server has the last word, in it the client.
    test('of a client (TLSv1.3) is seen', async () => {
      await using server = await secured({ heard });
      using relay = await meddling(server.port, 'client', join(RECORDS['TLSv1.3'].client));
      const { connected } = trusting(relay.port);
      const client = await connected;
      client.handle({});
      client.end();
      const { error } = await within(client.closed, 'end', () => server.trace.steps().join(', '));

      expect(error).toBeUndefined();
    });

    test('of a server (TLSv1.2) is seen', async () => {
      const serve: Service = (connection) => {
        connection.end();
        return {};
      };
      await using server = await secured({ listen: { serve }, tls: { maxVersion: 'TLSv1.2' } });
      using relay = await meddling(server.port, 'server', join(RECORDS['TLSv1.2'].server));
      const { connected, trace } = trusting(relay.port, { heard });
      const client = await connected;
      client.handle({ endOfStream: () => client.end() });
      const { error } = await within(client.closed, 'end', () => trace.steps().join(', '));

      expect(error).toBeUndefined();
    });
  },
);
