import { type Figure, figure, type Goal, median } from './figure.ts';
import { Load } from './load/load.ts';
import type { Slice, Task } from './load/task.ts';
import { processorTime } from './proc.ts';
import { readRecorded } from './recorded.ts';
import { type Server, SUBJECTS, type Subject, startServer, TITLES } from './server.ts';

const ROUNDS = 5;
/** In a round the bare server and ours take turns, so many each and so many milliseconds long. */
const TURNS = 2;
const TURN = 400;
/** Until the compilers of both processes are done. ms */
const WARM_UP = 700;

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
  const bare = new Driven(await startServer('bare', directory), traffic, load);
  const ours = await Promise.all(
    SUBJECTS.filter((subject) => subject !== 'bare').map(
      async (subject) => new Driven(await startServer(subject, directory), traffic, load),
    ),
  );
  await bare.run(WARM_UP);
  const rounds: Round[] = [];
  for (const driven of ours) {
    await driven.run(WARM_UP);
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await compare(bare, driven));
  }
  for (const driven of [bare, ...ours]) await driven.stop();
  return ours.map(({ subject }) =>
    figureOf(
      traffic,
      subject,
      rounds.filter((round) => round.subject === subject),
    ),
  );
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

  get subject(): Subject {
    return this.#server.subject;
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

interface Round {
  readonly subject: Subject;
  readonly bare: Driving;
  readonly ours: Driving;
}

/** One after the other, in short turns: what else the machine does then slows both alike. */
async function compare(bare: Driven, ours: Driven): Promise<Round> {
  const turns: { bare: Driving; ours: Driving }[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    turns.push({ bare: await bare.run(TURN), ours: await ours.run(TURN) });
  }
  return {
    subject: ours.subject,
    bare: sum(turns.map((turn) => turn.bare)),
    ours: sum(turns.map((turn) => turn.ours)),
  };
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
