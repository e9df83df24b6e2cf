import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Failures } from '../../src/error.ts';
import { now } from '../../src/event/clock.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { expectAdvice } from '../support/advice.ts';
import { certificate, DAY, type TestCertificate } from '../support/certificates.ts';
import { listenPeer, type PeerServer } from '../support/peer.ts';
import { PemFiles } from '../support/pem-files.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { root, secured, stranger } from '../tls/layers.ts';

const pem = new PemFiles();
afterAll(() => pem[Symbol.dispose]());
const ca = pem.write('root', root).cert;

const TO = (port: number, ...options: readonly string[]) => [
  ...['tcp-client', 'localhost', String(port), '-4', '--tls', '--send', 'hello', ...options],
];

test('a client that trusts the authority gets its answer, and records what passed', async () => {
  await using server = await secured({ tls: { alpn: ['echo'] } });
  const args = TO(server.port, '--ca', ca, '--alpn', 'x, echo');
  const { status, stdout } = await runSockets([...args, '--json']);
  const events = await eventsOf(stdout);
  const agreed = events.filter((event) => event.type === 'tls-agreed');
  const received = events.filter((event) => event.type === 'receive');

  expect(agreed).toMatchObject([{ version: 'TLS 1.3', alpn: 'echo', resumed: false }]);
  expect(Buffer.from(received[0]?.data ?? []).toString()).toBe('hello');
  expect(stepsOf(events, 'C1')).toContain('tls-record');
  expect(status).toBe(0);
  const quiet = await runSockets([...args, '--quiet']);
  expect(quiet.stdout.toString()).toBe('hello');
  expect(quiet.stderr).toBe('');
});

test('a recording of a conversation under TLS is read back whole', async () => {
  await using server = await secured();
  const path = pem.path('recorded.jsonl');
  await runSockets([...TO(server.port, '--ca', ca), '--record', path, '--quiet']);
  const events = await eventsOf(readFileSync(path));

  expect(stepsOf(events, 'C1').filter((step) => step !== 'tls-record')).toEqual(
    expect.arrayContaining([
      ...['socket', 'connect', 'tls-certificate', 'tls-verdict', 'tls-agreed'],
      ...['send', 'receive', 'shutdown', 'end-of-stream', 'close'],
    ]),
  );
});

interface Refusal {
  readonly what: string;
  readonly reason: string;
  readonly shown: () => Promise<TestCertificate>;
  readonly issuer?: string;
  readonly valid?: { readonly notBefore: number; readonly notAfter: number };
  readonly name?: string;
}

// Certificates know no fractions of a second.
const today = Math.floor(now() / 1e6) * 1e6;
const PAST = { notBefore: today - 2 * DAY, notAfter: today - DAY };
const FUTURE = { notBefore: today + DAY, notAfter: today + 2 * DAY };
const PRESENT = { notBefore: today - DAY, notAfter: today + DAY };
const REFUSALS: readonly Refusal[] = [
  {
    what: 'for another name',
    reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
    shown: () => certificate({ issuer: root, ...PRESENT }),
    name: 'bank.example',
  },
  {
    what: 'that has expired',
    reason: 'CERT_HAS_EXPIRED',
    shown: () => certificate({ issuer: root, ...PAST }),
    valid: PAST,
  },
  {
    what: 'not valid yet',
    reason: 'CERT_NOT_YET_VALID',
    shown: () => certificate({ issuer: root, ...FUTURE }),
    valid: FUTURE,
  },
  {
    what: 'signed by itself',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    shown: () => certificate(PRESENT),
    issuer: 'CN=localhost',
  },
  {
    what: 'of an unknown authority',
    reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    shown: () => certificate({ issuer: stranger, ...PRESENT }),
    issuer: 'CN=Stranger',
  },
];

const inUtc = (time: number) => new Date(time / 1000).toISOString().replace('.000Z', 'Z');

describe.each(REFUSALS)('a certificate $what', (refusal) => {
  const { reason, shown, issuer = 'CN=Root', valid = PRESENT, name = 'localhost' } = refusal;

  test('is refused with its own explanation, status 3', async () => {
    const { cert, key } = await shown();
    await using server = await secured({ tls: { cert, key } });
    const named = name === 'localhost' ? [] : ['--servername', name];
    const facts: Failures['tls-untrusted'] = {
      ...{ address: `127.0.0.1:${server.port}`, reason, name },
      ...{ subject: 'CN=localhost', issuer, names: ['DNS:localhost', 'IP Address:127.0.0.1'] },
      ...{ notBefore: inUtc(valid.notBefore), notAfter: inUtc(valid.notAfter) },
    };
    const args = TO(server.port, '--ca', ca, ...named);

    await expectAdvice(args, { status: 3, code: 'tls-untrusted', facts });
    await expectAdvice([...args, '--quiet'], { status: 3, code: 'tls-untrusted', facts });
  });

  test('is accepted with --insecure, which says what is given up', async () => {
    const { cert, key } = await shown();
    await using server = await secured({ tls: { cert, key } });
    for (const language of LANGUAGES) {
      const args = ['--lang', language, ...TO(server.port, '--insecure')];
      const { status, stdout, stderr } = await runSockets(args);
      const text = await loadText(language);

      expect(stderr.split('\n')).toContain(text.console.insecure);
      expect(stdout.toString()).toBe('hello');
      expect(status).toBe(0);
    }
  });
});

describe('a peer with whom there is no TLS', () => {
  async function against(act: (server: PeerServer) => void, ...options: readonly string[]) {
    const server = await listenPeer();
    act(server);
    const args = TO(server.port, '--ca', ca, ...options);
    return { server, args, address: `127.0.0.1:${server.port}` };
  }

  const answering = (answer: string) => (server: PeerServer) => {
    for (const _language of LANGUAGES) {
      void server.next().then(({ socket }) => socket.once('data', () => socket.end(answer)));
    }
  };

  test('that speaks another protocol', async () => {
    const { server, args, address } = await against(answering('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await using _server = server;

    await expectAdvice(args, { status: 3, code: 'not-tls', facts: { address } });
  });

  test('that echoes in plain', async () => {
    await using server = startSockets(['tcp-server', '0', '--quiet']);
    const port = await server.port;
    const facts = { address: `127.0.0.1:${port}` };

    await expectAdvice(TO(port), { status: 3, code: 'not-tls', facts });
  });

  test('that ends in the middle', async () => {
    const { server, args, address } = await against(answering(''));
    await using _server = server;

    await expectAdvice(args, { status: 3, code: 'tls-ended', facts: { address } });
  });

  test('that says nothing: --connect-timeout is for the handshake, too', async () => {
    const { server, args, address } = await against(() => undefined, '--connect-timeout', '0.3');
    await using _server = server;
    const facts = { address, seconds: 0.3 };

    await expectAdvice(args, { status: 3, code: 'tls-handshake-timeout', facts });
  });

  test.each([
    ['version', ['--tls-min', '1.3'], { maxVersion: 'TLSv1.2' }],
    ['version', ['--tls-max', '1.2'], { minVersion: 'TLSv1.3' }],
    ['alpn', ['--alpn', 'one'], { alpn: ['two'] }],
  ] as const)('that has no common %s (%s)', async (what, options, tls) => {
    await using server = await secured({ tls });
    const facts = { address: `127.0.0.1:${server.port}`, what };
    const args = TO(server.port, '--ca', ca, ...options);

    await expectAdvice(args, { status: 3, code: 'tls-no-agreement', facts });
  });

  test.each([
    ['1.3', 'certificate_required'],
    ['1.2', 'handshake_failure'],
  ])('that demands a certificate (TLS %s): it says so with the alert %s', async (most, alert) => {
    await using server = await secured({ tls: { requireCert: true, ca: root.cert } });
    const facts = { address: `127.0.0.1:${server.port}`, alert };
    // What is typed keeps it from ending before the server has said no.
    const args = TO(server.port, '--ca', ca, '--tls-max', most, '--linger-open');

    await expectAdvice(args, { status: 3, code: 'tls-alert', facts });
  });
});

test('a reset under TLS is told as a reset', async () => {
  await using server = await secured({
    listen: { serve: (connection) => ({ receive: () => connection.reset() }) },
  });
  const facts = { address: `127.0.0.1:${server.port}`, received: 0, sent: 5 };
  const args = TO(server.port, '--ca', ca, '--linger-open');

  await expectAdvice(args, { status: 3, code: 'reset', facts });
});
