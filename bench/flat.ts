import { Driven, type Driving } from './driven.ts';
import { type Figure, figure, median } from './figure.ts';
import { ws } from './kind.ts';
import { Load } from './load/load.ts';
import type { WsShape } from './load/ws-script.ts';
import { type ServerOptions, TITLES } from './server.ts';
import { type Traffic, wsMessages } from './traffic.ts';

const MIB = 1024 * 1024;
const ROUNDS = 6;
/** A turn of each. ms */
const TURN = 300;
const WARM_UP = 600;

/** How much more an octet of the long one may cost: it does not fit into the processor's cache any more. */
const AT_MOST = 2;

/** A long message and a shorter one like it. */
interface Pair {
  readonly long: WsShape;
  readonly short: WsShape;
}

const inFrames = (size: number, fragment?: number): WsShape => ({
  ...{ size, compressed: false, fragment },
});

/** Whatever a message's length, its octets cost the same: what has come of it is not gone through again with each frame. */
const PAIRS: readonly Pair[] = [64, 1024, undefined].map((fragment) => ({
  long: inFrames(16 * MIB, fragment),
  short: inFrames(MIB, fragment),
}));

/** How much more processor time our server needs for each octet of a message sixteen times as long. */
export async function measureFlatness(directory: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const pair of PAIRS) figures.push(await measurePair(pair, directory));
  return figures;
}

async function measurePair({ long, short }: Pair, directory: string): Promise<Figure> {
  await using load = new Load();
  const server: ServerOptions = { kind: ws(false), subject: 'quiet', directory };
  const [ofLong, ofShort] = [trafficOf(long), trafficOf(short)];
  const longer = await Driven.start(server, ofLong, load);
  const shorter = await Driven.start(server, ofShort, load);
  await longer.run(WARM_UP);
  await shorter.run(WARM_UP);
  const rounds: { readonly long: number; readonly short: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ long: cost(await longer.run(TURN)), short: cost(await shorter.run(TURN)) });
  }
  await longer.stop();
  await shorter.stop();
  const shown = (which: 'long' | 'short') => median(rounds.map((round) => round[which])).toFixed(2);
  return figure({
    measure: `${ofLong.name}, by 1 MiB`,
    subject: TITLES.quiet,
    unit: '',
    values: rounds.map((round) => round.long / round.short),
    goal: { atMost: AT_MOST },
    note: `processor time of an octet: ${shown('long')} ns, of 1 MiB ${shown('short')} ns`,
  });
}

function trafficOf(shape: WsShape): Traffic {
  return wsMessages({ connections: 1, inFlight: 1, shape });
}

/** Processor time of an octet, ns. */
function cost({ processor, bytes }: Driving): number {
  return processor / bytes;
}
