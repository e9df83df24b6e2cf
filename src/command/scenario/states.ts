import type { InternetAddress } from '../../event/address.ts';
import { now } from '../../event/clock.ts';
import type { EventOf, SocketLabel } from '../../event/event.ts';
import { TCP_STATES, type TcpState } from '../../event/tcp-state.ts';
import { transition } from '../../event/tcp-transitions.ts';
import { type LiteralRow, ROW_HEADS, readLiteralRow } from '../../observe/kernel/literal-row.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp, type TcpServer } from '../../tcp/listen.ts';
import { duration, seconds } from '../../text/quantity.ts';
import { reachedLines } from '../../view/tcp-row.ts';
import { pause } from '../pause.ts';
import { type Restarted, restartOn } from './restart.ts';
import type { Scene } from './scene.ts';

/** Between two looks at a timer, ms. */
const EVERY = 50;

/** All eleven states of a connection (RFC 9293 §3.3.2), each on a real socket, held by losing the segment that would end it. */
export async function showStates(scene: Scene): Promise<void> {
  const began = now();
  const states = new States(scene);
  const { stage, words, network } = scene;
  const { labels, emit } = stage;
  await network.prepare();
  stage.chapter(words.states.listen);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve, halfOpen: true }, emit);
  await states.reach(server.label, 'LISTEN', 'CLOSED');

  await openSlowly(states, server);
  await closeSlowly(states, server);
  const closing = await closeTogether(states, server);
  const took = now() - began;
  const left = await countDown(scene, closing);
  stage.chapter(words.states.stop);
  await server.close();
  const restarted = await restartOn(scene, server.address.port);
  await scene.saw(
    words.states.seen({
      ...{ reached: states.reached.size, of: TCP_STATES.length, took: seconds(took) },
      ...({ left: duration(left), ...restarted } satisfies Restarted & { left: string }),
    }),
  );
}

/** The opening: SYN, then SYN,ACK are lost. */
async function openSlowly(states: States, server: TcpServer): Promise<void> {
  const { stage, words, network } = states.scene;
  const { labels, emit } = stage;
  stage.chapter(words.states.synSent);
  await network.set({ drop: [{ segment: 'syn', from: 'client' }] });
  const connecting = connectTcp({ port: server.address.port, labels }, emit);
  await states.reach('C1', 'SYN-SENT', 'CLOSED');

  stage.chapter(words.states.synReceived);
  await network.set({ drop: [{ segment: 'syn-ack', from: 'server' }] });
  await states.reach(server.label, 'SYN-RECEIVED', 'LISTEN');

  stage.chapter(words.states.established);
  await network.set({ drop: [] });
  const client = await connecting;
  client.handle({});
  await states.reach('C1', 'ESTABLISHED', 'SYN-SENT');
  await states.reach('S1', 'ESTABLISHED', 'SYN-RECEIVED');

  stage.chapter(words.states.finWait1);
  await network.set({ drop: [{ segment: 'fin', from: 'client' }] });
  client.end();
  await states.reach('C1', 'FIN-WAIT-1', 'ESTABLISHED');
}

/** The closing, one end after the other: each FIN is lost for a while. */
async function closeSlowly(states: States, server: TcpServer): Promise<void> {
  const { stage, words, network } = states.scene;
  stage.chapter(words.states.finWait2);
  await network.set({ drop: [] });
  await states.reach('C1', 'FIN-WAIT-2', 'FIN-WAIT-1');
  await states.reach('S1', 'CLOSE-WAIT', 'ESTABLISHED');

  stage.chapter(words.states.lastAck);
  await network.set({ drop: [{ segment: 'fin', from: 'server' }] });
  server.connections.get('S1')?.end();
  await states.reach('S1', 'LAST-ACK', 'CLOSE-WAIT');

  stage.chapter(words.states.timeWait);
  await network.set({ drop: [] });
  await states.reach('C1', 'TIME-WAIT', 'FIN-WAIT-2');
  await states.reach('S1', 'CLOSED', 'LAST-ACK');
}

/** Both ends close before either hears of it; the server's FIN is lost longer. */
async function closeTogether(states: States, server: TcpServer): Promise<EventOf<'state'>> {
  const { scene } = states;
  const { stage, words, network } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.states.both);
  await network.set({ drop: [{ segment: 'fin' }] });
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  await scene.state('S2', 'ESTABLISHED');
  client.end();
  server.connections.get('S2')?.end();
  await scene.state('C2', 'FIN-WAIT-1');
  await scene.state('S2', 'FIN-WAIT-1');

  stage.chapter(words.states.closing);
  await network.set({ drop: [{ segment: 'fin', from: 'server' }] });
  await states.reach('S2', 'CLOSING', 'FIN-WAIT-1');

  stage.chapter(words.states.bothTimeWait);
  await network.set({ drop: [] });
  return await states.reach('S2', 'TIME-WAIT', 'CLOSING');
}

/** Reads the timer of a TIME-WAIT until it has gone down by two seconds, and gives what is left. */
async function countDown(scene: Scene, { local, remote }: EventOf<'state'>): Promise<number> {
  const { stage, words } = scene;
  stage.chapter(words.states.countDown);
  const first = await timerOf(local, remote);
  let shown = first;
  stage.show([`  ${words.states.left(duration(first))}`]);
  const never = new AbortController().signal;
  for (let left = first; shown > first - 2_000_000; left = await timerOf(local, remote)) {
    await pause(EVERY, never);
    if (left > shown - 1_000_000) continue;
    shown = left;
    stage.show([`  ${words.states.left(duration(left))}`]);
  }
  return shown;
}

async function timerOf(
  local: EventOf<'state'>['local'],
  remote: EventOf<'state'>['remote'],
): Promise<number> {
  const row = await rowOf(local, remote);
  return row?.timer?.expires ?? 0;
}

async function rowOf(
  local: EventOf<'state'>['local'],
  remote: EventOf<'state'>['remote'],
): Promise<LiteralRow | undefined> {
  return isInternet(local)
    ? readLiteralRow(local, isInternet(remote) ? remote : undefined)
    : undefined;
}

function isInternet(address: EventOf<'state'>['local']): address is InternetAddress {
  return address !== undefined && 'port' in address;
}

/** The states that were reached, each shown when it is. */
class States {
  readonly scene: Scene;
  readonly reached = new Set<TcpState>();

  constructor(scene: Scene) {
    this.scene = scene;
  }

  /** Waits until the kernel has the socket in this state, and shows the row that says so. */
  async reach(socket: SocketLabel, state: TcpState, from: TcpState): Promise<EventOf<'state'>> {
    const { scene } = this;
    const event = await scene.state(socket, state);
    const { local, remote } = event;
    const row = await rowOf(local, remote);
    this.reached.add(state);
    if (!isInternet(local)) return event;
    scene.stage.show(
      reachedLines(
        {
          ...{ socket, state, local, heads: ROW_HEADS, arrow: transition(from, state) },
          ...{ remote: isInternet(remote) ? remote : undefined, row },
        },
        scene.words.states,
      ),
    );
    return event;
  }
}
