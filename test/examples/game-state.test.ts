import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { openLink } from '../../src/udp/link.ts';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { serving, startExample, stepsOf, stopped } from './running.ts';

const SERVER = '05-game-state/server.mjs';
const CLIENT = '05-game-state/client.mjs';

/** The numbers of the states a client showed, in their order. */
function shown(output: string): number[] {
  return [...output.matchAll(/^state (\d+):/gm)].map(([, number]) => Number(number));
}

describe('05-game-state', () => {
  test('each player sees how the others move, in the group and by unicast, and leaves', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    await using ann = startExample(CLIENT, 'ann', port);
    await using bob = startExample(CLIENT, '민수', port);
    await using eve = startExample(CLIENT, 'eve', port, 'unicast');
    const players = [ann, bob, eve];
    for (const one of players) await one.untilOutput(/ann 0,0.*민수 0,0|민수 0,0.*ann 0,0/);

    ann.write('ds?d\n');
    for (const one of players) await one.untilOutput(/ann 2,1/);
    bob.write('W\n'); // against the border
    bob.write('aD\n');
    for (const one of players) await one.untilOutput(/민수 1,0/);
    ann.endInput();
    const left = await ann.finished();
    await server.untilOutput(/^ann left$/m);
    await bob.untilOutput(/^state \d+: (?!.*ann).*민수 1,0/m);
    bob.signal('SIGINT');
    eve.signal('SIGINT');
    const exits = [left, await bob.finished(), await eve.finished()];
    await server.untilOutput(/^민수 left$/m);
    await server.untilOutput(/^eve left$/m);
    const served = await stopped(server);

    expect(exits.map(({ status, stderr }) => [status, stderr])).toEqual(new Array(3).fill([0, '']));
    expect(stepsOf(left.stdout.toString(), 'U1')).toEqual(['socket', 'bind', 'connect', 'close']);
    expect(stepsOf(served, 'U1')).toEqual(['socket', 'bind', 'setsockopt', 'close']);
    expect(served).toContain('ann 1,0\nann 1,1\nann 2,1\n');
    expect(served).toContain('민수 0,0\n민수 0,0\n민수 1,0\n');
  });

  test('a client ignores a state that is no newer, and what is no state', async () => {
    using peer = await datagramPeer();
    const states = [
      'state 5\nann 0 0',
      'state 4\nann 9 9',
      'state 5\nann 8 8',
      'state 6\n\x1b[2J 1 1',
      'state 6\nann 1',
      'state -6',
      '',
      'state 7\nann 1 0',
    ];
    peer.socket.once('message', (_bytes, { port, address }) => {
      for (const state of states) peer.socket.send(state, port, address);
    });
    await using ann = startExample(CLIENT, 'ann', peer.port, 'unicast');
    await ann.untilOutput(/^state 7: ann 1,0$/m);
    ann.endInput();
    const { stdout } = await ann.finished();

    expect(stdout.toString().match(/^state .*$/gm)).toEqual([
      'state 5: ann 0,0',
      'state 4 is old, 5 was here: ignored',
      'state 5 is old, 5 was here: ignored',
      'state 7: ann 1,0',
    ]);
  });

  test('a player who cannot join the group asks for datagrams of its own', async () => {
    using peer = await datagramPeer();
    const group = createSocket('udp4'); // nobody else may bind where it is
    group.bind({ address: '239.255.7.3', port: peer.port, exclusive: true });
    await once(group, 'listening');
    await using ann = startExample(CLIENT, 'ann', peer.port);
    const [join] = await peer.until(1);
    group.close();
    ann.endInput();
    const { status, stdout } = await ann.finished();

    expect(stdout.toString()).toContain('no multicast here (port-taken): by unicast\n');
    expect(join).toBe('join ann unicast');
    expect(status).toBe(0);
  });

  test('a player without a server is told that nobody is there, and may leave', async () => {
    const gone = await datagramPeer();
    const { port } = gone;
    gone[Symbol.dispose]();
    await using ann = startExample(CLIENT, 'ann', port, 'unicast');
    await ann.untilOutput(/^nobody is there: port-unreachable$/m);
    ann.endInput();
    const { status, stderr } = await ann.finished();

    expect([status, stderr]).toEqual([0, '']);
  });

  test('through a bad link the states that are shown only grow newer', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const back = { drop: 0.2, duplicate: 0.3, reorder: 0.2, corrupt: 0 };
    const host = '127.0.0.1';
    await using link = await openLink({
      ...{ listen: { host, port: 0 }, to: { host, port: Number(port) } },
      back: { ...back, delay: undefined, rate: undefined },
      ...{ seed: 7, labels: new Labels() },
    });
    await using ann = startExample(CLIENT, 'ann', link.address.port, 'unicast');
    await ann.untilOutput(/: ann 0,0$/m);
    for (let x = 1; x <= 4; x += 1) {
      ann.write('d\n');
      await ann.untilOutput(new RegExp(`: ann ${x},0$`, 'm'));
    }
    await ann.untilOutput(/^state (\d+) is old, \d+ was here: ignored$/m);
    ann.endInput();
    const { stdout } = await ann.finished();
    await stopped(server);
    const numbers = shown(stdout.toString());

    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(numbers.length).toBe(5);
    expect(link.tally.back.fates.dropped).toBeGreaterThan(0);
    expect(link.tally.back.fates.duplicated).toBeGreaterThan(0);
  });

  test('the server counts a move once, ignores an old one, and whatever is not of the game', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    using peer = await datagramPeer();
    for (const text of [
      'move 1 right',
      'join \x1b[2J unicast',
      'join ann',
      'join ann unicast',
      'move 1 right',
      'move 1 right',
      'move 3 down',
      'move 2 right',
      'move 4 __proto__',
      'move 4 sideways',
      'join ann unicast',
      'leave',
      'leave',
      'move 5 right',
    ]) {
      await peer.send(text, Number(port));
    }
    await server.untilOutput(/^ann left$/m);
    const served = await stopped(server);

    const told = served.split('\n').filter((line) => line.startsWith('ann'));
    expect(told).toEqual([
      `ann joined from 127.0.0.1:${peer.port}`,
      'ann 1,0',
      'ann 1,1',
      'ann left',
    ]);
  });

  test('the game has room for sixteen, each with a name of its own', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const sockets: DatagramPeer[] = [];
    const join = async (name: string) => {
      const peer = await datagramPeer();
      sockets.push(peer);
      await peer.send(`join ${name} unicast`, Number(port));
      return peer;
    };
    const first = await join('p1');
    await join('p1');
    for (let n = 2; n <= 16; n += 1) await join(`p${n}`);
    const late = await join('late');
    await first.send('leave', Number(port));
    await late.send('join late unicast', Number(port));
    await server.untilOutput(/^late joined/m);
    const served = await stopped(server);
    for (const socket of sockets) socket[Symbol.dispose]();

    const told = [...served.matchAll(/^(\w+) (joined|left)/gm)].map(([all]) => all);
    const names = Array.from({ length: 16 }, (_, i) => `p${i + 1} joined`);
    expect(told).toEqual([...names, 'p1 left', 'late joined']);
  });

  test('who says nothing any more is forgotten, and gets no more states', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    using peer = await datagramPeer();
    await peer.send('join ann unicast', Number(port));
    await server.untilOutput(/^ann has gone silent$/m);
    await stopped(server);
    await peer.until(50);

    expect(peer.texts.length).toBe(50);
  });
});
