import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { now } from '../../../src/event/clock.ts';
import type { StateChange } from '../../../src/observe/kernel/trace-pipe.ts';
import { openStateTrace, type StateTrace } from '../../../src/observe/kernel/tracefs.ts';
import { connectedPair } from '../../support/kernel-pair.ts';
import { LINUX, testNeeding } from '../../support/tools.ts';
import { TRACEFS, TRACING } from '../../support/tracefs.ts';

const INSTANCES = join(TRACEFS, 'instances');
const ours = () =>
  readdirSync(INSTANCES).filter((name) => name.startsWith(`sockets-${process.pid}-`));

function open(): StateTrace {
  const trace = openStateTrace();
  if (typeof trace === 'string') throw new Error(trace);
  return trace;
}

testNeeding([TRACING], 'every change is traced, in order, by our clock', async () => {
  using trace = open();
  const before = now();
  const { client, server, port, closed } = await connectedPair();
  const connected = now();
  client.end();
  server.end();
  await closed();
  const after = now();

  const mine = trace
    .drain()
    .changes.filter(({ local, remote }) => [local.port, remote.port].includes(port));
  const of = (holds: (change: StateChange) => boolean) =>
    mine.filter(holds).map(({ was, state }) => `${was} ${state}`);
  expect(of(({ remote }) => remote.port === port)).toEqual([
    'CLOSED SYN-SENT',
    'SYN-SENT ESTABLISHED',
    'ESTABLISHED FIN-WAIT-1',
    'FIN-WAIT-1 FIN-WAIT-2',
    'FIN-WAIT-2 CLOSED',
  ]);
  expect(of(({ local }) => local.port === port)).toEqual([
    'CLOSED LISTEN',
    'LISTEN SYN-RECEIVED',
    'SYN-RECEIVED ESTABLISHED',
    'LISTEN CLOSED',
    'ESTABLISHED CLOSE-WAIT',
    'CLOSE-WAIT LAST-ACK',
    'LAST-ACK CLOSED',
  ]);
  // A moment's blur: the clocks are known to some µs.
  for (const { at } of mine) {
    expect(at).toBeGreaterThan(before - 50);
    expect(at).toBeLessThan(after + 50);
  }
  const established = mine.filter(({ state }) => state === 'ESTABLISHED').map(({ at }) => at);
  expect(established).toHaveLength(2);
  expect(Math.max(...established)).toBeLessThan(connected + 50);
  expect(trace.drain().changes.filter(({ local }) => local.port === port)).toEqual([]);
});

testNeeding(
  [TRACING],
  'an instance of its own is there while it traces, and then no more',
  async () => {
    const [one, other] = [open(), open()];
    expect(ours()).toHaveLength(2);
    one[Symbol.dispose]();
    expect(ours()).toHaveLength(1);
    other[Symbol.dispose]();
    other[Symbol.dispose]();
    expect(ours()).toEqual([]);
    expect(other.drain()).toEqual({ changes: [], lost: 0 });
  },
);

testNeeding([TRACING], 'a name that is taken is passed over', async () => {
  using first = open();
  const [name = ''] = ours();
  const next = Number(/\d+$/.exec(name)?.[0]) + 1;
  const taken = [next, next + 1].map((number) => `sockets-${process.pid}-${number}`);
  for (const one of taken) mkdirSync(join(INSTANCES, one));
  try {
    using second = open();
    expect([first, second].map((trace) => trace.drain().lost)).toEqual([0, 0]);
    expect(ours()).toHaveLength(4);
  } finally {
    for (const one of taken) rmdirSync(join(INSTANCES, one));
  }
});

testNeeding(
  [TRACING],
  'what a process left behind that is gone is removed, and nothing else',
  async () => {
    const { pid } = spawnSync('true');
    const stale = `sockets-${pid}-1`;
    const others = `sockets-test-${process.pid}`;
    for (const name of [stale, others]) mkdirSync(join(INSTANCES, name));
    try {
      using living = open();
      using _trace = open();
      expect(readdirSync(INSTANCES)).toContain(others);
      expect(readdirSync(INSTANCES)).not.toContain(stale);
      expect(living.drain().lost).toBe(0);
      expect(ours()).toHaveLength(2);
    } finally {
      rmdirSync(join(INSTANCES, others));
    }
  },
);

testNeeding([LINUX], 'where it cannot be had, the reason is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-tracefs-'));
  try {
    expect(openStateTrace(join(folder, 'nowhere'))).toBe('not-mounted');
    expect(openStateTrace(folder)).toBe('not-mounted');
    mkdirSync(join(folder, 'instances'));
    expect(openStateTrace(folder)).toBe('no-event');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an ordinary user is told that it is not permitted', ({ skip }) => {
  skip(
    TRACING.missing !== undefined || process.getuid?.() !== 0,
    'needs root, and tracefs mounted',
  );
  try {
    process.seteuid?.(65_534);
  } catch {
    skip('needs another user, which a user namespace may not have');
  }
  try {
    expect(openStateTrace()).toBe('not-permitted');
  } finally {
    process.seteuid?.(0);
  }
});
