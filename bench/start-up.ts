import { gone, SOCKETS, start } from './child.ts';
import { type Figure, figure, median } from './figure.ts';

const ROUNDS = 15;

interface Command {
  readonly name: string;
  readonly args: readonly string[];
}

const NODE: Command = { name: 'node -e 0', args: ['-e', '0'] };
const OURS: readonly Command[] = [
  { name: '--help', args: [SOCKETS, '--help'] },
  { name: 'tcp-server 0', args: [SOCKETS, 'tcp-server', '0'] },
];

/** How long a person waits for the first output, against a Node that does nothing. */
export async function measureStartUp(): Promise<Figure[]> {
  const node: number[] = [];
  const ours = OURS.map((command) => ({ ...command, times: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    node.push(await firstOutput(NODE));
    for (const command of ours) command.times.push(await firstOutput(command));
  }
  return ours.map(({ name, times }) =>
    figure({
      measure: 'start-up',
      subject: name,
      unit: '',
      values: times.map((time, round) => time / (node[round] ?? Number.NaN)),
      goal: { atMost: 2 },
      note: `${median(times).toFixed(0)} ms, ${NODE.name} ${median(node).toFixed(0)} ms`,
    }),
  );
}

/** Milliseconds until a program says something, or ends without a word. */
async function firstOutput({ args }: Command): Promise<number> {
  const started = performance.now();
  const child = start(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = gone(child);
  let elapsed: number | undefined;
  const said = () => {
    elapsed ??= performance.now() - started;
    child.kill('SIGINT');
  };
  child.stdout?.once('data', said).resume();
  child.stderr?.once('data', said).resume();
  await closed;
  return elapsed ?? performance.now() - started;
}
