import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/stream/connection.ts';
import { PemFiles } from '../support/pem-files.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { LINUX, testNeeding } from '../support/tools.ts';
import { own, root, secured } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const { cert, key } = pem.write('own', own);
const ca = pem.write('root', root).cert;

const TLS = ['tcp-server', '0', '--tls', '--cert', cert, '--key', key];
const MEBIBYTE = 1024 * 1024;

const sha256 = (octets: Uint8Array) => createHash('sha256').update(octets).digest('hex');

/** The most a process ever had in memory, kB. */
function peakOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Hashes what comes, one chunk a turn, and looks at the sender's memory when nearly all has come. */
class SlowReader {
  readonly #hash = createHash('sha256');
  readonly #look: () => void;
  #received = 0;

  constructor(look: () => void) {
    this.#look = look;
  }

  readonly receive = (connection: Connection, octets: Uint8Array): void => {
    const before = this.#received;
    this.#received += octets.length;
    this.#hash.update(octets);
    if (before < 60 * MEBIBYTE && this.#received >= 60 * MEBIBYTE) this.#look();
    connection.hold();
    setImmediate(() => connection.release());
  };

  get sha256(): string {
    return this.#hash.digest('hex');
  }
}

describe.each([
  { name: 'quiet', how: ['--quiet'] },
  { name: 'traced', how: ['--record', pem.path('trace.jsonl')] },
])('64 MiB to a slow reader ($name)', ({ how }) => {
  testNeeding([LINUX], 'arrive whole, and wait on disk instead of in memory', async () => {
    const path = pem.path('64-mebibytes');
    const content = Buffer.alloc(64 * MEBIBYTE, randomBytes(MEBIBYTE));
    writeFileSync(path, content);
    let peak = 0;
    const reader = new SlowReader(() => {
      peak = peakOf(client.pid);
    });
    await using server = await secured({ heard: false, listen: { serve: () => reader } });
    const to = ['tcp-client', 'localhost', String(server.port), '-4', '--tls', '--ca', ca];
    await using client = startSockets([...to, '--send-file', path, ...how]);
    const { status } = await client.finished();

    expect(status).toBe(0);
    expect(reader.sha256).toBe(sha256(content));
    expect(peak).toBeLessThan(130_000);
    expect(peak).toBeGreaterThan(0);
  });
});

test('32 MiB are echoed whole by a server that tells every step', async () => {
  const content = Buffer.alloc(32 * MEBIBYTE, randomBytes(MEBIBYTE));
  await using server = startSockets([...TLS, '--once', '--json']);
  const port = await server.port;
  const to = ['tcp-client', 'localhost', String(port), '-4', '--tls', '--ca', ca, '--quiet'];
  const { status, stdout } = await runSockets(to, { input: content });
  const events = await eventsOf((await server.finished()).stdout);
  const [close] = events.filter((event) => event.type === 'close' && event.socket === 'S1');

  expect(sha256(stdout)).toBe(sha256(content));
  expect(close).toMatchObject({ received: content.length, sent: content.length, unsent: 0 });
  expect(status).toBe(0);
});

test('half-closing: what is sent after the end of our half still arrives', async () => {
  await using server = startSockets([...TLS, '--service', 'pipe', '--json']);
  const port = String(await server.port);
  const to = ['tcp-client', 'localhost', port, '-4', '--tls', '--ca', ca, '--send', 'question'];
  await using client = startSockets([...to, '--json']);
  await client.untilOutput(/"shutdown"/);
  await server.untilOutput(/"end-of-stream"/);
  server.endInput('answer');
  const events = await eventsOf((await client.finished()).stdout);
  const steps = stepsOf(events, 'C1').filter((step) => !step.startsWith('tls-'));

  expect(steps.slice(-5)).toEqual(['send', 'shutdown', 'receive', 'end-of-stream', 'close']);
  expect((await server.exited).status).toBe(0);
});

test('--reset cuts the connection, and the peer is told of a reset', async () => {
  await using server = startSockets(TLS);
  const port = String(await server.port);
  const to = ['tcp-client', 'localhost', port, '-4', '--tls', '--ca', ca, '--send', 'x'];
  for (const how of [['--quiet'], []]) {
    expect((await runSockets([...to, '--reset', ...how])).status).toBe(0);
  }
  for (const label of ['S1', 'S2']) {
    await server.untilError(new RegExp(`${label} +(◀── reset|error)`));
    await server.untilError(new RegExp(`${label} +close`));
  }
});
