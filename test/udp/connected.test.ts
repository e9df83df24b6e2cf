import { describe, expect, test } from 'vitest';
import { until } from '../support/pair.ts';
import { LINUX, testNeeding } from '../support/tools.ts';
import { closedPort, rejection, Sockets } from './sockets.ts';

describe('a connected socket', () => {
  test('hears its peer and nobody else', async () => {
    await using sockets = new Sockets();
    const peer = await sockets.open();
    const socket = await sockets.open({ host: '127.0.0.1', peer: peer.address });
    const stranger = await sockets.open();
    await stranger.send('not from your peer', socket.address);
    await peer.send('from your peer', socket.address);
    await sockets.until('U2', 1);
    await socket.send('hello, peer');
    await sockets.until('U1', 1);

    expect(sockets.heard('U2')).toEqual(['from your peer']);
    expect(sockets.heard('U1')).toEqual(['hello, peer']);
    expect(sockets.of('U2').at(-1)).toMatchObject({ type: 'send', remote: peer.address });
    expect(await rejection(socket.send('.', stranger.address))).toMatchObject({
      facts: { call: 'send', code: 'EISCONN' },
    });
    expect(await socket.send('.', peer.address)).toBe(1);
  });

  testNeeding(
    [LINUX],
    'is told that nothing is bound to its peer’s port, and goes on',
    async () => {
      await using sockets = new Sockets();
      const peer = { host: '127.0.0.1', port: await closedPort() };
      const address = `127.0.0.1:${peer.port}`;
      const socket = await sockets.open({ bind: false, peer });
      expect(await socket.send('first')).toBe(5);
      await until(sockets.trace, ({ type }) => type === 'error', 'error');

      expect(sockets.failures).toMatchObject([
        { fault: 'peer', code: 'port-unreachable', facts: { address } },
      ]);
      expect(sockets.of('U1').at(-1)).toMatchObject({
        ...{ type: 'error', call: 'recvmsg', code: 'ECONNREFUSED', remote: peer },
      });
      await using late = new Sockets();
      await late.open({ port: peer.port });
      await socket.send('now there is somebody');
      expect((await late.until('U1', 1))[0]?.remote).toEqual(socket.address);
    },
  );

  testNeeding([LINUX], 'meets the refusal in its next send when that comes first', async () => {
    await using sockets = new Sockets();
    const peer = { host: '127.0.0.1', port: await closedPort() };
    const socket = await sockets.open({ bind: false, peer });
    // Both calls in one turn: the ICMP answer to the first is there before the second.
    const [first, second] = [socket.send('1'), rejection(socket.send('2'))];

    expect(await first).toBe(1);
    expect(await second).toMatchObject({ fault: 'peer', code: 'port-unreachable' });
    expect(sockets.trace.steps('U1').slice(-2)).toEqual(['send', 'error']);
    expect(socket.counts.datagrams.sent).toBe(1);
    expect(sockets.failures).toEqual([]);
  });
});
