import * as v from 'valibot';
import { bulk } from './bulk.ts';
import { flood, pingPong as pingPongDatagrams } from './datagrams.ts';
import { MESSAGE, Pinger } from './pinger.ts';
import { type Answer, type Slice, type Target, type Task, taskSchema } from './task.ts';
import { echoMessages } from './ws.ts';

/** Connections opened at once: fewer than listen(2)'s backlog, and all accepted before the next. */
const BATCH = 200;

let held: Pinger[] = [];

/** So many connections, then, when all are there, messages over each at its own pace. */
async function pingPong(at: Target, connections: number, milliseconds: number): Promise<Slice> {
  const pingers = await connectAll(at, connections);
  const start = performance.now();
  const echoes = await Promise.all(pingers.map((pinger) => pinger.play(start + milliseconds)));
  const elapsed = performance.now() - start;
  await Promise.all(pingers.map((pinger) => pinger.end()));
  const bytes = echoes.reduce((sum, count) => sum + count, 0) * MESSAGE;
  return { bytes, milliseconds: elapsed };
}

async function hold(at: Target, connections: number): Promise<Slice> {
  const start = performance.now();
  while (held.length < connections) {
    const batch = await connectAll(at, Math.min(BATCH, connections - held.length));
    // An echo proves that the connection was accepted, and leaves the queue of the kernel.
    await Promise.all(batch.map((pinger) => pinger.play(0)));
    held.push(...batch);
  }
  return { bytes: held.length * MESSAGE, milliseconds: performance.now() - start };
}

async function release(): Promise<Slice> {
  const start = performance.now();
  await Promise.all(held.map((pinger) => pinger.end()));
  held = [];
  return { bytes: 0, milliseconds: performance.now() - start };
}

function connectAll(at: Target, connections: number): Promise<Pinger[]> {
  return Promise.all(Array.from({ length: connections }, () => Pinger.connect(at)));
}

function portOf(at: Target): number {
  if ('port' in at) return at.port;
  throw new Error('datagrams go to a port');
}

function perform(task: Task): Promise<Slice> {
  switch (task.kind) {
    case 'ping-pong':
      return pingPong(task.at, task.connections, task.milliseconds);
    case 'bulk':
      return bulk(task.at, task.milliseconds);
    case 'hold':
      return hold(task.at, task.connections);
    case 'release':
      return release();
    case 'datagrams':
      return pingPongDatagrams(portOf(task.at), task.sockets, task.milliseconds);
    case 'flood':
      return flood(portOf(task.at), task.milliseconds);
    case 'ws':
      return echoMessages(task);
  }
}

const answer = (message: Answer) => process.send?.(message);

process.on('message', (message) => {
  perform(v.parse(taskSchema, message)).then(answer, (error: unknown) =>
    answer({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
