import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
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

/** Passes one connection on, and puts garbage right behind a record of one side, into the same write. */
async function meddling(port: number, meddled: Side, after: number) {
  const server = createServer((client) => {
    const there = connect(port, '127.0.0.1');
    pass(client, there, meddled === 'client' ? after : undefined);
    pass(there, client, meddled === 'server' ? after : undefined);
  });
  return {
    port: await listening(server),
    [Symbol.dispose]: () => void server.close(),
  };
}

function pass(from: Socket, to: Socket, after: number | undefined): void {
  const seen: Buffer[] = [];
  let passed = 0;
  from.on('data', (octets) => {
    seen.push(octets);
    const all = Buffer.concat(seen);
    const end = after === undefined ? undefined : endOf(all, after);
    if (end === undefined) to.write(octets);
    else if (passed < end) to.write(Buffer.concat([all.subarray(passed, end), GARBAGE]));
    passed = all.length;
  });
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
      using relay = await meddling(server.port, 'client', RECORDS[maxVersion].client);
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
        using relay = await meddling(server.port, 'server', RECORDS[maxVersion].server);
        const { connected, trace } = trusting(relay.port, { heard });
        const failure = await within(
          connected.then(
            async (connection) => (await toEnd(connection)).error,
            ({ cause }) => cause,
          ),
          'failure',
          () => trace.steps().join(', '),
        );

        expect(failure).toMatchObject({ code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' });
      },
    );
  },
);
