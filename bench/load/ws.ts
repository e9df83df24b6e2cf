import type { Slice, WsTask } from './task.ts';
import { WsClient } from './ws-client.ts';
import { Script, type WsShape } from './ws-script.ts';

/** Making one takes longer than a turn: those of traffic that takes turns are kept. */
const KEPT = 2;
let scripts: readonly Script[] = [];

/** Keeps messages on the way over so many WebSocket connections, for so long. */
export async function echoMessages(task: WsTask): Promise<Slice> {
  const { at, shape, connections, inFlight, milliseconds } = task;
  const script = scriptOf(shape);
  const opening = Array.from({ length: connections }, () => WsClient.open(at, script));
  const clients = await Promise.all(opening);
  const start = performance.now();
  await Promise.all(clients.map((client) => client.play(inFlight, start + milliseconds)));
  const elapsed = performance.now() - start;
  const messages = sum(clients.map(({ returned }) => returned));
  const wire = sum(clients.map(({ octets }) => octets));
  await Promise.all(clients.map((client) => client.end()));
  for (const client of clients) client.verify();
  return { bytes: messages * shape.size, milliseconds: elapsed, wire };
}

function scriptOf(shape: WsShape): Script {
  const { size, compressed, fragment } = shape;
  const known = scripts.find(
    ({ shape }) =>
      shape.size === size && shape.compressed === compressed && shape.fragment === fragment,
  );
  const script = known ?? new Script(shape);
  if (!known) scripts = [script, ...scripts].slice(0, KEPT);
  return script;
}

function sum(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0);
}
