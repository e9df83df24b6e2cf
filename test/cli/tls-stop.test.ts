import { afterAll, describe, expect, test } from 'vitest';
import { expectNoStack } from '../support/advice.ts';
import { connectPeer, isRefused } from '../support/peer.ts';
import { PemFiles } from '../support/pem-files.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { connectTls } from '../support/tls-peer.ts';
import { ask, own, root, trusting } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const { cert, key } = pem.write('own', own);

const TLS = ['tcp-server', '0', '--tls', '--cert', cert, '--key', key];

/** Whether a server still answers. */
async function serves(server: RunningProcess): Promise<string> {
  const { connected } = trusting(await server.port);
  return await ask(await connected, 'still here');
}

describe('stopping', () => {
  test('without connections, at once', async () => {
    await using server = startSockets(TLS);
    await server.port;
    server.signal('SIGINT');

    expect(await server.exited).toEqual({ status: 130, signal: null });
  });

  test.each([[], ['--quiet']])('while a handshake is under way, at once (%s)', async (...quiet) => {
    await using server = startSockets([...TLS, ...quiet]);
    const port = await server.port;
    using silent = await connectPeer(port);
    expect(await serves(server)).toBe('still here'); // accepted after the silent one
    server.signal('SIGINT');
    await silent.everything();

    expect(await server.exited).toEqual({ status: 130, signal: null });
    expect(await isRefused(port)).toBe(true);
    expectNoStack(server.stderr);
  });

  test('with connections ends our half of each, and waits for theirs', async () => {
    await using server = startSockets(TLS);
    const port = await server.port;
    using first = await connectTls(port, root.cert);
    first.socket.write('one');
    await first.until('one');
    server.signal('SIGINT');
    await server.untilError(/waiting for S1 to end/);

    expect(await server.exited).toEqual({ status: 130, signal: null });
    expect(server.stderr).toMatch(/S1 +close +3 B in, 3 B out/);
  });

  test('a second time cuts whoever does not end', async () => {
    await using server = startSockets(TLS);
    const port = await server.port;
    const { connected } = trusting(port); // ends its half only when told to
    const stubborn = await connected;
    stubborn.handle({});
    stubborn.send('one');
    await server.untilError(/S1 +──▶ send/);
    server.signal('SIGINT');
    await server.untilError(/S1 +──▶ shutdown/);
    server.signal('SIGINT');

    expect(await server.exited).toEqual({ status: 130, signal: null });
    expect(server.stderr).toMatch(/S1 +──▶ reset/);
    expect(server.stderr).toMatch(/^cut: S1$/m);
    stubborn.close();
  });
});
