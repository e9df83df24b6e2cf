import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { within } from '../support/deadline.ts';
import { connectPeer } from '../support/peer.ts';
import { BINARY, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** How often the text trace tells of a kind of step: by a line of its own, or counted in a sum. */
function told(trace: string, type: string): number {
  const lines = trace.match(new RegExp(`^ +[\\d.]+ +S1 +(?:[─▶◀]+ )?${type}\\b`, 'gm')) ?? [];
  const sums = [...trace.matchAll(new RegExp(`(?<=…[^\\n]* )([\\d,]+) ${type}\\b`, 'g'))];
  return sums.reduce(
    (sum, [, count = '']) => sum + Number(count.replaceAll(',', '')),
    lines.length,
  );
}

test('a flood is summed up, each step told once, and recorded in full', async () => {
  const path = join(folder, 'flood.jsonl');
  const args = ['tcp-server', '0', '--service', 'chargen', '--record', path];
  await using server = startSockets(args);
  using peer = await connectPeer(await server.port);
  await peer.untilOctets(20_000_000);
  peer.socket.destroy();
  await server.untilError(/S1 +close/);
  server.signal('SIGINT');
  const { stderr } = await server.finished();

  const events = await eventsOf(await readFile(path));
  const count = (type: string) => events.filter((event) => event.type === type).length;
  expect(count('send')).toBeGreaterThan(2000);
  expect(stderr).toMatch(/… +[\d,]+ send \([\d.]+ [kM]B\).* in \d\.\d s/);
  expect(stderr.split('\n').length).toBeLessThan(1500);
  for (const type of ['send', 'blocked', 'drained'])
    expect(told(stderr, type), type).toBe(count(type));
});

testNeeding(
  [LINUX],
  'a trace that nobody reads keeps no socket waiting, and no memory',
  async () => {
    // Its stderr is a pipe, of which only the first line is read: then the pipe is full, as a terminal stopped by Ctrl-S is.
    const child = spawn(process.execPath, [BINARY, 'tcp-server', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      const [first] = await once(child.stderr, 'data');
      child.stderr.pause();
      const [, port] = /:(\d+)/.exec(String(first)) ?? [];
      using peer = await connectPeer(Number(port));
      const chunk = Buffer.alloc(64, 'x');
      let echoed = 0;
      const done = new Promise<void>((resolve) => {
        peer.socket.removeAllListeners('data');
        peer.socket.on('data', (octets: Buffer) => {
          echoed += octets.length;
          if (echoed >= 40_000 * chunk.length) resolve();
          else if (echoed % chunk.length === 0) peer.socket.write(chunk);
        });
      });
      peer.socket.write(chunk);
      await within(done, '40,000 echoes', () => `${echoed} octets echoed`);
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]);
      expect(peak).toBeLessThan(150_000);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  },
);
