import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { UNIMPAIRED } from '../../src/udp/impairment.ts';
import { openLink } from '../../src/udp/link.ts';
import { IPV6, testNeeding } from '../support/tools.ts';
import { datagramPeer, linked } from './linked.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `no. ${i + 1}`);

describe('clients', () => {
  test('each have a socket of their own, and hear their own answers', async () => {
    await using all = await linked();
    using other = await datagramPeer();
    await all.send(['from one']);
    await all.send(['from two'], other);
    await all.server.until(2);
    const [one, two] = all.server.heard.map(({ from }) => from);
    if (!one || !two) throw new Error('nobody was heard');
    expect(one.port).not.toBe(two.port);
    await all.answer(['to two'], two);
    await all.answer(['to one'], one);

    expect(await all.client.until(1)).toEqual(['to one']);
    expect(await other.until(1)).toEqual(['to two']);
    expect(all.fates('back')).toMatchObject([
      { socket: 'U3', number: 1 },
      { socket: 'U2', number: 2 },
    ]);
    expect(all.link.clients).toBe(2);
  });

  test('beyond the limit displace the one that was silent the longest', async () => {
    await using all = await linked({ mostClients: 2 });
    using second = await datagramPeer();
    using third = await datagramPeer();
    await all.send(['1']);
    await all.send(['2'], second);
    await all.send(['1 again']);
    await all.send(['3'], third);
    const closed = await all.until(({ type }) => type === 'close', 'close');

    expect(closed).toMatchObject({ socket: 'U3', datagrams: { received: 0, sent: 1 } });
    expect(all.link.clients).toBe(2);
    await all.send(['2 again'], second);
    expect(await all.server.until(5)).toEqual(['1', '2', '1 again', '3', '2 again']);
    expect(all.trace.of('socket').map(({ socket }) => socket)).toEqual([
      'U1',
      'U2',
      'U3',
      'U4',
      'U5',
    ]);
  });

  test('that are silent for too long are forgotten', async () => {
    await using all = await linked({ idle: 20 });
    await all.send(['once']);
    await all.until(({ type, socket }) => type === 'close' && socket === 'U2', 'U2 close');
    expect(all.link.clients).toBe(0);
    await all.send(['again']);

    expect(await all.server.until(2)).toEqual(['once', 'again']);
    expect(all.server.heard[0]?.from.port).not.toBe(all.server.heard[1]?.from.port);
  });

  test('hear nothing from anybody but the server', async () => {
    await using all = await linked();
    using stranger = await datagramPeer();
    await all.send(['hello']);
    await all.server.until(1);
    await stranger.send('let me in', all.upstream);
    await all.answer(['welcome'], all.upstream);

    expect(await all.client.until(1)).toEqual(['welcome']);
    expect(all.link.tally.back.came).toBe(1);
  });
});

describe('a link', () => {
  test('tells its sockets: one that listens, and one for each client, before what they receive', async () => {
    await using all = await linked();
    const call = 'socket.bind()';
    expect([...all.trace]).toMatchObject([
      { socket: 'U1', type: 'socket', domain: 'inet', kind: 'dgram', call },
      { socket: 'U1', type: 'bind', local: all.link.address, call },
    ]);
    await all.send(['hello']);
    await all.server.until(1);

    expect([...all.trace].slice(2).map(({ socket, type }) => `${socket} ${type}`)).toEqual([
      'U2 socket',
      'U2 bind',
      'U1 fate',
    ]);
    expect(all.trace.of('bind')[1]?.local).toEqual(all.upstream);
  });

  test('when it closes, tells what each socket carried, and what waited', async () => {
    const delay = { mean: 60_000_000, spread: 0 };
    await using all = await linked({ there: { ...UNIMPAIRED, delay, reorder: 1 } });
    await all.send(numbered(6));
    await all.link.close();
    await all.link.close();

    const none = { received: 0, sent: 0 };
    expect(all.trace.of('close')).toMatchObject([
      { socket: 'U2', ...none, unsent: 30, datagrams: none },
      { socket: 'U1', received: 30, sent: 0, unsent: 0, datagrams: { received: 6, sent: 0 } },
    ]);
    // Every datagram's fate is told, of those held back, too.
    expect(
      all
        .fates('there')
        .map(({ number }) => number)
        .toSorted(),
    ).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all.link.tally.there).toMatchObject({ came: 6, wentOn: 0, fates: { dropped: 0 } });
  });

  test('goes on when nobody is at the server’s port', async () => {
    const trace = new Trace();
    const gone = await datagramPeer();
    const { port } = gone;
    gone[Symbol.dispose]();
    await using all = await linked({ to: { host: '127.0.0.1', port } });
    await all.send(numbered(3));
    await all.link.close();

    expect(all.trace.of('error')).toEqual([]);
    expect(all.link.tally.there).toMatchObject({ came: 3, wentOn: 3 });
    expect(trace.length).toBe(0);
  });

  test('knows its server by whatever spelling of its address', async () => {
    await using all = await linked();
    const trace = new Trace();
    const to = { host: '0.0.0.0', port: all.server.port };
    const labels = new Labels();
    const listen = { host: 'localhost', port: 0 };
    await using link = await openLink({ listen, to, seed: 1, labels }, trace.record);
    await all.client.send('hello', link.address);
    await all.server.until(1);
    await all.server.send('welcome', all.upstream);

    expect(await all.client.until(1)).toEqual(['welcome']);
    expect(trace.of('lookup')).toMatchObject([{ socket: 'U1', name: 'localhost' }]);
    expect([link.to.host, link.address.host]).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  testNeeding([IPV6], 'carries IPv6, and between the two', async () => {
    await using six = await linked({}, '::1');
    await six.client.send('six', { ...six.link.address });
    expect(await six.server.until(1)).toEqual(['six']);

    const to = { host: '0:0::1', port: six.server.port };
    await using mixed = await linked({ to });
    await mixed.send(['four to six']);
    expect((await six.server.until(2))[1]).toBe('four to six');
    const upstream = six.server.heard[1]?.from ?? { host: '', port: 0 };
    await six.server.send('and back', upstream);
    expect(await mixed.client.until(1)).toEqual(['and back']);
  });

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['127.0.0.1', '0.0.0.0'],
    ['::', '::1'],
  ])('does not pass on to itself: listening on %s, to %s', async (host, to) => {
    // Nobody binds the port: it is refused before.
    const ends = { listen: { host, port: 9 }, to: { host: to, port: 9 } };
    const events: SocketEvent[] = [];
    const labels = new Labels();
    const opening = openLink({ ...ends, seed: 1, labels }, (event) => events.push(event));
    await expect(opening).rejects.toMatchObject({ code: 'link-to-itself', fault: 'usage' });
    expect(events).toEqual([]);
  });

  test('on a port that is taken is an error that names it', async () => {
    await using all = await linked();
    const { address: listen, to } = all.link;

    await expect(openLink({ listen, to, seed: 1, labels: new Labels() })).rejects.toMatchObject({
      code: 'port-taken',
      facts: { port: listen.port, protocol: 'udp' },
    });
  });

  test('counts what passes though nobody wants the events', async () => {
    await using all = await linked();
    const to = { host: '127.0.0.1', port: all.server.port };
    await using quiet = await openLink({ listen: { host: '127.0.0.1', port: 0 }, to, seed: 1 });
    for (let i = 0; i < 500; i += 1) await all.client.send(`${i}`, quiet.address);
    await all.server.until(quiet.tally.there.wentOn);

    expect(quiet.tally.there.came).toBe(quiet.tally.there.wentOn);
    expect(quiet.tally.there.fates.passed).toBe(quiet.tally.there.came);
  });
});
