import * as v from 'valibot';
import { bulk } from './bulk.ts';
import { MESSAGE, Pinger } from './pinger.ts';
import { type Answer, type Slice, type Task, taskSchema } from './task.ts';

/** Connections opened at once: fewer than listen(2)'s backlog, and all accepted before the next. */
const BATCH = 200;

let held: Pinger[] = [];

/** So many connections, then, when all are there, messages over each at its own pace. */
async function pingPong(port: number, connections: number, milliseconds: number): Promise<Slice> {
  const pingers = await connectAll(port, connections);
  const start = performance.now();
  const echoes = await Promise.all(pingers.map((pinger) => pinger.play(start + milliseconds)));
  const elapsed = performance.now() - start;
  await Promise.all(pingers.map((pinger) => pinger.end()));
  const bytes = echoes.reduce((sum, count) => sum + count, 0) * MESSAGE;
  return { bytes, milliseconds: elapsed };
}

async function hold(port: number, connections: number): Promise<Slice> {
  const start = performance.now();
  while (held.length < connections) {
    const batch = await connectAll(port, Math.min(BATCH, connections - held.length));
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

function connectAll(port: number, connections: number): Promise<Pinger[]> {
  return Promise.all(Array.from({ length: connections }, () => Pinger.connect(port)));
}

function perform(task: Task): Promise<Slice> {
  switch (task.kind) {
    case 'ping-pong':
      return pingPong(task.port, task.connections, task.milliseconds);
    case 'bulk':
      return bulk(task.port, task.milliseconds);
    case 'hold':
      return hold(task.port, task.connections);
    case 'release':
      return release();
  }
}

const answer = (message: Answer) => process.send?.(message);

process.on('message', (message) => {
  perform(v.parse(taskSchema, message)).then(answer, (error: unknown) =>
    answer({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
