import { readlink } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { networkOf, startLab, TESTERS, untilEmpty } from '../support/lab.ts';
import { EVERY_LANE, TCPDUMP } from '../support/lane-tools.ts';
import { LiveViewer, pageOf } from '../support/live-viewer.ts';
import { connectPeer } from '../support/peer.ts';
import { SCENARIO_NEEDS } from '../support/scenario.ts';
import { BINARY, runSockets, startSockets } from '../support/sockets-process.ts';
import { STRACE, testNeeding } from '../support/tools.ts';
import { PYTHON } from '../support/watched.ts';

const lanesIn = (events: readonly SocketEvent[]) => new Set(events.map(({ source }) => source));
const socketsIn = (events: readonly SocketEvent[]) => new Set(events.map(({ socket }) => socket));
const ALL = new Set(['app', 'syscall', 'kernel', 'wire']);

/** Nothing of the page's own is among what it shows: not its port, and not the descriptor by which it is told. */
function expectNoneOfThePage(page: URL, events: readonly SocketEvent[]): void {
  expect(JSON.stringify(events)).not.toContain(`:${page.port}`);
  const own = events.filter((event) => event.type === 'syscall' && event.descriptor === 5);
  expect(own).toEqual([]);
}

describe.each(TESTERS)('a page outside the private network of $name', ({ options, needs }) => {
  testNeeding([...needs, TCPDUMP], 'shows the packets of a demo', async () => {
    await using demo = startSockets(['demo', '--page'], options);
    const page = await pageOf(demo);
    using viewer = await LiveViewer.open(page);
    const events = await viewer.events();
    expect(lanesIn(events)).toEqual(new Set(['app', 'wire']));
    expectNoneOfThePage(page, events);
    demo.endInput();
    expect(await demo.exited).toEqual({ status: 0, signal: null });
  });

  testNeeding([...needs, TCPDUMP, STRACE], 'shows every lane of a demo', async () => {
    const args = ['demo', '--page', '--xray', '--syscalls', 'all'];
    await using demo = startSockets(args, options);
    const page = await pageOf(demo);
    using viewer = await LiveViewer.open(page);
    const events = await viewer.events();
    expect(lanesIn(events)).toEqual(ALL);
    expect(socketsIn(events)).toEqual(new Set(['L1', 'C1', 'S1']));
    expectNoneOfThePage(page, events);
  });

  testNeeding([...needs, ...SCENARIO_NEEDS], 'shows a scenario of the lab', async () => {
    await using scenario = startLab({ name: '', options, needs }, ['handshake', '--page']);
    const page = await pageOf(scenario);
    using viewer = await LiveViewer.open(page);
    const events = await viewer.events();
    expect(lanesIn(events)).toEqual(new Set(['app', 'kernel', 'wire']));
    expectNoneOfThePage(page, events);
    scenario.endInput();
    expect(await scenario.exited).toEqual({ status: 0, signal: null });
  });

  testNeeding(
    [...needs, ...SCENARIO_NEEDS],
    'is not there from within a lab, which is said',
    async () => {
      const command = [process.execPath, BINARY, 'demo', '--page', '--lanes', 'app'];
      await using lab = startLab({ name: '', options, needs }, ['--', ...command]);
      const page = await pageOf(lab);
      await lab.untilError(
        /a private network: only a browser that runs in it, too, reaches that page/,
      );
      await expect(fetch(page)).rejects.toThrow('fetch failed');
    },
  );

  testNeeding([...needs, ...SCENARIO_NEEDS], 'is gone with its run when it is killed', async () => {
    await using scenario = startLab({ name: '', options, needs }, ['states', '--page']);
    using viewer = await LiveViewer.open(await pageOf(scenario));
    await viewer.until(/"SYN-SENT"/);
    const mine = await readlink('/proc/self/ns/net');
    const network = await networkOf(scenario.pid);
    expect(['', mine]).not.toContain(network);
    scenario.signal('SIGKILL');
    await untilEmpty(network);
  });
});

testNeeding(
  EVERY_LANE,
  'a page on the network of its run is in none of the lanes, whatever its browsers do',
  async () => {
    const args = ['tcp-server', '0', '--xray', '--syscalls', 'all', '--page', '--once'];
    await using server = startSockets(args);
    const page = await pageOf(server);
    const port = await server.port;
    using viewer = await LiveViewer.open(page);
    using peer = await connectPeer(port);
    await fetch(page);
    peer.socket.write('hello');
    await viewer.until(/"type":"send"/);
    using second = await LiveViewer.open(page);
    await second.until(/"type":"send"/);
    second.socket.terminate();
    await viewer.until(/"source":"kernel","socket":"S1"/);
    peer.socket.end();
    const events = await viewer.events();
    expect(lanesIn(events)).toEqual(ALL);
    expect(socketsIn(events)).toEqual(new Set(['L1', 'S1']));
    expectNoneOfThePage(page, events);
  },
);

const WATCHED = `
import os, socket
socket.create_server(("127.0.0.1", 0)).close()
print([name for name in os.environ if "PAGE" in name], os.listdir("/proc/self/fd"))
`;

testNeeding(
  [STRACE, PYTHON],
  'a page shows a program that is watched and knows nothing of it',
  async () => {
    const command = ['--lanes', 'syscall', '--', 'python3', '-c', WATCHED];
    const without = await runSockets(['watch', ...command]);
    await using watched = startSockets(['watch', '--page', ...command]);
    using viewer = await LiveViewer.open(await pageOf(watched));
    const calls = (await viewer.events()).map((event) => event.type === 'syscall' && event.call);
    expect(calls).toEqual(expect.arrayContaining(['socket', 'bind', 'listen', 'close']));
    watched.endInput();
    const { status, stdout } = await watched.finished();
    expect({ status, said: stdout.toString() }).toEqual({
      status: 0,
      said: without.stdout.toString(),
    });
    expect(stdout.toString()).toMatch(/^\[\] /);
  },
);
