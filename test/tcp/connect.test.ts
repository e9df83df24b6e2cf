import { describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { type ConnectOptions, connectTcp } from '../../src/tcp/connect.ts';
import { listenTcp } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { FullQueue } from '../support/full-queue.ts';
import { internet } from '../support/internet.ts';
import { until } from '../support/pair.ts';
import { IPV6, machine, testNeeding } from '../support/tools.ts';

const LINUX = machine(process.platform === 'linux', "needs Linux's accept queue");

/** Connects, and keeps what is told whether it succeeds or not. */
function connecting(options: ConnectOptions) {
  const trace = new Trace();
  const connected = connectTcp({ labels: new Labels(), ...options }, trace.record);
  return { trace, connected };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  await using server = await listenTcp({ port: 0 });
  return server.address.port;
}

describe('an active open', () => {
  test('tells socket, attempt and connect, with both addresses and how long it took', async () => {
    await using server = await listenTcp({ port: 0 });
    const { trace, connected } = connecting({ port: server.address.port });
    const client = await connected;
    const remote = server.address;

    expect([...trace]).toMatchObject([
      { socket: 'C1', source: 'app', type: 'socket', domain: 'inet', kind: 'stream' },
      { socket: 'C1', source: 'app', type: 'attempt', remote },
      { socket: 'C1', source: 'app', type: 'connect', remote, local: client.local },
    ]);
    const [connect] = trace.of('connect');
    expect(connect?.elapsed).toBeGreaterThan(0);
    expect(client.remote).toEqual(remote);
    expect(internet(client.local).port).toBeGreaterThan(0);
  });

  test('what was asked for is set on it and told, after it is connected', async () => {
    await using server = await listenTcp({ port: 0 });
    const { port } = server.address;
    const { trace, connected } = connecting({ port, noDelay: true, keepAlive: true });
    await connected;

    expect(trace.steps().slice(2)).toEqual(['connect', 'setsockopt', 'setsockopt']);
    expect(trace.of('setsockopt')).toMatchObject([
      { option: 'TCP_NODELAY', value: 1 },
      { option: 'SO_KEEPALIVE', value: 1 },
    ]);
  });

  test('from a port of our own: it is bound before the attempt', async () => {
    await using server = await listenTcp({ port: 0 });
    const localPort = await freePort();
    const { trace, connected } = connecting({ port: server.address.port, localPort });
    const client = await connected;
    client.reset(); // no TIME-WAIT: the port is free again

    expect(trace.steps().slice(0, 4)).toEqual(['socket', 'bind', 'attempt', 'connect']);
    expect(trace.of('bind')).toMatchObject([{ local: { host: '0.0.0.0', port: localPort } }]);
    expect(client.local).toEqual({ host: '127.0.0.1', port: localPort });
  });

  test('from port 0 of our own, which is any: nothing is bound before the attempt', async () => {
    await using server = await listenTcp({ port: 0 });
    const { trace, connected } = connecting({ port: server.address.port, localPort: 0 });
    await connected;

    expect(trace.steps()).toEqual(['socket', 'attempt', 'connect']);
  });

  test('a port of our own that is taken is an error of this machine, which names it', async () => {
    await using server = await listenTcp({ port: 0 });
    const { port } = server.address;
    const { connected } = connecting({ port, localPort: port });

    await expect(connected).rejects.toMatchObject({
      fault: 'system',
      code: 'no-local-port',
      facts: { localPort: port, code: 'EADDRINUSE' },
    });
  });

  test('a name is looked up, and its addresses tried in their order until one answers', async () => {
    await using server = await listenTcp({ port: 0 });
    const { trace, connected } = connecting({ port: server.address.port, host: 'localhost' });
    const client = await connected;
    const [lookup] = trace.of('lookup');
    const tried = trace.of('attempt').map(({ remote }) => internet(remote).host);

    expect(trace.steps()[0]).toBe('lookup');
    expect(lookup?.name).toBe('localhost');
    expect(lookup?.addresses).toEqual(expect.arrayContaining(tried));
    expect(trace.of('socket')).toHaveLength(tried.length);
    expect(trace.of('attempt-failed')).toHaveLength(tried.length - 1);
    expect(internet(client.remote).host).toBe('127.0.0.1');
  });

  testNeeding([IPV6], 'over IPv6 when its address is one', async () => {
    await using server = await listenTcp({ port: 0, host: '::1' });
    const { trace, connected } = connecting({ port: server.address.port, host: '::1' });
    const { local, remote } = await connected;

    expect(trace.of('socket')).toMatchObject([{ domain: 'inet6' }]);
    expect([local, remote].map((end) => internet(end).host)).toEqual(['::1', '::1']);
  });
});

describe('an active open that fails', () => {
  test('where nobody listens: refused, by the peer', async () => {
    const port = await freePort();
    const { trace, connected } = connecting({ port });

    await expect(connected).rejects.toMatchObject({
      name: 'SocketsError',
      fault: 'peer',
      code: 'refused',
      facts: { address: `127.0.0.1:${port}`, port },
      exitStatus: 3,
    });
    const remote = { host: '127.0.0.1', port };
    expect(trace.steps()).toEqual(['socket', 'attempt', 'attempt-failed', 'close']);
    expect(trace.of('attempt-failed')).toMatchObject([{ code: 'ECONNREFUSED', remote }]);
    expect(trace.of('close')).toMatchObject([{ received: 0, sent: 0, unsent: 0 }]);
  });

  test('at a name nobody knows: there never was a socket', async () => {
    const host = 'x'.repeat(64);
    const { trace, connected } = connecting({ port: 9, host });

    await expect(connected).rejects.toMatchObject({ code: 'unknown-host', facts: { host } });
    expect([...trace]).toMatchObject([{ type: 'error', call: 'getaddrinfo', code: 'ENOTFOUND' }]);
  });

  testNeeding([LINUX], 'where nobody answers: given up when its time is over', async () => {
    await using queue = await FullQueue.open();
    const { trace, connected } = connecting({ port: queue.port, connectTimeout: 50 });

    await expect(connected).rejects.toMatchObject({
      fault: 'peer',
      code: 'connect-timeout',
      facts: { address: `127.0.0.1:${queue.port}`, seconds: 0.05 },
    });
    expect(trace.steps()).toEqual(['socket', 'attempt', 'timeout', 'close']);
    const [timeout] = trace.of('timeout');
    expect(timeout?.what).toBe('connect');
    expect(timeout?.after).toBeGreaterThan(40_000);
  });

  testNeeding([LINUX], 'when we do not want it any more: interrupted', async () => {
    await using queue = await FullQueue.open();
    const stop = new AbortController();
    const { trace, connected } = connecting({ port: queue.port, signal: stop.signal });
    const rejected = expect(connected).rejects.toMatchObject({
      code: 'interrupted',
      facts: { address: `127.0.0.1:${queue.port}` },
    });
    await until(trace, ({ type }) => type === 'attempt', 'attempt');
    stop.abort();
    await rejected;

    expect(trace.steps()).toEqual(['socket', 'attempt', 'close']);
  });

  test('when we did not want it in the first place: interrupted', async () => {
    await using server = await listenTcp({ port: 0 });
    const { trace, connected } = connecting({
      port: server.address.port,
      signal: AbortSignal.abort(),
    });

    await expect(connected).rejects.toMatchObject({ code: 'interrupted' });
    expect(trace.steps()).not.toContain('connect');
  });

  test('once it is established, the signal does nothing more', async () => {
    await using server = await listenTcp({ port: 0 });
    const stop = new AbortController();
    const { connected } = connecting({
      port: server.address.port,
      signal: stop.signal,
    });
    const client = await connected;
    stop.abort();
    client.send('still here');
    client.end();
    let echoed = '';
    for await (const octets of client) echoed += Buffer.from(octets).toString();

    expect(echoed).toBe('still here');
    expect((await client.closed).error).toBeUndefined();
  });

  test('once it is established, the limit for connecting does nothing more', async () => {
    await using server = await listenTcp({ port: 0 });
    const { port } = server.address;
    const { trace, connected } = connecting({ port, connectTimeout: 40, idleTimeout: 120 });
    const client = await connected;
    client.handle({});
    // Idle for longer than the connection might have taken: it still ends well.
    const { error } = await client.closed;

    expect(error).toBeUndefined();
    expect(trace.of('timeout')).toMatchObject([{ what: 'idle' }]);
  });
});
