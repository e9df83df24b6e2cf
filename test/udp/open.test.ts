import { describe, expect, test } from 'vitest';
import { IPV6, LINUX, testNeeding } from '../support/tools.ts';
import { closedPort, rejection, Sockets } from './sockets.ts';

describe('opening', () => {
  test('tells socket and bind with the address it really has, on loopback', async () => {
    await using sockets = new Sockets();
    const { address: local } = await sockets.open();
    const call = 'socket.bind()';

    expect(local.host).toBe('127.0.0.1');
    expect(local.port).toBeGreaterThan(0);
    expect([...sockets.trace]).toMatchObject([
      { socket: 'U1', source: 'app', type: 'socket', domain: 'inet', kind: 'dgram', call },
      { socket: 'U1', source: 'app', type: 'bind', local, call },
    ]);
    expect([...sockets.trace][0]?.local).toBeUndefined();
  });

  test('sets what was asked for in one order, and tells each', async () => {
    await using sockets = new Sockets();
    await sockets.open({
      reuse: true,
      broadcast: true,
      ttl: 5,
      multicastTtl: 0,
      multicastLoop: true,
      multicastInterface: '127.0.0.1',
    });

    const steps = [...sockets.trace].map((event) =>
      event.type === 'setsockopt' ? `${event.option} ${event.value}` : event.type,
    );
    expect(steps).toEqual([
      'socket',
      'SO_REUSEADDR 1',
      'bind',
      'IP_MULTICAST_IF 127.0.0.1',
      'SO_BROADCAST 1',
      'IP_TTL 5',
      'IP_MULTICAST_TTL 0',
      'IP_MULTICAST_LOOP 1',
    ]);
  });

  testNeeding([IPV6], 'calls the options by their names of IPv6 on such a socket', async () => {
    await using sockets = new Sockets();
    await sockets.open({ host: '::1', ttl: 5, multicastTtl: 2, multicastLoop: false });

    const options = sockets.trace.of('setsockopt');
    expect(sockets.trace.of('socket')).toMatchObject([{ domain: 'inet6' }]);
    expect(options.map(({ option, value }) => `${option} ${value}`)).toEqual([
      'IPV6_UNICAST_HOPS 5',
      'IPV6_MULTICAST_HOPS 2',
      'IPV6_MULTICAST_LOOP 0',
    ]);
  });

  testNeeding([LINUX], 'tells which buffers were asked for and which granted', async () => {
    await using sockets = new Sockets();
    await sockets.open({ receiveBuffer: 20_000, sendBuffer: 30_000 });

    expect(sockets.trace.of('setsockopt')).toMatchObject([
      { option: 'SO_RCVBUF', value: 20_000, granted: 40_000 },
      { option: 'SO_SNDBUF', value: 30_000, granted: 60_000 },
    ]);
  });

  test('binds a sender that does not mind to any address, and a receiver with a peer, too', async () => {
    await using sockets = new Sockets();
    const sender = await sockets.open({ bind: false });
    const connected = await sockets.open({ peer: { host: '127.0.0.1', port: 9 } });

    expect(sender.address.host).toBe('0.0.0.0');
    expect(sockets.trace.of('bind')[1]?.local).toMatchObject({ host: '0.0.0.0' });
    // connect(2) has chosen: the address that leads to the peer.
    expect(connected.address.host).toBe('127.0.0.1');
    expect(sockets.of('U2').at(-1)).toMatchObject({ type: 'connect', local: connected.address });
  });

  test('notes its peer without a packet, and knows it from then on', async () => {
    await using sockets = new Sockets();
    const peer = { host: '127.0.0.1', port: await closedPort() };
    const socket = await sockets.open({ bind: false, peer });

    expect(sockets.trace.steps('U1')).toEqual(['socket', 'bind', 'connect']);
    const [connect] = sockets.trace.of('connect');
    expect(connect).toMatchObject({ kind: 'dgram', remote: peer });
    expect(connect?.elapsed).toBeGreaterThanOrEqual(0);
    expect(socket).toMatchObject({ peer, connected: true, destination: peer });
    expect(sockets.failures).toEqual([]);
  });

  test('looks a name up once, before there is a socket', async () => {
    await using sockets = new Sockets();
    const destination = { host: 'localhost', port: 9 };
    const socket = await sockets.open({ bind: false, family: 4, destination });
    await socket.send('.');

    expect(sockets.trace.steps()).toEqual(['lookup', 'socket', 'bind', 'send']);
    expect(sockets.trace.of('lookup')).toMatchObject([{ name: 'localhost', socket: 'U1' }]);
    expect(socket.destination).toEqual({ host: '127.0.0.1', port: 9 });
    expect(sockets.trace.of('send')[0]?.remote).toEqual(socket.destination);
  });
});

describe('what cannot be opened', () => {
  test('a port that is taken, and with reuse it is not', async () => {
    await using sockets = new Sockets();
    const { port } = (await sockets.open({ reuse: true })).address;

    expect(await rejection(sockets.open({ port }))).toEqual({
      fault: 'system',
      code: 'port-taken',
      facts: { address: `127.0.0.1:${port}`, port, protocol: 'udp' },
    });
    expect(sockets.of('U2')).toMatchObject([
      { type: 'error', call: 'bind', code: 'EADDRINUSE', local: { host: '127.0.0.1', port } },
    ]);
    expect((await sockets.open({ port, reuse: true })).address.port).toBe(port);
  });

  test('an address that is not this machine’s, a name nobody knows, two families in one socket', async () => {
    await using sockets = new Sockets();
    const long = 'x'.repeat(64);

    expect(await rejection(sockets.open({ host: '203.0.113.5' }))).toMatchObject({
      code: 'address-not-here',
      facts: { address: '203.0.113.5' },
    });
    expect(await rejection(sockets.open({ host: long }))).toMatchObject({
      code: 'unknown-host',
      facts: { host: long },
    });
    const peer = { host: '::1', port: 9 };
    expect(await rejection(sockets.open({ host: '127.0.0.1', peer }))).toMatchObject({
      code: 'system',
      facts: { call: 'socket', code: 'EAFNOSUPPORT' },
    });
  });

  test('an option the kernel refuses closes the socket again', async () => {
    await using sockets = new Sockets();

    expect(await rejection(sockets.open({ ttl: 256 }))).toMatchObject({
      code: 'system',
      facts: { call: 'setTTL', code: 'EINVAL' },
    });
    expect(sockets.trace.steps()).toEqual(['socket', 'bind', 'error', 'close']);
    expect(await rejection(sockets.open({ multicastInterface: 'no-such0' }))).toMatchObject({
      code: 'bad-value',
      facts: { option: '--interface', value: 'no-such0', wanted: 'interface' },
    });
    expect(sockets.trace.steps('U2')).toEqual(['socket', 'bind', 'close']);
  });

  test('a peer at port 0 is no peer', async () => {
    await using sockets = new Sockets();

    expect(await rejection(sockets.open({ peer: { host: '127.0.0.1', port: 0 } }))).toMatchObject({
      code: 'not-a-port',
      facts: { value: '0' },
    });
    expect(sockets.trace.steps()).toEqual(['socket', 'bind', 'close']);
  });
});
