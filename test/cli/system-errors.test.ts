import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadText } from '../../src/text/text.ts';
import { expectAdvice, expectAdviceIn } from '../support/advice.ts';
import { NO_NETWORK, OWN_NETWORK } from '../support/hosts.ts';
import { listenPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, machine, program, testNeeding } from '../support/tools.ts';

// What this machine refuses is status 1; what cannot be reached is status 3.

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});

afterAll(() => rm(folder, { recursive: true }));

testNeeding([LINUX], 'a port that is taken, and who holds it', async () => {
  await using holder = startSockets(['tcp-server', '0', '--quiet']);
  const port = await holder.port;
  const commandLine = readFileSync(`/proc/${holder.pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
  for (const language of ['en', 'ko'] as const) {
    const run = await runSockets(['tcp-server', String(port), '--lang', language]);
    const text = await loadText(language);
    const [, named = ''] = /^ {2}\S+ +(.*\(pid \d+\))/m.exec(run.stderr) ?? [];
    expect(named).toContain(`(pid ${holder.pid})`);
    expect(named).toContain(commandLine.split('/').at(-1));
    const facts = { address: `127.0.0.1:${port}`, port, holder: named };
    expectAdviceIn(run, text, { status: 1, code: 'port-taken', facts });
    expect(run.stderr).toMatch(/L1 +error +listen: EADDRINUSE/);
  }
});

test('a local port that is taken', async () => {
  await using server = await listenPeer();
  const { port } = server;
  const args = ['tcp-client', '127.0.0.1', String(port), '--local-port', String(port)];
  const facts = { address: `127.0.0.1:${port}`, code: 'EADDRINUSE', localPort: port };
  await expectAdvice(args, { status: 1, code: 'no-local-port', facts });
});

test('an address of another machine', () =>
  expectAdvice(['tcp-server', '0', '--host', '192.0.2.1'], {
    status: 1,
    code: 'address-not-here',
    facts: { address: '192.0.2.1' },
  }));

test('a recording in a folder that is not there', async () => {
  const path = join(folder, 'no-folder', 'trace.jsonl');
  await expectAdvice(['tcp-server', '0', '--record', path], {
    status: 1,
    code: 'file-unwritable',
    facts: { path, code: 'ENOENT' },
  });
});

testNeeding(
  [LINUX],
  'a full disk under a recording ends the run rather than lose an event',
  async () => {
    await using server = startSockets(['tcp-server', '0', '--quiet']);
    const args = ['tcp-client', '127.0.0.1', String(await server.port), '--record', '/dev/full'];
    const facts = { path: '/dev/full', code: 'ENOSPC' };
    await expectAdvice(args, { status: 1, code: 'file-unwritable', facts });
  },
);

testNeeding(
  [LINUX],
  'a file that fails while it is sent ends the run, and the peer gets a reset',
  async () => {
    await using server = await listenPeer();
    // It can be opened, but its first page cannot be read.
    const path = '/proc/self/mem';
    const run = runSockets(['tcp-client', '127.0.0.1', String(server.port), '--send-file', path]);
    expect(await (await server.next()).closed).toBe('ECONNRESET');
    const facts = { path, code: 'EIO' };
    expectAdviceIn(await run, await loadText('en'), { status: 1, code: 'file-unreadable', facts });
  },
);

testNeeding([OWN_NETWORK], 'an address to which there is no route', async () => {
  const address = '192.0.2.1:9';
  for (const language of ['en', 'ko'] as const) {
    const args = ['tcp-client', '192.0.2.1', '9', '--lang', language];
    const run = await runSockets(args, { through: NO_NETWORK });
    const text = await loadText(language);
    expectAdviceIn(run, text, { status: 3, code: 'no-route', facts: { address } });
    expect(run.stderr).toMatch(/C1 +error +connect: ENETUNREACH/);
  }
});

const LOWEST = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
const lowest = existsSync(LOWEST) ? Number(readFileSync(LOWEST, 'utf8')) : 1024;
const privileged = machine(lowest > 81, 'needs net.ipv4.ip_unprivileged_port_start above 81');
const root = process.getuid?.() === 0;
const setpriv = program('setpriv', 'util-linux');
const nobody = root ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] : [];
const runsAsNobody = async () =>
  (await runSockets(['--version'], { through: nobody })).status === 0;
const readable = machine(
  !root || setpriv.missing !== undefined || (await runsAsNobody()),
  'needs files that nobody may read',
);
const needed = [privileged, ...(root ? [setpriv] : []), readable];
testNeeding(needed, 'a port below 1024 without permission', async () => {
  const facts = { address: '127.0.0.1:81', port: 81 };
  const expected = { status: 1, code: 'no-permission', facts } as const;
  await expectAdvice(['tcp-server', '81'], expected, { through: nobody });
});
