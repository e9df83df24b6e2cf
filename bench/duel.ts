import { Driven, type Driving } from './driven.ts';
import { type Figure, figure, type Goal, median } from './figure.ts';
import { Load } from './load/load.ts';
import type { Slice } from './load/task.ts';
import type { ServerOptions } from './server.ts';
import type { Traffic } from './traffic.ts';

/** How often the processes are fresh. */
const STARTS = 2;
/** Rounds with the same processes. */
const ROUNDS = 3;
/** In a round both servers take a turn each, so long. ms */
const TURN = 400;
/** Until the compilers of both processes are done. ms */
const WARM_UP = 600;

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
  const theirs = await Driven.start(duel.theirs, duel.traffic, load);
  const ours = await Driven.start(duel.ours, duel.traffic, load);
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

function sum(all: readonly Driving[]): Driving {
  return all.reduce((one, other) => ({
    bytes: one.bytes + other.bytes,
    lost: (one.lost ?? 0) + (other.lost ?? 0),
    wire: (one.wire ?? 0) + (other.wire ?? 0),
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
