import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { NO_NETWORK } from '../support/hosts.ts';
import { IPV6, machine, testNeeding } from '../support/tools.ts';
import { elsewhere } from './elsewhere.ts';

// The loopback interface carries no IPv6 multicast: in a network of our own there is a link with an end in it.
const SET_UP = [
  'ip link set lo up',
  'ip link add link0 type veth peer name link1',
  'ip link set link0 addrgenmode none up',
  'ip link set link1 addrgenmode none up',
  'ip -6 address add fe80::73/64 dev link0 nodad',
  'exec "$0" "$@"',
].join(' && ');
const ON_A_LINK = [...NO_NETWORK, 'sh', '-c', SET_UP];
const [command = '', ...args] = [...ON_A_LINK, 'true'];
const OWN_LINK = machine(
  spawnSync(command, args).status === 0,
  'needs user namespaces, ip and veth interfaces',
);

testNeeding(
  [IPV6, OWN_LINK],
  'a group of one link is joined and reached by the interface behind %',
  async () => {
    const told = await elsewhere(
      `
      const sockets = new Sockets();
      const group = 'ff02::7301%link0';
      const member = await sockets.open({ memberships: [{ group }] });
      const sender = await sockets.open({ bind: false, family: 6, multicastInterface: 'link0' });
      const port = member.address.port;
      await sender.send('with its zone', { host: group, port });
      await sender.send('by the option', { host: 'ff02::7301', port });
      const [{ remote }] = await sockets.until('U1', 2);
      member.leave({ group });
      member.join({ group: 'ff32::7301', interface: 'link0', sender: 'fe80::73' });
      const source = await sockets.open({ host: 'fe80::73%link0' });
      await source.send('from the one sender', { host: 'ff32::7301%link0', port });
      await sockets.until('U1', 3);
      for (const socket of [member, sender, source]) await socket.close();
      const joins = sockets.trace.of('join');
      const options = sockets.trace.of('setsockopt');
      tell({
        heard: sockets.heard('U1'),
        from: [remote.host, source.address.host],
        joins: joins.map(({ group, interface: at, sender }) => ({ group, at, sender })),
        options: options.map(({ option, value }) => option + ' ' + value),
      });`,
      { through: ON_A_LINK },
    );

    expect(told).toEqual({
      heard: ['with its zone', 'by the option', 'from the one sender'],
      from: ['fe80::73%link0', 'fe80::73%link0'],
      joins: [
        { group: 'ff02::7301', at: 'link0' },
        { group: 'ff32::7301', at: 'link0', sender: 'fe80::73' },
      ],
      options: ['IPV6_MULTICAST_IF link0'],
    });
  },
);
