import { describe, expect, test } from 'vitest';
import { listenTcp } from '../../src/tcp/listen.ts';
import type { TlsClientOptions, TlsServerOptions } from '../../src/tls/options.ts';
import { listenPeer, type Peer } from '../support/peer.ts';
import { BOTH_PATHS, failing, secured, trusting } from './layers.ts';

describe.each(BOTH_PATHS)('a handshake that comes to nothing ($path)', ({ heard }) => {
  async function against(act: (peer: Peer) => void, options: Parameters<typeof trusting>[1] = {}) {
    await using server = await listenPeer();
    const client = trusting(server.port, { heard, ...options });
    act(await server.next());
    const failure = await failing(client);
    return { failure, trace: client.trace, address: `127.0.0.1:${server.port}` };
  }

  function expectError(trace: ReturnType<typeof trusting>['trace'], code: string): void {
    const call = 'TLS handshake';
    expect(trace.of('error')).toMatchObject(heard ? [{ socket: 'C1', call, code }] : []);
    if (heard) expect(trace.steps().slice(-2)).toEqual(['error', 'close']);
  }

  test('with a plain echo server is not TLS', async () => {
    await using server = await listenTcp({ port: 0 });
    const client = trusting(server.address.port, { heard });

    expect(await failing(client)).toMatchObject({ fault: 'peer', code: 'not-tls' });
    expectError(client.trace, 'not-tls');
  });

  test('with a server of HTTP is not TLS', async () => {
    const { failure, trace } = await against(({ socket }) =>
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );

    expect(failure).toMatchObject({ fault: 'peer', code: 'not-tls' });
    expectError(trace, 'not-tls');
  });

  test.each([
    ['ends', (peer: Peer) => peer.socket.end()],
    ['resets', (peer: Peer) => peer.socket.resetAndDestroy()],
    ['ends in the middle of a record', (peer: Peer) => peer.socket.end('\x16\x03\x03\x00\x7a\x02')],
  ])('the peer %s: told as that', async (_what, act) => {
    const { failure, trace, address } = await against((peer) => {
      peer.socket.once('data', () => act(peer));
    });

    expect(failure).toEqual({ fault: 'peer', code: 'tls-ended', address });
    expectError(trace, 'tls-ended');
  });

  test('the peer says nothing: given up after the time for it, and told as a timeout', async () => {
    const { failure, trace, address } = await against(() => undefined, {
      tls: { handshakeTimeout: 50 },
    });

    expect(failure).toEqual({
      fault: 'peer',
      code: 'tls-handshake-timeout',
      address,
      seconds: 0.05,
    });
    expect(trace.of('timeout')).toMatchObject(heard ? [{ socket: 'C1', what: 'handshake' }] : []);
    expect(trace.of('error')).toEqual([]);
  });

  test('the time for connecting is the time for the handshake, too', async () => {
    const { failure, trace, address } = await against(() => undefined, { connectTimeout: 200 });

    expect(failure).toEqual({
      fault: 'peer',
      code: 'tls-handshake-timeout',
      address,
      seconds: 0.2,
    });
    expect(trace.of('timeout')).toMatchObject(heard ? [{ what: 'handshake' }] : []);
  });

  test('given up by the user', async () => {
    const stop = new AbortController();
    const { failure, trace } = await against(
      ({ socket }) => socket.once('data', () => stop.abort()),
      { signal: stop.signal },
    );

    expect(failure).toMatchObject({ fault: 'usage', code: 'interrupted' });
    expectError(trace, 'interrupted');
  });

  test.each([
    ['version', { minVersion: 'TLSv1.3' }, { maxVersion: 'TLSv1.2' }],
    ['version', { maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' }],
    ['alpn', { alpn: ['one'] }, { alpn: ['two'] }],
  ] as const satisfies readonly [string, Partial<TlsServerOptions>, TlsClientOptions][])(
    'for want of a common %s',
    async (what, there, here) => {
      await using server = await secured({ heard, tls: there });
      const client = trusting(server.port, { heard, tls: here });

      expect(await failing(client)).toMatchObject({ code: 'tls-no-agreement', what });
      expectError(client.trace, 'tls-no-agreement');
    },
  );
});
