import { createHash, type Hash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { awaitText, gone, inTime, SOCKETS, start } from './child.ts';
import { type Figure, figure } from './figure.ts';
import { memory } from './proc.ts';

const BLOCK = 1024 * 1024;
const BLOCKS = 1024;
/** The reader sleeps for `PAUSE` ms after each so many octets, so that what comes has to wait all the way back. */
const BETWEEN_PAUSES = 16 * BLOCK;
const PAUSE = 60;

/** Peak memory of both programs while 1 GiB goes there and back to a slow reader. */
export async function measureTransfer(): Promise<Figure[]> {
  const server = start(process.execPath, [SOCKETS, 'tcp-server', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [, port = ''] = await awaitText(server.stderr, /listening on 127\.0\.0\.1:(\d+)/);
  const client = start(process.execPath, [SOCKETS, 'tcp-client', '127.0.0.1', port], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const peaks = new Peaks([
    ['tcp-server', server.pid ?? 0],
    ['tcp-client', client.pid ?? 0],
  ]);
  const started = performance.now();
  const { stdin, stdout } = client;
  if (!stdin || !stdout) throw new Error('there is no pipe to the client');
  const whole = Promise.all([sendAll(stdin), readSlowly(stdout, () => peaks.look())]);
  const [sent, received] = await inTime(whole, 'whole gibibyte');
  const seconds = (performance.now() - started) / 1000;
  if (sent !== received) throw new Error('SHA-256 differs');
  await gone(client);
  server.kill('SIGINT');
  await gone(server);
  return peaks.figures(
    `${seconds.toFixed(1)} s, ${PAUSE} ms pause each 16 MiB; SHA-256 equal at both ends`,
  );
}

async function sendAll(to: Writable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(blocks(hash), to);
  return hash.digest('hex');
}

/** Each another: random octets, numbered. */
function* blocks(hash: Hash): Generator<Uint8Array> {
  const random = randomBytes(BLOCK);
  for (let number = 0; number < BLOCKS; number += 1) {
    const block = Buffer.from(random);
    block.writeUInt32LE(number);
    hash.update(block);
    yield block;
  }
}

async function readSlowly(from: Readable, paused: () => void): Promise<string> {
  const hash = createHash('sha256');
  let sincePause = 0;
  from.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    sincePause += chunk.length;
    if (sincePause < BETWEEN_PAUSES) return;
    sincePause = 0;
    from.pause();
    paused();
    void setTimeout(PAUSE).then(() => from.resume());
  });
  await once(from, 'end');
  return hash.digest('hex');
}

/** The peak memory of processes, looked up while they live: a process that is gone has none. */
class Peaks {
  readonly #processes: readonly (readonly [name: string, pid: number])[];
  readonly #most = new Map<string, number>();

  constructor(processes: readonly (readonly [name: string, pid: number])[]) {
    this.#processes = processes;
  }

  look(): void {
    for (const [name, pid] of this.#processes) this.#most.set(name, memory(pid, 'VmHWM'));
  }

  figures(note: string): Figure[] {
    return [...this.#most].map(([subject, octets]) =>
      figure({
        measure: 'peak memory, 1 GiB echoed',
        subject,
        unit: ' MB',
        values: [octets / 1e6],
        goal: { atMost: 150 },
        note,
      }),
    );
  }
}
