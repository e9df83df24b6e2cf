import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { now } from '../../src/event/clock.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { openUdp } from '../../src/udp/open.ts';
import type { UdpOptions } from '../../src/udp/options.ts';
import { within } from '../support/deadline.ts';
import { until } from '../support/pair.ts';
import { IPV6, LINUX, testNeeding } from '../support/tools.ts';
import { closedPort, rejection, Sockets } from './sockets.ts';

/** Answers each datagram with itself. */
const ECHO: UdpOptions = {
  receive: (socket, { bytes, remote }) => void socket.sendNow(bytes, remote),
};

describe('datagrams', () => {
  test('keep their boundaries: each send is one receive, as long as it was', async () => {
    await using sockets = new Sockets();
    const { address } = await sockets.open();
    const sender = await sockets.open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
        async (all) => {
          const before = sockets.heard('U1').length;
          for (const bytes of all) await sender.send(bytes, address);
          if (all.length === 0) return;
          const heard = await sockets.until('U1', before + all.length);
          const came = heard.slice(before);
          expect(came.map(({ bytes }) => Buffer.from(bytes))).toEqual(
            all.map((b) => Buffer.from(b)),
          );
          expect(came.every(({ remote }) => remote.port === sender.address.port)).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('of no octets at all are sent, received and told', async () => {
    await using sockets = new Sockets();
    const { address } = await sockets.open();
    const sender = await sockets.open();

    expect(await sender.send('', address)).toBe(0);
    await sockets.until('U1', 1);
    expect(sockets.of('U2').at(-1)).toMatchObject({ type: 'send', remote: address });
    expect(sockets.of('U1').at(-1)).toMatchObject({
      ...{ type: 'receive', bytes: 0, datagram: true },
      remote: sender.address,
    });
    expect(sockets.trace.of('receive')[0]?.data).toHaveLength(0);
    expect(sender.counts).toEqual({ received: 0, sent: 0, datagrams: { received: 0, sent: 1 } });
  });

  test('hold 65,507 octets over IPv4 and not one more', async () => {
    await using sockets = new Sockets();
    const { address } = await sockets.open();
    const sender = await sockets.open();
    const octets = randomBytes(65_507);
    await sender.send(octets, address);
    const [heard] = await sockets.until('U1', 1);

    expect(octets.equals(heard?.bytes ?? octets.subarray(1))).toBe(true);
    const [receive] = sockets.trace.of('receive');
    expect(receive?.bytes).toBe(65_507);
    expect(receive?.data).toHaveLength(4096);
    expect(await rejection(sender.send(Buffer.alloc(65_508), address))).toEqual({
      fault: 'usage',
      code: 'message-too-long',
      facts: { bytes: 65_508, most: 65_507 },
    });
    expect(sockets.trace.steps('U2').slice(-2)).toEqual(['send', 'error']);
    expect(sockets.of('U2').at(-1)).toMatchObject({
      call: 'send',
      code: 'EMSGSIZE',
      remote: address,
    });
    expect(sender.counts.datagrams.sent).toBe(1);
  });

  testNeeding([IPV6], 'hold 65,527 octets over IPv6 and not one more', async () => {
    await using sockets = new Sockets();
    const { address } = await sockets.open({ host: '::1' });
    const sender = await sockets.open({ host: '::1' });
    await sender.send(Buffer.alloc(65_527), address);

    expect((await sockets.until('U1', 1))[0]?.bytes).toHaveLength(65_527);
    expect(await rejection(sender.send(Buffer.alloc(65_528), address))).toMatchObject({
      code: 'message-too-long',
      facts: { bytes: 65_528, most: 65_527 },
    });
  });

  test('are told as sent before their answer comes, with the time of the call', async () => {
    await using sockets = new Sockets();
    const echo = await sockets.open(ECHO);
    const client = await sockets.open();
    for (const word of ['one', 'two', 'three']) void client.send(word, echo.address);
    const called = now();
    await sockets.until('U2', 3);

    const carried = [...sockets.trace].filter(({ type }) => type === 'send' || type === 'receive');
    expect(carried.slice(0, 3).map(({ socket, type }) => `${socket} ${type}`)).toEqual(
      Array.from({ length: 3 }, () => 'U2 send'),
    );
    // Each answer's send stands between what it answers and its arrival, though all came in one turn.
    expect(sockets.trace.steps('U1').slice(2)).toEqual([
      'receive',
      'send',
      'receive',
      'send',
      'receive',
      'send',
    ]);
    const times = carried.map(({ time }) => time);
    expect(times[2]).toBeLessThanOrEqual(called);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('reach nobody, and nobody says so, when the socket is not connected', async () => {
    await using sockets = new Sockets();
    const to = { host: '127.0.0.1', port: await closedPort() };
    const sender = await sockets.open();
    const other = await sockets.open();
    expect(await sender.send('anybody?', to)).toBe(8);
    // Time enough for an answer: a datagram behind it goes there and back.
    await other.send('go', sender.address);
    await sockets.until('U1', 1);
    await sender.send('back', other.address);
    await sockets.until('U2', 1);

    expect(sockets.failures).toEqual([]);
    expect(sockets.trace.of('error')).toEqual([]);
  });

  test('are not sent where nobody said, from a closed socket, to port 0 or to another family', async () => {
    await using sockets = new Sockets();
    const sender = await sockets.open();
    const facts = (code: string) => ({ code: 'system', facts: { call: 'send', code } });

    expect(await rejection(sender.send('.'))).toMatchObject(facts('EDESTADDRREQ'));
    expect(await rejection(sender.send('.', { host: '127.0.0.1', port: 0 }))).toMatchObject({
      code: 'not-a-port',
    });
    expect(await rejection(sender.send('.', { host: '::1', port: 9 }))).toMatchObject(
      facts('EAFNOSUPPORT'),
    );
    await sender.close();
    expect(await rejection(sender.send('.', { host: '127.0.0.1', port: 9 }))).toMatchObject(
      facts('EBADF'),
    );
    expect(sender.sendNow(Buffer.from('.'), { host: '127.0.0.1', port: 9 })).toBe(false);
    expect(sockets.trace.of('send')).toEqual([]);
  });

  testNeeding([LINUX], 'cannot leave this machine from a loopback address', async () => {
    await using sockets = new Sockets();
    const sender = await sockets.open();

    expect(await rejection(sender.send('.', { host: '203.0.113.5', port: 9 }))).toMatchObject({
      code: 'no-route',
      facts: { address: '203.0.113.5:9' },
    });
  });

  test('sent without waiting tell their failure to `failed`', async () => {
    await using sockets = new Sockets();
    const sender = await sockets.open();

    expect(sender.sendNow(Buffer.alloc(65_508), sender.address)).toBe(true);
    await until(sockets.trace, ({ type }) => type === 'error', 'error');
    expect(sockets.failures).toMatchObject([{ code: 'message-too-long' }]);
    expect(sender.counts.datagrams.sent).toBe(0);
  });

  test('pass just the same when nobody listens for events', async () => {
    let hear: (text: string) => void = () => undefined;
    const heard = new Promise<string>((resolve) => {
      hear = resolve;
    });
    await using socket = await openUdp({
      labels: new Labels(),
      receive: (_socket, { bytes }) => hear(Buffer.from(bytes).toString()),
    });
    await socket.send('to itself', socket.address);

    expect(await within(heard, 'datagram', () => 'nothing')).toBe('to itself');
    expect(socket.counts.datagrams).toEqual({ received: 1, sent: 1 });
  });
});

describe('closing', () => {
  test('tells what came and went, in octets and datagrams', async () => {
    await using sockets = new Sockets();
    const echo = await sockets.open(ECHO);
    const client = await sockets.open();
    await client.send('12345', echo.address);
    await client.send('', echo.address);
    await sockets.until('U2', 2);
    await client.send(Buffer.alloc(100), echo.address);
    await sockets.until('U2', 3);
    await client.close();
    await client.close();

    const closed = { received: 105, sent: 105, unsent: 0, datagrams: { received: 3, sent: 3 } };
    expect(await client.closed).toEqual(closed);
    expect(sockets.trace.of('close')).toMatchObject([{ socket: 'U2', ...closed }]);
    expect(sockets.trace.steps('U2')).toEqual([
      ...['socket', 'bind', 'send', 'send', 'receive', 'receive', 'send', 'receive', 'close'],
    ]);
  });

  test('comes after what was sent in the same turn', async () => {
    await using sockets = new Sockets();
    const receiver = await sockets.open();
    const sender = await sockets.open();
    const sent = sender.send('last words', receiver.address);
    await sender.close();

    expect(await sent).toBe(10);
    expect(sockets.trace.steps('U2')).toEqual(['socket', 'bind', 'send', 'close']);
    await sockets.until('U1', 1);
    expect(sockets.heard('U1')).toEqual(['last words']);
  });

  test('happens at the end of its scope', async () => {
    await using sockets = new Sockets();
    const isClose = ({ type }: SocketEvent) => type === 'close';
    {
      await using _socket = await sockets.open();
      expect([...sockets.trace].some(isClose)).toBe(false);
    }
    expect([...sockets.trace].some(isClose)).toBe(true);
  });
});
