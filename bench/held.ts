import { type Figure, figure, median } from './figure.ts';
import { TCP } from './kind.ts';
import { Load } from './load/load.ts';
import { memory, mostOpenFiles } from './proc.ts';
import { readRecorded } from './recorded.ts';
import { startServer, TITLES } from './server.ts';

const CONNECTIONS = 10_000;
const ROUNDS = 3;
const MESSAGE = 64;
const OURS = ['quiet', 'record'] as const;
const HELD = ['bare', ...OURS] as const;
type Held = (typeof HELD)[number];

/** Memory for each of 10,000 connections held at once, each having echoed once; and that a recording has seen all. */
export async function measureHeld(directory: string): Promise<Figure[]> {
  if (mostOpenFiles() < CONNECTIONS + 200) {
    console.error(`skipped: ${CONNECTIONS} connections at once need a higher \`ulimit -Hn\``);
    return [];
  }
  const rounds: Map<Held, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const each = new Map<Held, number>();
    for (const subject of HELD) each.set(subject, await measureOne(subject, directory));
    rounds.push(each);
  }
  const of = (subject: Held) => rounds.map((round) => round.get(subject) ?? Number.NaN);
  const bare = median(of('bare'));
  return OURS.map((subject) =>
    figure({
      measure: 'memory per connection',
      subject: TITLES[subject],
      unit: '',
      values: of(subject).map((octets, round) => octets / (of('bare')[round] ?? Number.NaN)),
      goal: { atMost: 1.5 },
      note: `${kilobytes(median(of(subject)))}, bare ${kilobytes(bare)}; 10,000 at once`,
    }),
  );
}

/** What a connection adds to the server's peak memory, octets. */
async function measureOne(subject: Held, directory: string): Promise<number> {
  await using load = new Load();
  const server = await startServer({ kind: TCP, subject, directory });
  const before = memory(server.pid, 'VmRSS');
  await load.perform({ kind: 'hold', at: server.at, connections: CONNECTIONS });
  const after = memory(server.pid, 'VmHWM');
  await load.perform({ kind: 'release' });
  await server.stop();
  if (server.recording !== undefined) await check(server.recording);
  return (after - before) / CONNECTIONS;
}

async function check(recording: string): Promise<void> {
  const { accepted, received, sent } = await readRecorded(recording);
  const octets = CONNECTIONS * MESSAGE;
  if (accepted !== CONNECTIONS || received !== octets || sent !== octets) {
    throw new Error(`recorded ${accepted} connections, ${received} and ${sent} octets`);
  }
}

function kilobytes(octets: number): string {
  return `${(octets / 1000).toFixed(1)} kB`;
}
