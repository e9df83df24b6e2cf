import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { certificate } from '../support/certificates.ts';
import { connectPeer } from '../support/peer.ts';
import { PemFiles } from '../support/pem-files.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { connectTls } from '../support/tls-peer.ts';
import { LINUX, testNeeding } from '../support/tools.ts';
import { ask, own, root, stranger, trusting } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const { cert, key } = pem.write('own', own);
const ca = pem.write('root', root).cert;

const TLS = ['tcp-server', '0', '--tls', '--cert', cert, '--key', key];

/** Whether a server still answers. */
async function serves(server: RunningProcess): Promise<string> {
  const { connected } = trusting(await server.port);
  return await ask(await connected, 'still here');
}

test('a certificate made for the run: its fingerprint is the one that clients see', async () => {
  await using server = startSockets(['tcp-server', '0', '--tls', '--once']);
  const port = await server.port;
  const [, told = ''] = await server.untilError(/256:\s+((?:[0-9A-F]{2}:\s*){31}[0-9A-F]{2})/);
  const fingerprint = told.replaceAll(/\s/g, '');
  const { stdout, status } = await runSockets([
    'tcp-client',
    '127.0.0.1',
    String(port),
    '--tls',
    '--insecure',
    '--send',
    'hi',
    '--json',
  ]);
  const shown = (await eventsOf(stdout)).filter((event) => event.type === 'tls-certificate');

  expect(shown).toMatchObject([{ by: 'peer', depth: 0, fingerprint, issuer: 'CN=localhost' }]);
  expect(status).toBe(0);
  expect((await server.exited).status).toBe(0);
});

test('a certificate from files is the one shown, and nothing is made', async () => {
  await using server = startSockets([...TLS, '--once']);
  using peer = await connectTls(await server.port, root.cert);
  const shown = peer.socket.getPeerX509Certificate();

  expect(shown?.fingerprint256).toBe(new X509Certificate(readFileSync(cert)).fingerprint256);
  expect(server.stderr).not.toMatch(/made for this run/);
});

describe('a server that demands a certificate', () => {
  const demanding = [...TLS, '--require-cert', '--ca', ca];

  test('serves whom its authority vouches for, and tells of the others why not', async () => {
    const student = await certificate({ issuer: root, subject: 'student', clientAuth: true });
    const other = await certificate({ issuer: stranger, subject: 'other', clientAuth: true });
    await using server = startSockets([...demanding, '--json']);
    const port = String(await server.port);
    const to = ['tcp-client', 'localhost', port, '-4', '--tls', '--ca', ca, '--send', 'hello'];
    for (const [name, shown] of Object.entries({ student, other })) {
      const files = pem.write(name, shown);
      const own = ['--cert', files.cert, '--key', files.key, '--quiet'];
      const { stdout } = await runSockets([...to, ...own]);
      expect(stdout.toString()).toBe(name === 'student' ? 'hello' : '');
    }
    await runSockets([...to, '--quiet']);
    server.signal('SIGINT');
    const events = await eventsOf((await server.finished()).stdout);

    expect(events.filter((event) => event.type === 'tls-verdict')).toMatchObject([
      { socket: 'S1', trusted: true },
      { socket: 'S2', trusted: false, reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', enforced: true },
    ]);
    expect(events.filter((event) => event.type === 'error')).toMatchObject([
      { socket: 'S3', call: 'TLS handshake', code: 'tls-no-certificate' },
    ]);
    expect(stepsOf(events, 'S2')).not.toContain('tls-agreed');
  });
});

test('--once ends after the one connection, and a handshake that failed is none', async () => {
  await using server = startSockets([...TLS, '--once']);
  const port = await server.port;
  using rude = await connectPeer(port);
  rude.socket.end('GET / HTTP/1.1\r\n\r\n');
  await server.untilError(/S1 +close/);

  expect(await serves(server)).toBe('still here');
  expect((await server.exited).status).toBe(0);
});

test('--once serves one, however many shake hands at the same time', async () => {
  await using server = startSockets([...TLS, '--once', '--quiet']);
  const port = await server.port;
  const clients = Array.from({ length: 10 }, () => trusting(port).connected);
  const answers = await Promise.all(
    clients.map((client) =>
      client.then(
        (connection) => ask(connection, 'me').catch(() => ''),
        () => '',
      ),
    ),
  );

  expect(answers.filter((answer) => answer !== '')).toEqual(['me']);
  expect((await server.exited).status).toBe(0);
});

test('--max-connections turns others away before any handshake', async () => {
  await using server = startSockets([...TLS, '--max-connections', '1']);
  const port = await server.port;
  using first = await connectTls(port, root.cert);
  using second = await connectPeer(port);
  await second.everything();
  await server.untilError(/turned-away/);
  first.socket.end('mine');

  expect((await first.everything()).toString()).toBe('mine');
});

test('--idle-timeout ends a silent connection', async () => {
  await using server = startSockets([...TLS, '--idle-timeout', '0.2']);
  using peer = await connectTls(await server.port, root.cert);
  await peer.everything();
  await server.untilError(/S1 +timeout/);
  await server.untilError(/S1 +close/);
});

test('50 clients of one program at once each get their answer', async () => {
  await using server = startSockets([...TLS, '--quiet']);
  const to = ['tcp-client', 'localhost', String(await server.port), '-4', '--tls', '--ca', ca];
  const { status, stdout } = await runSockets([...to, '--send', 'x', '--count', '50', '--json']);
  const events = await eventsOf(stdout);

  expect(events.filter(({ type }) => type === 'tls-agreed')).toHaveLength(50);
  expect(events.filter(({ type }) => type === 'receive')).toHaveLength(50);
  expect(status).toBe(0);
});

test('members of a chat hear each other', async () => {
  await using server = startSockets([...TLS, '--service', 'chat']);
  const port = await server.port;
  using first = await connectTls(port, root.cert);
  await server.untilError(/S1 +tls-agreed/);
  using second = await connectTls(port, root.cert);
  await server.untilError(/S2 +tls-agreed/);
  second.socket.write('hello, all\n');

  expect(await first.until('hello, all\n')).toContain('hello, all');
});

testNeeding([LINUX], '200 handshakes that fail leave no memory behind', async () => {
  await using server = startSockets([...TLS, '--quiet']);
  const port = await server.port;
  await rudely(port, 200);
  const before = residentOf(server.pid);
  for (let round = 0; round < 5; round += 1) await rudely(port, 200);

  expect(await serves(server)).toBe('still here');
  expect(residentOf(server.pid) - before).toBeLessThan(30_000);
});

/** Lets so many clients fail, a few at a time. */
async function rudely(port: number, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 20) {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        using peer = await connectPeer(port);
        peer.socket.end('GET / HTTP/1.1\r\n\r\n');
        await Promise.race([peer.ended, peer.closed]);
      }),
    );
  }
}

/** What a process has in memory, kB. */
function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
