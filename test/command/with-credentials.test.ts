import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { withCredentials } from '../../src/command/with-credentials.ts';
import type { EventType } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { listenUnix } from '../../src/unix/listen.ts';
import { until } from '../support/pair.ts';
import { connectPath } from '../support/paths.ts';
import { LINUX, program, testNeeding } from '../support/tools.ts';

const SS = program('ss', 'iproute2');

/** ss, but what it has found it only prints when somebody has opened `go` for writing and closed it again. */
const SLOW_SS = `#!/bin/sh
found=$(PATH="\${PATH#*:}" ss "$@")
cat "$(dirname "$0")/go" > /dev/null
echo "$found"
`;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function serving() {
  const trace = new Trace();
  const serve = withCredentials(() => ({}), trace.record);
  const server = await listenUnix({ path, labels: new Labels(), serve }, trace.record);
  const told = (socket: string, type: EventType) =>
    until(trace, (event) => event.socket === socket && event.type === type, `${socket} ${type}`);
  return { trace, server, told };
}

testNeeding([LINUX, SS], 'each accepted socket is told who holds its other end', async () => {
  const { trace, server, told } = await serving();
  await using _server = server;
  using _first = await connectPath(path);
  using _second = await connectPath(path);
  await Promise.all([told('S1', 'credentials'), told('S2', 'credentials')]);
  const seen = { source: 'kernel', local: { path }, pid: process.pid, uid: process.getuid?.() };
  expect(trace.of('credentials')).toHaveLength(2);
  for (const event of trace.of('credentials')) expect(event).toMatchObject(seen);
});

testNeeding([LINUX, SS], 'nothing is told of a socket that is closed meanwhile', async () => {
  await writeFile(join(folder, 'ss'), SLOW_SS, { mode: 0o755 });
  execFileSync('mkfifo', [join(folder, 'go')]);
  const { PATH = '' } = process.env;
  vi.stubEnv('PATH', folder + delimiter + PATH);
  const { trace, server, told } = await serving();
  await using _server = server;

  using _first = await connectPath(path);
  const found = await open(join(folder, 'go'), 'w'); // once ss has looked
  server.connections.get('S1')?.close();
  await told('S1', 'close');
  await found.close();
  vi.unstubAllEnvs();
  using _second = await connectPath(path);
  await told('S2', 'credentials');
  expect(trace.steps('S1')).toEqual(['accept', 'close']);
});
