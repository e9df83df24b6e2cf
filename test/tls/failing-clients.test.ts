import type { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { within } from '../support/deadline.ts';
import { until } from '../support/pair.ts';
import { connectPeer, isRefused, type Peer } from '../support/peer.ts';
import { BOTH_PATHS, gone, secured, serves } from './layers.ts';
import { record } from './octets.ts';

type Socket = ReturnType<typeof connect>;

const HELLO_CUT = record(22, 1, 0, 2, 0, 3, 3);

describe('a peer that is no client of TLS', () => {
  test.each([
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'not-tls'],
    ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n', 'not-tls'],
    [
      'octets of all values',
      Uint8Array.from({ length: 512 }, (_, i) => 255 - (i % 256)),
      'not-tls',
    ],
    ['a handshake that is none', record(22, new Uint8Array(64)), 'not-tls'],
  ])('%s: told, and the server goes on', async (_what, octets, code) => {
    await using server = await secured();
    using peer = await connectPeer(server.port);
    peer.socket.write(octets);
    await over(peer);
    await gone(server, 'S1');

    expect(server.trace.of('error')).toMatchObject([{ call: 'TLS handshake', code }]);
    expect(server.trace.steps('S1').slice(-2)).toEqual(['error', 'close']);
    expect(await serves(server)).toBe('still here');
  });

  test.each([
    ['ends at once', (socket: Socket) => socket.end()],
    ['resets at once', (socket: Socket) => socket.resetAndDestroy()],
    ['ends in the middle', (socket: Socket) => socket.end(HELLO_CUT)],
    [
      'resets in the middle',
      (socket: Socket) => socket.write(HELLO_CUT, () => socket.resetAndDestroy()),
    ],
  ])('%s: told, and the server goes on', async (_what, act) => {
    await using server = await secured();
    using peer = await connectPeer(server.port);
    act(peer.socket);
    await gone(server, 'S1');

    expect(server.trace.of('error')).toMatchObject([{ code: 'tls-ended' }]);
    expect(server.connections.size).toBe(0);
    expect(await serves(server)).toBe('still here');
  });

  test.each(BOTH_PATHS)(
    'says nothing: the server waits only so long ($path)',
    async ({ heard }) => {
      await using server = await secured({ heard, tls: { handshakeTimeout: 50 } });
      using peer = await connectPeer(server.port);
      await over(peer);
      if (heard) await gone(server, 'S1');

      expect(server.trace.of('timeout')).toMatchObject(
        heard ? [{ socket: 'S1', what: 'handshake' }] : [],
      );
      if (heard) expect(server.trace.steps('S1').slice(-2)).toEqual(['timeout', 'close']);
    },
  );

  test.each(BOTH_PATHS)('200 of them leave nothing behind ($path)', async ({ heard }) => {
    await using server = await secured({ heard });
    const peers = await Promise.all(Array.from({ length: 200 }, () => connectPeer(server.port)));
    for (const [index, { socket }] of peers.entries()) misbehave(index, socket);
    await Promise.all(peers.map(over));

    expect(await serves(server)).toBe('still here');
    await within(server.close(), 'end of the server', () => server.trace.steps().join(', '));
    expect(server.connections.size).toBe(0);
    expect(server.trace.of('error')).toHaveLength(heard ? 200 : 0);
  });
});

/** Resolves when a peer has seen the end: in good order, or not. */
async function over({ ended, closed, received }: Peer): Promise<void> {
  await within(Promise.race([ended, closed]), 'end', () => received.toString());
}

function misbehave(index: number, socket: Socket): void {
  if (index % 4 === 0) socket.end('GET / HTTP/1.1\r\n\r\n');
  else if (index % 4 === 1) socket.end(HELLO_CUT);
  else if (index % 4 === 2) socket.resetAndDestroy();
  else socket.end();
}

describe.each(BOTH_PATHS)('stopping while a handshake is under way ($path)', ({ heard }) => {
  test.each(['close', 'cut'] as const)('%s ends it', async (how) => {
    await using server = await secured({ heard });
    using silent = await connectPeer(server.port);
    using half = await connectPeer(server.port);
    half.socket.write(HELLO_CUT);
    if (heard) {
      await until(server.trace, ({ socket }) => socket === 'S2', 'S2');
    } else {
      // Accepted in their order: who comes after both is served after both were accepted.
      expect(await serves(server)).toBe('still here');
    }
    server.stopListening();
    void server[how]();
    await within(server.closed, 'end of the server', () => server.trace.steps().join(', '));

    await Promise.all([over(silent), over(half)]);
    expect(await isRefused(server.port)).toBe(true);
    const code = 'interrupted';
    expect(server.trace.of('error')).toMatchObject(heard ? [{ code }, { code }] : []);
  });
});
