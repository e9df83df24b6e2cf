import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll } from './child.ts';
import { measureEcho, measureTls, measureUdp } from './echo.ts';
import type { Figure } from './figure.ts';
import { measureHeld } from './held.ts';
import { measureLanes } from './lanes.ts';
import { measureStartUp } from './start-up.ts';
import { tableOf } from './table.ts';
import { measureTransfer } from './transfer.ts';
import { measureUnix } from './unix.ts';
import { measureWs } from './ws.ts';

const PARTS: Readonly<Record<string, (directory: string) => Promise<Figure[]>>> = {
  'start-up': measureStartUp,
  echo: measureEcho,
  udp: measureUdp,
  unix: measureUnix,
  tls: measureTls,
  ws: measureWs,
  lanes: measureLanes,
  held: measureHeld,
  transfer: measureTransfer,
};

/** Longer than all parts together take; then something hangs. ms */
const MOST_TIME = 20 * 60_000;

const args = process.argv.slice(2);
const asked = args.filter((arg) => arg !== '--json');
const unknown = asked.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`no part is called ${unknown}: there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}

const limit = setTimeout(() => {
  console.error(`not done after ${MOST_TIME / 1000} s`);
  endAll();
  process.exit(1);
}, MOST_TIME);
const directory = await mkdtemp(join(tmpdir(), 'sockets-bench-'));
try {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.error(`measuring: ${name}`);
    figures.push(...(await measure(directory)));
  }
  print(figures);
} finally {
  endAll();
  clearTimeout(limit);
  await rm(directory, { recursive: true });
}

function print(figures: readonly Figure[]): void {
  const [{ model } = { model: 'unknown' }] = cpus();
  const machine = `Node ${process.version}, ${availableParallelism()} × ${model.trim()}`;
  if (args.includes('--json')) console.log(JSON.stringify({ machine, figures }, undefined, 2));
  else console.log(`${machine}\n\n${tableOf(figures)}`);
}
