import { type Figure, figure, type Goal, median } from './figure.ts';
import { Load } from './load/load.ts';
import type { Slice, Task } from './load/task.ts';
import { processorTime } from './proc.ts';
import { readRecorded } from './recorded.ts';
import { type Server, SUBJECTS, type Subject, startServer, TITLES } from './server.ts';

/** How often the processes are fresh. */
const STARTS = 2;
/** Rounds with the same processes. */
const ROUNDS = 3;
/** In a round the bare server and ours take a turn each, so long. ms */
const TURN = 500;
/** Until the compilers of both processes are done. ms */
const WARM_UP = 700;

/**
 * Without these, glibc gives the memory of each chunk back to the kernel, or does not, by where in the heap it happens
 * to lie: one and the same program is then a third slower or faster from start to start.
 */
const KEEP_HEAP = { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_TOP_PAD_: '67108864' };

/** A kind of traffic. */
interface Traffic {
  readonly name: string;
  readonly task: (port: number, milliseconds: number) => Task;
  readonly speed: (slice: Slice) => string;
  readonly goals: Readonly<Partial<Record<Subject, Goal>>>;
}

const SMALL_GOALS = {
  quiet: { atLeast: 0.95 },
  file: { atLeast: 0.8 },
  terminal: { atLeast: 0.8 },
  record: { atLeast: 0.65 },
};
const BULK_GOALS = { ...SMALL_GOALS, file: { atLeast: 0.9 }, terminal: { atLeast: 0.9 } };

const TRAFFIC: readonly Traffic[] = [
  pingPong('64 B ping-pong', 1),
  pingPong('64 B, 64 connections', 64),
  {
    name: '64 KiB bulk',
    task: (port, milliseconds) => ({ kind: 'bulk', port, milliseconds }),
    speed: ({ bytes, milliseconds }) => `${grouped(bytes / 1e3 / milliseconds)} MB/s`,
    goals: BULK_GOALS,
  },
];

function pingPong(name: string, connections: number): Traffic {
  return {
    name,
    task: (port, milliseconds) => ({ kind: 'ping-pong', port, connections, milliseconds }),
    speed: ({ bytes, milliseconds }) => `${grouped(bytes / 0.064 / milliseconds)} echoes/s`,
    goals: SMALL_GOALS,
  };
}

/** How fast each server echoes, against the bare one beside it. */
export async function measureEcho(directory: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const traffic of TRAFFIC) figures.push(...(await measureTraffic(traffic, directory)));
  return figures;
}

async function measureTraffic(traffic: Traffic, directory: string): Promise<Figure[]> {
  await using load = new Load();
  const ours = SUBJECTS.filter((subject) => subject !== 'bare');
  const rounds: Round[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    for (const subject of ours) {
      rounds.push(...(await measureStart(subject, { traffic, load, directory })));
    }
  }
  return ours.map((subject) =>
    figureOf(
      traffic,
      subject,
      rounds.filter((round) => round.subject === subject),
    ),
  );
}

interface StartOptions {
  readonly traffic: Traffic;
  readonly load: Load;
  readonly directory: string;
}

interface Round {
  readonly subject: Subject;
  readonly bare: Driving;
  readonly ours: Driving;
}

async function measureStart(subject: Subject, options: StartOptions): Promise<Round[]> {
  const { traffic, load, directory } = options;
  const bare = new Driven(await startServer('bare', directory, KEEP_HEAP), traffic, load);
  const ours = new Driven(await startServer(subject, directory, KEEP_HEAP), traffic, load);
  await bare.run(WARM_UP);
  await ours.run(WARM_UP);
  const rounds: Round[] = [];
  // In turns: what else the machine does then slows both alike.
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ subject, bare: await bare.run(TURN), ours: await ours.run(TURN) });
  }
  await bare.stop();
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

  constructor(server: Server, traffic: Traffic, load: Load) {
    this.#server = server;
    this.#traffic = traffic;
    this.#load = load;
  }

  async run(milliseconds: number): Promise<Driving> {
    const { pid, port } = this.#server;
    const before = processorTime(pid);
    const slice = await this.#load.perform(this.#traffic.task(port, milliseconds));
    this.#bytes += slice.bytes;
    return { ...slice, processor: processorTime(pid) - before };
  }

  /** Ends the server. Throws when what it recorded is not all that was sent, both ways. */
  async stop(): Promise<void> {
    const { recording, subject } = this.#server;
    await this.#server.stop();
    if (recording === undefined) return;
    const { received, sent } = await readRecorded(recording);
    if (received !== this.#bytes || sent !== this.#bytes) {
      throw new Error(`${subject}: ${this.#bytes} octets, recorded ${received} and ${sent}`);
    }
  }
}

function sum(all: readonly Driving[]): Driving {
  return all.reduce((one, other) => ({
    bytes: one.bytes + other.bytes,
    milliseconds: one.milliseconds + other.milliseconds,
    processor: one.processor + other.processor,
  }));
}

function figureOf(traffic: Traffic, subject: Subject, rounds: readonly Round[]): Figure {
  const goal = traffic.goals[subject];
  const cost = rounds.map(
    ({ bare, ours }) => ours.processor / ours.bytes / (bare.processor / bare.bytes),
  );
  const ours = traffic.speed(sum(rounds.map((round) => round.ours)));
  const bare = traffic.speed(sum(rounds.map((round) => round.bare)));
  return figure({
    measure: traffic.name,
    subject: TITLES[subject],
    unit: '',
    values: rounds.map(({ bare, ours }) => speed(ours) / speed(bare)),
    note: `${ours}, bare ${bare}; processor × ${median(cost).toFixed(2)}`,
    ...(goal ? { goal } : {}),
  });
}

function speed({ bytes, milliseconds }: Slice): number {
  return bytes / milliseconds;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en');
}
