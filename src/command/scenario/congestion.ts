import { now } from '../../event/clock.ts';
import { addBottleneck, useEthernetPackets } from '../../lab/bottleneck.ts';
import { setKernel } from '../../lab/kernel-settings.ts';
import { runSs } from '../../observe/kernel/run-ss.ts';
import { parseSsTcp, SS_TCP_ARGUMENTS, type SsTcpInfo } from '../../observe/kernel/ss-tcp.ts';
import type { Connection } from '../../stream/connection.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { bytes, grouped, seconds } from '../../text/quantity.ts';
import { chart } from '../../view/chart.ts';
import { pause } from '../pause.ts';
import type { Scene } from './scene.ts';

const OCTETS = 700_000;
const RATE = 1_000_000;
/** How long a packet may wait before the narrow place, ms: some 17 of them. */
const QUEUE = 200;
/** Where there is no queue, so many packets are lost instead, %. */
const LOSS = 3;
/** Between two measurements, ms. */
const EVERY = 40;
const ROWS = 10;

/** A measurement: µs, and what TCP had decided by then. */
interface Sample extends SsTcpInfo {
  readonly time: number;
}

/** The congestion window over time behind a narrow place: it opens, loses, and opens again (RFC 5681 §3.1). */
export async function showCongestion(scene: Scene): Promise<void> {
  const { stage, words, columns } = scene;
  const { labels, emit } = stage;
  const isReno = await setKernel('tcp_congestion_control', 'reno');
  if (!isReno) stage.seen(words.congestion.notReno);
  await useEthernetPackets();
  stage.chapter(words.opening);
  await using server = await listenTcp({ port: 0, labels, serve: makeService('discard') }, emit);
  const { port } = server.address;
  const rate = await narrow(scene, port);
  const client = await connectTcp({ port, labels }, emit);
  client.handle({});

  stage.chapter(words.congestion.send({ bytes: bytes(OCTETS), rate }));
  const before = await sample(client);
  client.send(Buffer.alloc(OCTETS, 'x'));
  const samples = [...before, ...(await measured(scene, client))];

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  await draw(scene, samples, columns);
}

/** Makes the way to the server narrow, as it was asked or as it suits, and says how narrow. */
async function narrow(scene: Scene, port: number): Promise<string> {
  const { rate = RATE, loss } = scene.asked;
  const queued = await addBottleneck({ port, rate, queue: QUEUE });
  if (!queued) {
    await scene.network.set({ rate, loss: loss ?? LOSS });
    scene.stage.seen(scene.words.congestion.noQueue({ loss: loss ?? LOSS }));
  } else if (loss !== undefined) await scene.network.set({ loss });
  return `${grouped(rate / 1_000_000)} Mbit/s`;
}

async function draw(scene: Scene, samples: readonly Sample[], columns: number): Promise<void> {
  const { stage, words } = scene;
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last) {
    stage.chapter(words.congestion.unmeasured);
    return;
  }
  stage.chapter(words.congestion.curve);
  const marks = samples.filter(
    ({ retransmitted = 0 }, i) => retransmitted > (samples[i - 1]?.retransmitted ?? 0),
  );
  stage.show(
    chart(
      samples.map(({ time, cwnd = 0 }) => ({ x: time, y: cwnd })),
      {
        ...{ columns, rows: ROWS, marks: marks.map(({ time }) => time) },
        label: (time) => seconds(time - first.time),
      },
    ),
  );
  const windows = samples.map(({ cwnd = 0 }) => cwnd);
  const cuts = cutsIn(windows);
  await scene.saw(
    words.congestion.seen({
      ...{ first: windows[0] ?? 0, most: Math.max(...windows), least: Math.min(...windows), cuts },
      retransmitted: last.retransmitted ?? 0,
      ...{ samples: samples.length, took: seconds(last.time - first.time) },
    }),
  );
}

/** Asks the kernel again and again until the server has it all. */
async function measured(scene: Scene, client: Connection): Promise<Sample[]> {
  const samples: Sample[] = [];
  const stop = new AbortController();
  const all = scene.received(scene.stage.accepted(), OCTETS).finally(() => stop.abort());
  while (!stop.signal.aborted) {
    samples.push(...(await sample(client, stop.signal)));
    await pause(EVERY, stop.signal);
  }
  await all;
  return samples;
}

/** What the kernel has measured until now: nothing where it does not tell. */
async function sample(
  { local }: Connection,
  stop = new AbortController().signal,
): Promise<Sample[]> {
  const answer = await runSs(SS_TCP_ARGUMENTS, stop);
  const time = now();
  if (!('printed' in answer) || !local || !('port' in local)) return [];
  const [row] = parseSsTcp(answer.printed, ({ port }) => port === local.port);
  return row?.info.cwnd === undefined ? [] : [{ time, ...row.info }];
}

/** How often the window was cut: fell from a height by more than a quarter. It may fall in steps, for each ACK one. */
function cutsIn(windows: readonly number[]): number {
  let cuts = 0;
  let height = 0;
  let depth: number | undefined;
  for (const cwnd of windows) {
    if (depth !== undefined && cwnd <= depth) depth = cwnd;
    else if (depth !== undefined || cwnd > height) {
      depth = undefined;
      height = cwnd;
    } else if (cwnd < height * 0.75) {
      cuts += 1;
      depth = cwnd;
    }
  }
  return cuts;
}
