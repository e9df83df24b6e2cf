import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import type { CallLevel } from '../../../src/observe/syscall/call-level.ts';
import { traceOption } from '../../../src/observe/syscall/calls.ts';
import { startProgram } from '../../support/sockets-process.ts';
import { program, STRACE, testNeeding } from '../../support/tools.ts';
import { callsIn, read } from './recorded.ts';

const PYTHON = program('python3');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strace-live-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/strace/programs/${name}`, import.meta.url));
}

async function watch(level: CallLevel, ...command: string[]) {
  const output = join(folder, `${level}.txt`);
  await using strace = startProgram('strace', [
    ...['-f', '-q', '-yy', '-ttt', '-T', '--seccomp-bpf', '-s', '256', '-e', 'signal=!chld'],
    ...['-e', `trace=${traceOption(level)}`, '-o', output, '--', ...command],
  ]);
  const { status } = await strace.exited;
  return { status, ...read(readFileSync(output)) };
}

testNeeding(
  [STRACE],
  'a Node.js server and its client have a whole life in this kernel’s calls',
  async () => {
    const { status, facts, reader } = await watch('all', process.execPath, pathOf('server.mjs'));
    expect(status).toBe(0);
    const own = callsIn(facts).filter(({ socket }) => socket?.domain === 'inet');
    const names = new Set(own.map(({ call }) => call));
    for (const name of ['socket', 'bind', 'listen', 'connect', 'accept4', 'shutdown', 'close']) {
      expect(names).toContain(name);
    }
    const sent = own.filter(({ direction, octets }) => direction === 'sent' && octets === 5);
    expect(sent.map(({ data }) => Buffer.from(data ?? []).toString())).toEqual(['hello', 'hello']);
    expect(reader.unclosed().filter(({ socket }) => socket.domain === 'inet')).toEqual([]);
  },
);

testNeeding(
  [STRACE, PYTHON],
  'a forking Python server leaves its second connection to the kernel',
  async () => {
    const { status, facts, reader } = await watch(
      'lifecycle',
      'python3',
      '-I',
      '-S',
      pathOf('forking.py'),
    );
    expect(status).toBe(0);
    const made = callsIn(facts, 'accept4').map((call) => call.made?.[0]?.socket.id);
    expect(made).toHaveLength(2);
    const left = reader.unclosed().filter(({ socket }) => socket.domain === 'inet');
    expect(left).toMatchObject([{ socket: { id: made[1] }, why: 'exited', status: 2 }]);
  },
);
