import { expect, vi } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { inPrivateNetwork } from '../../src/lab/private-network.ts';
import { CAPTURE, EVERY_LANE, TCPDUMP } from '../support/lane-tools.ts';
import { Mark } from '../support/leftovers.ts';
import { ORDINARY, pathWith, ROOT } from '../support/ordinary-user.ts';
import { connectPeer, freePort } from '../support/peer.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { LINUX, machine, STRACE, testNeeding } from '../support/tools.ts';

const lanesIn = (events: readonly SocketEvent[]) => new Set(events.map(({ source }) => source));
/** Ends come within moments: on a busy machine, a few seconds. */
const SOON = { timeout: 15_000, interval: 20 };
const AS_ROOT = machine(ROOT, 'needs root, to run as somebody else');

/** One connection that sends and ends, and the events of all of it. */
async function converse(
  server: RunningProcess,
  seen: () => Promise<unknown>,
): Promise<SocketEvent[]> {
  using peer = await connectPeer(await server.port);
  await seen();
  peer.socket.end('hello\n');
  await peer.everything();
  const { status, stdout } = await server.finished();
  expect(status).toBe(0);
  return await eventsOf(stdout);
}

const once = ['tcp-server', '0', '--once', '--json', '--xray'] as const;

testNeeding(
  [STRACE, TCPDUMP, AS_ROOT],
  'an ordinary user is told once that nothing can be captured, and has the other lanes',
  async () => {
    await using server = startSockets(once, { through: ORDINARY });
    // States are polled where they cannot be traced: a short conversation may pass between two looks.
    const events = await converse(server, () => server.untilOutput(/"source":"kernel"/));

    expect(server.stderr.match(/^no .*$/gm)).toEqual([
      expect.stringMatching(/^no wire lane: this user may not.*sockets lab$/),
    ]);
    expect(lanesIn(events)).toEqual(new Set(['app', 'syscall', 'kernel']));
  },
);

testNeeding([LINUX], 'each tool that is not installed is told of once', async () => {
  using folder = pathWith('node', 'sh', 'true');
  await using server = startSockets(once, { env: { PATH: folder.PATH } });
  const events = await converse(server, () => server.untilError(/^kernel lane without/m));

  expect(server.stderr.match(/^(?:no|kernel) .*$/gm)?.toSorted()).toEqual([
    expect.stringMatching(/^kernel lane without .*sudo apt install iproute2/),
    expect.stringMatching(/^no syscall lane: .*sudo apt install strace/),
    expect.stringMatching(/^no wire lane: .*sudo apt install tcpdump/),
  ]);
  expect(lanesIn(events)).toEqual(new Set(['app', 'kernel']));
});

testNeeding(
  [TCPDUMP, CAPTURE],
  'a capture that dies is told of once, and the rest goes on',
  async () => {
    const mark = new Mark();
    await using server = startSockets(
      ['tcp-server', await freePort(), '--json', '--lanes', 'app,kernel,wire'],
      {
        env: mark.env,
      },
    );
    {
      using first = await connectPeer(await server.port);
      first.socket.end('hello\n');
      await first.everything();
    }
    await server.untilOutput(/"source":"wire","socket":"S1".*"FIN"/);
    const [capture] = mark.processes().filter(({ command }) => command.startsWith('tcpdump '));
    process.kill(capture?.pid ?? Number.NaN, 'SIGKILL');
    await server.untilError(/no wire lane: /);
    using second = await connectPeer(await server.port);
    await server.untilOutput(/"source":"kernel","socket":"S2"/);
    second.socket.end('again\n');
    expect((await second.everything()).toString()).toBe('again\n');
    await server.untilOutput(/"source":"app","socket":"S2","type":"close"/);
    server.signal('SIGINT');
    const { status, stdout, stderr } = await server.finished();
    const events = await eventsOf(stdout);

    expect(status).toBe(130);
    expect(stderr.match(/no wire lane: /g)).toHaveLength(1);
    const later = events.filter(({ socket }) => socket === 'S2');
    expect(lanesIn(later)).toEqual(new Set(['app', 'kernel']));
  },
);

testNeeding(EVERY_LANE, 'Ctrl-C ends all that was started, with status 130', async () => {
  const mark = new Mark();
  await using server = startSockets(['tcp-server', '0', '--xray'], { env: mark.env });
  using peer = await connectPeer(await server.port);
  peer.socket.end('hello\n');
  await peer.everything();
  expect(names(mark)).toEqual(expect.arrayContaining(['cat', 'strace', 'tcpdump']));
  server.signal('SIGINT');

  expect(await server.exited).toEqual({ status: 130, signal: null });
  await vi.waitFor(() => expect(mark.running()).toEqual([]), SOON);
});

testNeeding(EVERY_LANE, 'nothing outlives a server that is killed', async () => {
  const mark = new Mark();
  // Where nobody else sends: by the next packet a capture would notice that nobody reads it any more.
  const through = inPrivateNetwork([], ROOT ? 'root' : 'user');
  await using server = startSockets(['tcp-server', '0', '--xray'], { env: mark.env, through });
  await server.port;
  expect(names(mark)).toEqual(expect.arrayContaining(['cat', 'strace', 'tcpdump']));
  server.signal('SIGKILL');

  await vi.waitFor(() => expect(mark.running()).toEqual([]), SOON);
});

testNeeding([STRACE], 'a program whose strace is killed goes with it', async () => {
  const mark = new Mark();
  const args = ['tcp-server', '0', '--lanes', 'app,syscall'];
  await using server = startSockets(args, { env: mark.env });
  await server.port;
  const [tracer] = mark.processes().filter(({ command }) => command.startsWith('strace '));
  process.kill(tracer?.pid ?? Number.NaN, 'SIGKILL');

  expect((await server.exited).status).toBe(137);
  await vi.waitFor(() => expect(mark.running()).toEqual([]), SOON);
});

function names(mark: Mark): (string | undefined)[] {
  return mark.running().map((command) => command.split(' ')[0]);
}
