import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { interfaceOf } from '../../src/udp/membership.ts';
import { failureOf } from '../support/failure-of.ts';
import { IPV6, LINUX, machine, testNeeding } from '../support/tools.ts';
import { rejection, Sockets } from './sockets.ts';

const HERE = '127.0.0.1';
const GROUP = '239.255.73.1';
/** Of the range for one sender each (RFC 4607 §1). */
const SOURCE_GROUP = '232.255.73.1';

describe('a multicast group', () => {
  test('brings one datagram to each of its members', async () => {
    await using sockets = new Sockets();
    const member = { reuse: true, memberships: [{ group: GROUP, interface: HERE }] };
    const { port } = (await sockets.open(member)).address;
    await sockets.open({ ...member, port });
    const sender = await sockets.open({ multicastInterface: HERE });
    await sender.send('to all', { host: GROUP, port });
    await Promise.all([sockets.until('U1', 1), sockets.until('U2', 1)]);

    expect(sockets.heard('U1')).toEqual(['to all']);
    expect(sockets.heard('U2')).toEqual(['to all']);
    expect(sockets.trace.steps('U1').slice(0, 4)).toEqual(['socket', 'setsockopt', 'bind', 'join']);
    const [join] = sockets.trace.of('join');
    expect(join).toMatchObject({ group: GROUP, interface: HERE, socket: 'U1' });
    expect(join).not.toHaveProperty('sender');
    expect(join).not.toHaveProperty('at');
    expect(sender.counts.datagrams.sent).toBe(1);
  });

  testNeeding([LINUX], 'brings nothing to a member that has left', async () => {
    await using sockets = new Sockets();
    const membership = { group: GROUP, interface: 'lo' };
    const left = await sockets.open({ host: GROUP, memberships: [membership] });
    const sender = await sockets.open({ multicastInterface: 'lo' });
    const to = { host: GROUP, port: left.address.port };
    await sender.send('before', to);
    await sockets.until('U1', 1);
    left.leave(membership);
    await sender.send('after', to);
    left.join(membership);
    await sender.send('again', to);
    await sockets.until('U1', 2);

    expect(sockets.heard('U1')).toEqual(['before', 'again']);
    expect(sockets.trace.of('leave')).toMatchObject([{ ...membership, socket: 'U1' }]);
  });

  testNeeding([LINUX], 'is heard from one sender alone when that was asked for', async () => {
    await using sockets = new Sockets();
    const sender = '127.0.0.2';
    const memberships = [{ group: SOURCE_GROUP, interface: HERE, sender }];
    const member = await sockets.open({ memberships });
    const to = { host: SOURCE_GROUP, port: member.address.port };
    const stranger = await sockets.open({ host: HERE, multicastInterface: HERE });
    const heard = await sockets.open({ host: sender, multicastInterface: HERE });
    await stranger.send('from a stranger', to);
    await heard.send('from the sender', to);
    await sockets.until('U1', 1);

    expect(sockets.heard('U1')).toEqual(['from the sender']);
    expect(sockets.trace.of('join')).toMatchObject([{ sender, group: SOURCE_GROUP }]);
    member.leave(memberships[0] ?? { group: '' });
    expect(sockets.trace.of('leave')).toMatchObject([{ sender }]);
  });

  test('must be one, of the socket’s family, on an interface there is', async () => {
    await using sockets = new Sockets();
    const bad = (group: string, option = '--multicast', value = group) => ({
      fault: 'usage',
      code: 'bad-value',
      facts: { option, value, wanted: option === '--multicast' ? 'multicast-group' : 'interface' },
    });
    const opened = (group: string, extra: object = {}) =>
      rejection(sockets.open({ family: 4, memberships: [{ group, ...extra }] }));

    expect(await opened('192.0.2.1', { interface: HERE })).toEqual(bad('192.0.2.1'));
    expect(sockets.trace.steps('U1')).toEqual(['socket', 'bind', 'error', 'close']);
    expect(await opened('nowhere')).toEqual(bad('nowhere'));
    expect(sockets.trace.steps('U2')).toEqual(['socket', 'bind', 'close']);
    expect(await opened('ff02::1')).toEqual(bad('ff02::1'));
    expect(await opened(GROUP, { interface: '203.0.113.9' })).toEqual(
      bad(GROUP, '--interface', '203.0.113.9'),
    );
    expect(await opened(SOURCE_GROUP, { interface: HERE, sender: '::1' })).toMatchObject({
      code: 'unknown-host',
      facts: { host: '::1' },
    });
  });

  test('is joined once, and left only by a member', async () => {
    await using sockets = new Sockets();
    const membership = { group: GROUP, interface: HERE };
    const socket = await sockets.open({ memberships: [membership] });

    expect(failureOf(() => socket.join(membership))).toMatchObject({ call: 'addMembership' });
    socket.leave(membership);
    expect(failureOf(() => socket.leave(membership))).toMatchObject({ call: 'dropMembership' });
    await socket.close();
    expect(failureOf(() => socket.join(membership))).toMatchObject({ call: 'join', code: 'EBADF' });
    expect(sockets.trace.steps().slice(2)).toEqual(['join', 'error', 'leave', 'error', 'close']);
  });
});

testNeeding(
  [LINUX],
  'broadcast reaches every socket of the port, with permission only',
  async () => {
    await using sockets = new Sockets();
    const { port } = (await sockets.open({ broadcast: true, reuse: true })).address;
    await sockets.open({ broadcast: true, reuse: true, port });
    const to = { host: '127.255.255.255', port };
    const forbidden = await sockets.open();
    const allowed = await sockets.open({ broadcast: true, host: HERE });

    expect(await rejection(forbidden.send('.', to))).toMatchObject({
      fault: 'usage',
      code: 'broadcast-not-allowed',
      facts: { address: `127.255.255.255:${port}` },
    });
    await allowed.send('to all', to);
    await Promise.all([sockets.until('U1', 1), sockets.until('U2', 1)]);
    expect(sockets.heard('U1')).toEqual(['to all']);
    expect(sockets.heard('U2')).toEqual(['to all']);
  },
);

/** An address of this machine that means something on one link only. */
const LINK_LOCAL = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
  (addresses ?? [])
    .filter(({ address }) => address.startsWith('fe80::'))
    .map(({ address }) => `${address}%${name}`),
)[0];

testNeeding(
  [IPV6, machine(LINK_LOCAL !== undefined, 'needs an IPv6 link-local address')],
  'a link-local address keeps its interface, there and back',
  async () => {
    await using sockets = new Sockets();
    const host = LINK_LOCAL ?? '';
    const receiver = await sockets.open({
      host: '::',
      receive: (socket, { bytes, remote }) => {
        if (socket.label === 'U1') socket.sendNow(bytes, remote);
      },
    });
    const sender = await sockets.open({ bind: false, family: 6 });
    await sender.send('who are you?', { host, port: receiver.address.port });
    const [there] = await sockets.until('U1', 1);
    const [back] = await sockets.until('U2', 1);

    expect(there?.remote).toEqual({ host, port: sender.address.port });
    expect(back?.remote).toEqual({ host, port: receiver.address.port });
  },
);

describe('an interface', () => {
  const netmask = '';
  const mac = '';
  const internal = false;
  const v4 = { address: '192.0.2.2', family: 'IPv4' as const, cidr: null, netmask, mac, internal };
  const v6 = { ...v4, address: 'fd00::2', family: 'IPv6' as const, scopeid: 0 };
  const interfaces = () => ({ eth0: [v4, v6], tun0: [v6] });

  test.each([
    ['eth0', 4, '192.0.2.2'],
    ['192.0.2.2', 4, '192.0.2.2'],
    ['eth0', 6, '::%eth0'],
    ['fd00::2', 6, '::%eth0'],
    ['192.0.2.2', 6, '::%eth0'],
    ['fd00::2', 4, '192.0.2.2'],
    ['ff02::1%tun0', 6, '::%tun0'],
  ] as const)('%s is for IPv%i %s', (given, family, expected) => {
    expect(interfaceOf(given, family, interfaces)).toBe(expected);
  });

  test.each([
    ['eth1', 4],
    ['tun0', 4],
    ['192.0.2.3', 6],
    ['fd00::2%eth1', 6],
    ['', 6],
  ] as const)('%s is none for IPv%i', (given, family) => {
    expect(failureOf(() => interfaceOf(given, family, interfaces))).toMatchObject({
      ...{ code: 'bad-value', option: '--interface', value: given, wanted: 'interface' },
    });
  });
});
