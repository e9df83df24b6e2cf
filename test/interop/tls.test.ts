import { createHash, randomBytes } from 'node:crypto';
import { afterAll, describe, expect } from 'vitest';
import { certificate } from '../support/certificates.ts';
import { within } from '../support/deadline.ts';
import { listenPeer } from '../support/peer.ts';
import { PemFiles } from '../support/pem-files.ts';
import {
  type Finished,
  type RunningProcess,
  runSockets,
  startProgram,
  startSockets,
} from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { type Requirement, testNeeding } from '../support/tools.ts';
import { own, root, stranger } from '../tls/layers.ts';
import { OPENSSL, OTHERS } from './tls-peers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const files = { ca: pem.write('root', root).cert, ...pem.write('own', own) };
const TLS = ['--tls', '--cert', files.cert, '--key', files.key];

const MEBIBYTE = randomBytes(1024 * 1024);

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

/** A port that was free a moment ago: these programs cannot tell which one they got. */
async function freePort(): Promise<number> {
  await using server = await listenPeer();
  return server.port;
}

/** Starts a client of ours again and again until somebody listens: the others do not say when they do. */
async function connected(port: number, args: readonly string[] = []): Promise<RunningProcess> {
  const to = ['tcp-client', 'localhost', String(port), '-4', '--tls', '--ca', files.ca, ...args];
  const connecting = async () => {
    for (;;) {
      const client = startSockets(to);
      await client.untilError(/C1 +(connect|close)/);
      if (/C1 +connect/.test(client.stderr)) return client;
      await client[Symbol.asyncDispose]();
    }
  };
  return await within(connecting(), `listener on port ${port}`, () => 'refusals');
}

function start([command = '', ...args]: readonly string[]): RunningProcess {
  return startProgram(command, args);
}

describe.each(OTHERS)('$name as the client of tcp-server --tls', ({ client, needs }) => {
  testNeeding([needs], 'believes our certificate, and gets back what it sent', async () => {
    await using server = startSockets(['tcp-server', '0', ...TLS, '--once', '--json']);
    await using other = start(client(await server.port, files));
    // openssl reads nothing while it cannot write: no more than the kernel's buffers hold.
    // And a chunk of its input that begins with R, Q or another of its letters would be a command.
    const sent = Buffer.from(MEBIBYTE.subarray(0, 128 * 1024).map((octet) => octet | 0x80));
    other.write(sent);
    const back = await other.untilOctets(sent.length);
    other.endInput();
    const events = await eventsOf((await server.finished()).stdout);

    expect(sha256(back)).toBe(sha256(sent));
    expect(events.filter(({ type }) => type === 'tls-agreed')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'error')).toEqual([]);
    expect((await other.exited).status).toBe(0);
  });

  testNeeding([needs], 'refuses a certificate for this run, and the server goes on', async () => {
    await using server = startSockets(['tcp-server', '0', '--tls']);
    const port = await server.port;
    await using other = start(client(port, files));
    other.endInput();
    expect((await other.exited).status).not.toBe(0);
    await server.untilError(/S1 +close/);
    const again = ['tcp-client', 'localhost', String(port), '-4', '--tls', '--insecure'];

    expect((await runSockets([...again, '--send', 'x', '--quiet'])).stdout.toString()).toBe('x');
  });
});

describe.each(OTHERS)('$name as the server of tcp-client --tls', ({ server, needs }) => {
  testNeeding([needs], 'gets a mebibyte and sends another, both whole', async () => {
    const port = await freePort();
    await using other = start(server(port, files));
    await using client = await connected(port);
    const back = Buffer.from(MEBIBYTE).reverse();
    client.write(MEBIBYTE);
    other.write(back);
    const [theirs, ours] = await Promise.all([
      other.untilOctets(MEBIBYTE.length),
      client.untilOctets(back.length),
    ]);

    expect(sha256(theirs)).toBe(sha256(MEBIBYTE));
    expect(sha256(ours)).toBe(sha256(back));
    client.endInput();
    other.endInput();
    expect((await client.exited).status).toBe(0);
  });

  testNeeding([needs], 'is refused when nobody vouches for its certificate', async () => {
    const self = pem.write('self', await certificate());
    const port = await freePort();
    await using _other = start(server(port, { ...files, ...self }));
    await using client = await connected(port);
    const { status, stderr } = await client.finished();

    expect(stderr).toMatch(/tls-verdict +refused: self-signed/);
    expect(status).toBe(3);
  });
});

/** Runs openssl to its end, with no input. */
async function openssl(...args: readonly string[]): Promise<Finished> {
  await using running = startProgram('openssl', args);
  running.endInput();
  return await running.finished();
}

const NEEDED: readonly Requirement[] = [OPENSSL];

describe('openssl', () => {
  testNeeding(NEEDED, 'sees the certificate whose fingerprint we print', async () => {
    await using server = startSockets(['tcp-server', '0', '--tls', '--once']);
    const port = await server.port;
    const [, told = ''] = await server.untilError(/256:\s+((?:[0-9A-F]{2}:\s*){31}[0-9A-F]{2})/);
    const { stdout } = await openssl('s_client', '-connect', `127.0.0.1:${port}`);
    await using x509 = startProgram('openssl', ['x509', '-noout', '-fingerprint', '-sha256']);
    x509.endInput(stdout);
    const [, seen] =
      /Fingerprint=([0-9A-F:]+)/.exec((await x509.finished()).stdout.toString()) ?? [];

    expect(seen).toBe(told.replaceAll(/\s/g, ''));
  });

  testNeeding(NEEDED, 'agrees on what we say: version, cipher, protocol', async () => {
    await using server = startSockets(['tcp-server', '0', ...TLS, '--alpn', 'echo', '--json']);
    const port = await server.port;
    for (const version of ['-tls1_2', '-tls1_3']) {
      const at = ['-connect', `127.0.0.1:${port}`, '-alpn', 'x,echo', version];
      const said = (await openssl('s_client', ...at)).stdout.toString();
      expect(said).toMatch(/ALPN protocol: echo/);
      if (version === '-tls1_3') expect(said).toMatch(/Cipher is TLS_AES_256_GCM_SHA384/);
    }
    server.signal('SIGINT');
    const events = await eventsOf((await server.finished()).stdout);

    expect(events.filter(({ type }) => type === 'tls-agreed')).toMatchObject([
      { version: 'TLS 1.2', cipher: expect.stringMatching(/^TLS_ECDHE_ECDSA_WITH_/), alpn: 'echo' },
      { version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384', alpn: 'echo' },
    ]);
  });

  testNeeding(NEEDED, 'takes a session up again: no certificate is told then', async () => {
    await using server = startSockets(['tcp-server', '0', ...TLS, '--json']);
    const port = await server.port;
    const session = pem.path('session');
    const at = ['-connect', `127.0.0.1:${port}`, '-tls1_2'];
    await openssl('s_client', ...at, '-sess_out', session);
    await openssl('s_client', ...at, '-sess_in', session);
    server.signal('SIGINT');
    const events = await eventsOf((await server.finished()).stdout);

    expect(events.filter(({ type }) => type === 'tls-agreed')).toMatchObject([
      { socket: 'S1', resumed: false },
      { socket: 'S2', resumed: true },
    ]);
    expect(events.filter(({ type }) => type === 'tls-certificate')).toMatchObject([
      { socket: 'S1', by: 'us' },
    ]);
  });

  testNeeding(NEEDED, 'shows the certificate that --require-cert demands', async () => {
    const student = pem.write('student', await certificate({ issuer: root, clientAuth: true }));
    const demanding = [...TLS, '--require-cert', '--ca', files.ca, '--once', '--json'];
    await using server = startSockets(['tcp-server', '0', ...demanding]);
    const at = ['-connect', `127.0.0.1:${await server.port}`];
    await openssl('s_client', ...at, '-cert', student.cert, '-key', student.key);
    const events = await eventsOf((await server.finished()).stdout);

    expect(events.filter(({ type }) => type === 'tls-verdict')).toMatchObject([
      { trusted: true, enforced: true },
    ]);
  });

  for (const { what, issuer, alert } of [
    { what: 'none', issuer: undefined, alert: 'certificate_required' },
    { what: 'one of another authority', issuer: stranger, alert: 'unknown_ca' },
  ]) {
    testNeeding(NEEDED, `demands a certificate of us, and we show ${what}: ${alert}`, async () => {
      const shown = issuer && pem.write('other', await certificate({ issuer, clientAuth: true }));
      const port = await freePort();
      const [, ...args] = OTHERS[0]?.server(port, files) ?? [];
      const demanding = ['-Verify', '1', '-verify_return_error', '-CAfile', files.ca];
      await using _server = startProgram('openssl', [...args, ...demanding]);
      const own = shown ? ['--cert', shown.cert, '--key', shown.key] : [];
      await using client = await connected(port, [...own, '--linger-open']);
      client.endInput();
      const { status, stderr } = await client.finished();

      expect(stderr).toMatch(new RegExp(`with the alert ${alert}\\.`));
      expect(status).toBe(3);
    });
  }
});
