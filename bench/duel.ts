import { type Figure, figure, type Goal, median } from './figure.ts';
import { Load } from './load/load.ts';
import { MESSAGE } from './load/pinger.ts';
import type { Slice } from './load/task.ts';
import { processorTime } from './proc.ts';
import { readRecorded } from './recorded.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';
import type { Traffic } from './traffic.ts';

/** How often the processes are fresh. */
const STARTS = 2;
/** Rounds with the same processes. */
const ROUNDS = 3;
/** In a round both servers take a turn each, so long. ms */
const TURN = 400;
/** Until the compilers of both processes are done. ms */
const WARM_UP = 600;

/**
 * Without these, glibc gives the memory of each chunk back to the kernel, or does not, by where in the heap it happens
 * to lie: one and the same program is then a third slower or faster from start to start.
 */
const KEEP_HEAP = { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_TOP_PAD_: '67108864' };

/** Two servers that are measured against each other under the same traffic. */
export interface Duel {
  readonly measure: string;
  readonly subject: string;
  readonly ours: ServerOptions;
  readonly theirs: ServerOptions;
  /** What the other one is called beside the figures. */
  readonly other: string;
  readonly traffic: Traffic;
  readonly goal?: Goal;
}

/** How fast ours is in each duel, by the other's speed. */
export async function measureDuels(duels: readonly Duel[]): Promise<Figure[]> {
  await using load = new Load();
  const each = duels.map((duel) => ({ duel, rounds: [] as Round[] }));
  for (let start = 0; start < STARTS; start += 1) {
    for (const { duel, rounds } of each) rounds.push(...(await measureStart(duel, load)));
  }
  return each.map(({ duel, rounds }) => figureOf(duel, rounds));
}

interface Round {
  readonly theirs: Driving;
  readonly ours: Driving;
}

async function measureStart(duel: Duel, load: Load): Promise<Round[]> {
  const start = async (options: ServerOptions) =>
    new Driven(await startServer({ ...options, env: KEEP_HEAP }), duel.traffic, load);
  const theirs = await start(duel.theirs);
  const ours = await start(duel.ours);
  await theirs.run(WARM_UP);
  await ours.run(WARM_UP);
  const rounds: Round[] = [];
  // In turns: what else the machine does then slows both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ theirs: await theirs.run(TURN), ours: await ours.run(TURN) });
  }
  await theirs.stop();
  await ours.stop();
  return rounds;
}

/** A stretch of traffic and the processor time, ns, the server spent on it. */
interface Driving extends Slice {
  readonly processor: number;
}

/** A server under load, and how much it was sent in all. */
class Driven {
  readonly #server: Server;
  readonly #traffic: Traffic;
  readonly #load: Load;
  #bytes = 0;
  #lost = 0;

  constructor(server: Server, traffic: Traffic, load: Load) {
    this.#server = server;
    this.#traffic = traffic;
    this.#load = load;
  }

  async run(milliseconds: number): Promise<Driving> {
    const { pid, at } = this.#server;
    const before = processorTime(pid);
    const slice = await this.#load.perform(this.#traffic.task(at, milliseconds));
    this.#bytes += slice.bytes;
    this.#lost += slice.lost ?? 0;
    return { ...slice, processor: processorTime(pid) - before };
  }

  /** Ends the server. Throws when what it recorded is not all that was sent, both ways, or lost. */
  async stop(): Promise<void> {
    const { recording } = this.#server;
    await this.#server.stop();
    if (recording === undefined) return;
    const { received, sent, dropped } = await readRecorded(recording);
    const lost = this.#lost / MESSAGE;
    if (received !== this.#bytes || sent !== this.#bytes || dropped !== lost) {
      const recorded = `recorded ${received} and ${sent}, ${dropped} dropped`;
      throw new Error(`${this.#bytes} octets, ${lost} datagrams lost: ${recorded}`);
    }
  }
}

function sum(all: readonly Driving[]): Driving {
  return all.reduce((one, other) => ({
    bytes: one.bytes + other.bytes,
    lost: (one.lost ?? 0) + (other.lost ?? 0),
    milliseconds: one.milliseconds + other.milliseconds,
    processor: one.processor + other.processor,
  }));
}

function figureOf(
  { measure, subject, goal, traffic, other }: Duel,
  rounds: readonly Round[],
): Figure {
  const cost = rounds.map(
    ({ theirs, ours }) => ours.processor / ours.bytes / (theirs.processor / theirs.bytes),
  );
  const ours = traffic.speed(sum(rounds.map((round) => round.ours)));
  const theirs = traffic.speed(sum(rounds.map((round) => round.theirs)));
  return figure({
    measure,
    subject,
    unit: '',
    values: rounds.map(({ theirs, ours }) => speed(ours) / speed(theirs)),
    note: `${ours}, ${other} ${theirs}; processor × ${median(cost).toFixed(2)}`,
    ...(goal ? { goal } : {}),
  });
}

function speed({ bytes, milliseconds }: Slice): number {
  return bytes / milliseconds;
}
