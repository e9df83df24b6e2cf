import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { BINARY, type Finished, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { LINUX, testNeeding } from '../support/tools.ts';
import { flood, kernelRow, peakMemory, stopped, untilRead } from '../support/udp-flood.ts';

const COUNT = 100_000;
const BYTES = 18;
/** Far more than it needs, and less than a flood kept in memory would take, kB. */
const MOST_MEMORY = 150_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const number = (grouped = '0') => Number(grouped.replaceAll(',', ''));

/** Floods `udp-recv` with these options, and stops it when it has read all that the kernel did not drop. */
async function flooded(
  peer: DatagramPeer,
  args: readonly string[],
): Promise<Finished & { readonly port: number; readonly peak: number; readonly drops: number }> {
  await using receiver = startSockets(['udp-recv', '0', ...args]);
  const port = await receiver.port;
  await flood(peer, port, { count: COUNT, bytes: BYTES });
  const { drops } = await untilRead(port);
  const peak = await peakMemory(receiver.pid);
  receiver.signal('SIGINT');
  return { ...(await receiver.finished()), port, peak, drops };
}

/** What stands beneath the trace: datagrams and octets of the one sender, and what the kernel dropped. */
function concluded(stderr: string, peer: DatagramPeer) {
  const row = new RegExp(`^ +127\\.0\\.0\\.1:${peer.port} +([\\d,]+) +([\\d,]+) +18 +18 `, 'm');
  const [, datagrams, octets] = row.exec(stderr) ?? [];
  const [, dropped] = /^the kernel dropped ([\d,]+) more datagrams?/m.exec(stderr) ?? [];
  return { received: number(datagrams), octets: number(octets), dropped: number(dropped) };
}

/** How often the text trace tells of a step: by a line of its own, or counted in a sum. */
function told(trace: string, type: string): number {
  const lines = trace.match(new RegExp(`^ +[\\d.]+ +U1 +(?:[─▶◀]+ )?${type}\\b`, 'gm')) ?? [];
  const sums = [...trace.matchAll(new RegExp(`(?<=…[^\\n]* )([\\d,]+) ${type}\\b`, 'g'))];
  return sums.reduce((sum, [, count]) => sum + number(count), lines.length);
}

describe('of 100,000 datagrams, every one was received or was dropped by the kernel, and it says so', () => {
  testNeeding([LINUX], 'while it tells them, and writes their payloads', async () => {
    using peer = await datagramPeer();
    const { status, stdout, stderr, peak, drops } = await flooded(peer, []);
    const { received, octets, dropped } = concluded(stderr, peer);
    expect(status).toBe(130);
    expect(dropped).toBe(drops);
    expect(received + dropped).toBe(COUNT);
    expect(octets).toBe(received * BYTES);
    expect(stdout).toHaveLength(octets);
    expect(told(stderr, 'receive')).toBe(received);
    expect(stderr.split('\n').length).toBeLessThan(1500);
    expect(peak).toBeLessThan(MOST_MEMORY);
  });

  testNeeding([LINUX], 'while it records each', async () => {
    using peer = await datagramPeer();
    const path = join(folder, 'flood.jsonl');
    const { stderr, peak, drops } = await flooded(peer, ['--record', path]);
    const { received, dropped } = concluded(stderr, peer);
    expect(dropped).toBe(drops);
    expect(received + dropped).toBe(COUNT);
    expect(peak).toBeLessThan(MOST_MEMORY);
    const events = await eventsOf(await readFile(path));
    const receives = events.filter(({ type }) => type === 'receive');
    const lost = events.map((event) => (event.type === 'kernel-drops' ? event.count : 0));
    expect(receives).toHaveLength(received);
    expect(lost.reduce((sum, count) => sum + count, 0)).toBe(drops);
    expect(events.at(-1)).toMatchObject({
      type: 'close',
      received: received * BYTES,
      datagrams: { received, sent: 0 },
    });
  });

  testNeeding([LINUX], 'while it answers each', async () => {
    using peer = await datagramPeer();
    const { stderr, peak, drops } = await flooded(peer, ['--service', 'echo']);
    const { received, dropped } = concluded(stderr, peer);
    expect(dropped).toBe(drops);
    expect(received + dropped).toBe(COUNT);
    expect(peak).toBeLessThan(MOST_MEMORY);
    const [, given] = /^([\d,]+) answers? (?:was|were) given up/m.exec(stderr) ?? [];
    const answers = received - number(given);
    expect(told(stderr, 'send')).toBe(answers);
    const close = /close +([\d,]+) datagrams in \([\d,]+ B\), ([\d,]+) out/.exec(stderr) ?? [];
    expect([number(close[1]), number(close[2])]).toEqual([received, answers]);
    // The answers, too: each came here, or was dropped here.
    const { drops: droppedHere } = await untilRead(peer.port);
    expect(await peer.until(answers - droppedHere)).toHaveLength(answers - droppedHere);
  });
});

testNeeding([LINUX], 'a receiver that stood still tells just what the kernel dropped', async () => {
  using peer = await datagramPeer();
  const args = ['udp-recv', '0', '--receive-buffer', '4096', '--json'];
  await using receiver = startSockets(args);
  const port = await receiver.port;
  await peer.send('before', port);
  await receiver.untilOutput(/"receive"/);
  await stopped(receiver.pid);
  await flood(peer, port, { count: 1000, bytes: BYTES });
  const { drops } = await kernelRow(port);
  expect(drops).toBeGreaterThan(900);
  receiver.signal('SIGCONT');
  await receiver.untilOutput(/"kernel-drops"/);
  await untilRead(port);
  receiver.signal('SIGINT');

  const events = await eventsOf((await receiver.finished()).stdout);
  const dropped = events.filter((event) => event.type === 'kernel-drops');
  expect(dropped).toMatchObject([
    { source: 'kernel', socket: 'U1', local: { host: '127.0.0.1', port }, count: drops },
  ]);
  expect(events.filter(({ type }) => type === 'receive')).toHaveLength(1 + 1000 - drops);
});

testNeeding(
  [LINUX],
  'what nobody reads, neither the trace nor the payloads, is kept in bounds, and keeps no datagram waiting',
  async () => {
    // Both are pipes of which only the first line is read: then they are full, as a terminal stopped by Ctrl-S is.
    const child = spawn(process.execPath, [BINARY, 'udp-recv', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const [first] = await once(child.stderr, 'data');
      child.stderr.pause();
      const port = Number(/:(\d+)/.exec(String(first))?.[1]);
      using peer = await datagramPeer();
      const between = () => untilRead(port);
      await flood(peer, port, { count: COUNT, bytes: 1000, between });
      expect((await kernelRow(port)).drops).toBe(0);
      expect(await peakMemory(child.pid ?? 0)).toBeLessThan(MOST_MEMORY);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  },
);
