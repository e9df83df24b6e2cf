import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, vi } from 'vitest';
import { formatAddress } from '../../../src/event/address.ts';
import { FullQueue } from '../../support/full-queue.ts';
import { connectedPair } from '../../support/kernel-pair.ts';
import { SOON, seen, watch } from '../../support/kernel-watch.ts';
import { startProgram } from '../../support/sockets-process.ts';
import { LINUX, program, testNeeding } from '../../support/tools.ts';

const SS = program('ss', 'iproute2');

afterEach(() => {
  vi.unstubAllEnvs();
});

testNeeding(
  [LINUX],
  'each state that is held is seen, at both ends, with their addresses',
  async () => {
    const { watching, told, states, at } = watch();
    const { client, server, mine, port, closed } = await connectedPair();
    at(port);
    await seen(states, ['server ESTABLISHED', 'client ESTABLISHED']);
    client.end();
    watching.look();
    await seen(states, ['server CLOSE-WAIT', 'client FIN-WAIT-2']);
    server.end();
    await closed();
    watching.look();
    await seen(states, ['client TIME-WAIT', 'server CLOSED']);
    await watching.close();

    const [near, far] = [`127.0.0.1:${mine}`, `127.0.0.1:${port}`];
    const ends = told.map(
      ({ local, remote }) => `${formatAddress(local)} ${formatAddress(remote)}`,
    );
    expect(new Set(ends.filter((each) => !each.endsWith(':0')))).toEqual(
      new Set([`${near} ${far}`, `${far} ${near}`]),
    );
    expect(
      told.filter(({ local, what }) => local.port === mine && what.type === 'state'),
    ).toMatchObject([
      { what: { state: 'ESTABLISHED', how: 'polled' } },
      { what: { state: 'FIN-WAIT-2', was: 'ESTABLISHED' } },
      { what: { state: 'TIME-WAIT', was: 'FIN-WAIT-2' } },
    ]);
  },
);

testNeeding([LINUX], 'octets that nobody reads are seen to wait, until they are read', async () => {
  const { watching, at, of } = watch();
  const { client, server, mine, port, closed } = await connectedPair();
  at(port);
  server.pause();
  client.end(Buffer.alloc(8 * 1024 * 1024));
  const queues = (local: number) =>
    of('queues').flatMap(({ local: { port: own }, what }) => (own === local ? [what] : []));
  await vi.waitFor(() => {
    expect(queues(port).at(-1)).toMatchObject({ send: 0, receive: expect.toSatisfy(isSome) });
    expect(queues(mine).at(-1)).toMatchObject({
      receive: 0,
      send: expect.toSatisfy(isSome),
    });
  }, SOON);
  server.resume();
  await once(server, 'end');
  watching.look();
  await vi.waitFor(() => expect(queues(port).at(-1)).toMatchObject({ receive: 0, send: 0 }), SOON);
  server.end();
  await closed();
  await watching.close();
});
const isSome = (count: number) => count > 0;

testNeeding(
  [LINUX, SS],
  'an accept queue is seen to fill up beyond its limit, and the client that waits',
  async () => {
    await using full = await FullQueue.open();
    const { watching, told, states, at } = watch();
    at(full.port);
    const client = connect(full.port, '127.0.0.1');
    client.on('error', () => undefined);
    await seen(states, ['listener LISTEN', 'client SYN-SENT']);
    await vi.waitFor(
      () =>
        expect(told.map(({ what }) => what)).toContainEqual({
          source: 'kernel',
          type: 'accept-queue',
          waiting: 2,
          limit: 1,
        }),
      SOON,
    );
    client.destroy();
    watching.look();
    const gone = () =>
      told.filter(
        ({ what }) => what.type === 'state' && what.state === 'CLOSED' && what.was === 'SYN-SENT',
      );
    await vi.waitFor(() => expect(gone()).toHaveLength(1), SOON);
    await watching.close();
  },
);

testNeeding([LINUX, SS], 'what TCP measured of a connection is told', async () => {
  const { watching, told, at, of } = watch();
  const { client, server, port, closed } = await connectedPair();
  at(port);
  await vi.waitFor(() => expect(of('tcp-info').length).toBeGreaterThanOrEqual(2), SOON);
  for (const { what } of of('tcp-info')) {
    expect(what).toMatchObject({
      rtt: expect.any(Number),
      rto: expect.any(Number),
      cwnd: expect.any(Number),
      mss: expect.any(Number),
    });
  }
  client.destroy();
  server.destroy();
  await closed();
  await watching.close();
  const count = told.length;
  watching.look();
  await watching.close();
  expect(told).toHaveLength(count);
});

testNeeding([LINUX], 'what ended just before the watch is closed is told, too', async () => {
  const { watching, states, at } = watch({ every: 60_000 });
  const { client, server, port, closed } = await connectedPair();
  at(port);
  await seen(states, ['server ESTABLISHED', 'client ESTABLISHED']);
  // Both at once, so that neither hears of the other's reset.
  for (const socket of [client, server]) socket.resetAndDestroy();
  await closed();
  await watching.close();
  expect(states()).toEqual(expect.arrayContaining(['server CLOSED', 'client CLOSED']));
});

testNeeding([LINUX], 'without ss, without tables: told once, and no more', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const { watching, missing, states, at } = watch();
  const { client, server, port, closed } = await connectedPair();
  at(port);
  await vi.waitFor(() => expect(missing).toEqual([{ what: 'ss', why: 'absent' }]), SOON);
  client.end();
  watching.look();
  await seen(states, ['server CLOSE-WAIT']);
  server.end();
  await closed();
  await watching.close();
  expect(missing).toHaveLength(1);

  const blind = watch({ proc: '/nowhere' });
  await blind.watching.ready;
  await blind.watching.close();
  expect(blind.missing).toEqual([{ what: 'tables', why: 'unreadable' }]);
});

const MODULE = fileURLToPath(new URL('../../../src/observe/kernel/watch-tcp.ts', import.meta.url));

testNeeding([LINUX], 'a program that forgets its watch ends all the same', async () => {
  const code = `
    import { watchKernel } from ${JSON.stringify(MODULE)};
    await watchKernel({ wanted: () => true, tell: () => undefined }).ready;
    console.log('done');`;
  const args = ['--import', 'tsx', '--input-type', 'module', '-e', code];
  await using running = startProgram(process.execPath, args, { stdin: 'ignore' });
  const { status, stdout } = await running.finished();
  expect({ status, stdout: stdout.toString() }).toEqual({ status: 0, stdout: 'done\n' });
});
