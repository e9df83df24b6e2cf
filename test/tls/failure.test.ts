import type { Socket } from 'node:net';
import { type ConnectionOptions, Server, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { fromTls } from '../../src/tls/failure.ts';
import { ALERTS } from '../../src/tls/names.ts';
import { certificate, type TestCertificate } from '../support/certificates.ts';
import { within } from '../support/deadline.ts';
import { clientAgainst, listening, serverAgainst, shakeHands } from '../support/handshake.ts';
import { startProgram } from '../support/sockets-process.ts';
import { program, testNeeding } from '../support/tools.ts';

const REMOTE = { host: '127.0.0.1', port: 8443 };
const ADDRESS = '127.0.0.1:8443';
const OPENSSL = program('openssl');

let own: TestCertificate;

beforeAll(async () => {
  own = await certificate();
});

/** A failure as plain data. */
function told(cause: unknown) {
  const { fault, code, facts } = fromTls(cause, REMOTE);
  return { fault, code, ...facts };
}

/** What each side of a failed handshake makes of it. */
async function failures(serverOptions: TlsOptions, clientOptions?: ConnectionOptions) {
  const credentials = { cert: own.cert, key: own.key };
  await using met = await shakeHands({ ...credentials, ...serverOptions }, clientOptions);
  return { server: told(met.server.failure), client: told(met.client.failure) };
}

const noAgreement = (what: string) => ({
  fault: 'peer',
  code: 'tls-no-agreement',
  address: ADDRESS,
  what,
});
const alerted = (alert: string) => ({ fault: 'peer', code: 'tls-alert', address: ADDRESS, alert });
const peers = (code: string) => ({ fault: 'peer', code, address: ADDRESS });

describe('nothing both sides accept', () => {
  test.each([
    ['the server wants a later version', { minVersion: 'TLSv1.3' }, { maxVersion: 'TLSv1.2' }],
    ['the client wants a later version', { maxVersion: 'TLSv1.2' }, { minVersion: 'TLSv1.3' }],
  ] as const)('%s: no version', async (_what, serverOptions, clientOptions) => {
    expect(await failures(serverOptions, clientOptions)).toEqual({
      server: noAgreement('version'),
      client: noAgreement('version'),
    });
  });

  test.each([
    ['ciphers of TLS 1.3', { ciphers: 'TLS_AES_128_GCM_SHA256' }, 'TLS_AES_256_GCM_SHA384'],
    [
      'ciphers of TLS 1.2',
      { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' },
      'ECDHE-ECDSA-AES256-GCM-SHA384',
    ],
  ] as const)('%s: no cipher, which the client is not told', async (_what, options, ciphers) => {
    expect(await failures(options, { ciphers })).toEqual({
      server: noAgreement('cipher'),
      client: alerted('handshake_failure'),
    });
  });

  test.each([
    ['groups', { ecdhCurve: 'P-256' }, { ecdhCurve: 'P-521' }],
    ['signature algorithms', {}, { sigalgs: 'rsa_pss_rsae_sha256' }],
  ])('%s: counts as cipher', async (_what, serverOptions, clientOptions) => {
    expect(await failures(serverOptions, clientOptions)).toEqual({
      server: noAgreement('cipher'),
      client: alerted('handshake_failure'),
    });
  });

  test('application protocols: both know', async () => {
    const both = await failures({ ALPNProtocols: ['one'] }, { ALPNProtocols: ['other'] });

    expect(both).toEqual({ server: noAgreement('alpn'), client: noAgreement('alpn') });
  });

  test('a client whose own limits leave none: no version', async () => {
    const { client } = await failures({}, { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' });

    expect(client).toEqual(noAgreement('version'));
  });

  test('a server that answers in a version from long ago: no version', async () => {
    const failure = await clientAgainst(answering(record(22, serverHello(1, [0xc0, 0x2f]))));

    expect(told(failure)).toEqual(noAgreement('version'));
  });
});

describe('a client without the certificate that the server demands', () => {
  test.each([
    ['TLSv1.3', 'certificate_required'],
    ['TLSv1.2', 'handshake_failure'],
  ] as const)(
    '%s: the server says what is missing, the client hears %s',
    async (maxVersion, alert) => {
      const demanding = { requestCert: true, rejectUnauthorized: true, ca: own.cert };

      expect(await failures({ ...demanding, maxVersion })).toEqual({
        server: peers('tls-no-certificate'),
        client: alerted(alert),
      });
    },
  );
});

describe('alerts', () => {
  // Those that end nothing by themselves: close_notify; and what OpenSSL 3.0 does not know, it passes over.
  const silent = new Set(['close_notify', 'ech_required']);
  const agreement = new Map([
    ['protocol_version', 'version'],
    ['insufficient_security', 'cipher'],
    ['no_application_protocol', 'alpn'],
  ]);
  const fatal = Object.entries(ALERTS).filter(([, name]) => !silent.has(name));

  test('each that the peer can send is told by its name in the RFC', async () => {
    const heard = await Promise.all(
      fatal.map(async ([number]) =>
        told(await clientAgainst(answering(record(21, [2, Number(number)])))),
      ),
    );

    expect(heard).toEqual(
      fatal.map(([, name]) => {
        const what = agreement.get(name);
        return what === undefined ? alerted(name) : noAgreement(what);
      }),
    );
  });

  testNeeding([OPENSSL], 'of openssl, which does not know our authority: unknown_ca', async () => {
    const server = new Server({ cert: own.cert, key: own.key });
    const failed = new Promise((resolve) => server.once('tlsClientError', resolve));
    const port = await listening(server);
    const args = ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error'];
    await using client = startProgram('openssl', args, { stdin: 'ignore' });
    const failure = await within(failed, 'failure', () => '');
    await client.finished();
    server.close();

    expect(told(failure)).toEqual(alerted('unknown_ca'));
  });
});

describe('a peer that does not speak TLS', () => {
  test.each([
    ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a server of zeros', Buffer.alloc(64)],
    ['a record longer than TLS has', record(22, []).fill(0xff, 3)],
  ])('%s', async (_what, answer) => {
    expect(told(await clientAgainst(answering(answer)))).toEqual(peers('not-tls'));
  });

  test('an echo: the ClientHello comes back', async () => {
    expect(told(await clientAgainst((peer) => peer.pipe(peer)))).toEqual(peers('not-tls'));
  });

  test.each([
    ['an HTTP client', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['an HTTP client that takes us for a proxy', 'CONNECT localhost:1 HTTP/1.1\r\n\r\n'],
    ['somebody who types', 'hello\n'],
  ])('%s', async (_what, bytes) => {
    const failure = await serverAgainst(own, (peer) => peer.write(bytes));

    expect(told(failure)).toEqual(peers('not-tls'));
  });
});

describe('a peer that goes away before the handshake is complete', () => {
  test.each<[string, (peer: Socket) => void]>([
    ['at once', (peer) => peer.end()],
    ['after the ClientHello', (peer) => peer.once('data', () => peer.end())],
    ['in the middle of a record', (peer) => peer.once('data', () => peer.end('\x16\x03'))],
    ['by a reset', (peer) => peer.once('data', () => peer.resetAndDestroy())],
  ])('%s, as a server', async (_what, act) => {
    expect(told(await clientAgainst(act))).toEqual(peers('tls-ended'));
  });

  test.each<[string, (peer: Socket) => void]>([
    ['at once', (peer) => peer.end()],
    ['in the middle of a record', (peer) => peer.end('\x16\x03')],
    ['by a reset', (peer) => peer.resetAndDestroy()],
  ])('%s, as a client', async (_what, act) => {
    expect(told(await serverAgainst(own, act))).toEqual(peers('tls-ended'));
  });

  test('without a word from Node', () => {
    expect(told(undefined)).toEqual(peers('tls-ended'));
  });
});

describe('what else may fail', () => {
  test.each([
    ['a cipher nobody offered', serverHello(3, [0, 5]), 'ERR_SSL_UNKNOWN_CIPHER_RETURNED'],
    ['a hello cut short', [2, 0, 0, 2, 3, 3], 'ERR_SSL_LENGTH_MISMATCH'],
  ])('%s is the peer’s violation, by OpenSSL’s code', async (_what, message, code) => {
    const failure = fromTls(await clientAgainst(answering(record(22, message))), REMOTE);

    expect(failure).toMatchObject({
      fault: 'peer',
      code: 'system',
      facts: { call: 'TLS handshake', code },
      exitStatus: 3,
    });
  });

  test('an errno is what it is everywhere', () => {
    const cause = Object.assign(new Error('no'), { syscall: 'read', code: 'EHOSTUNREACH' });

    expect(told(cause)).toEqual(peers('no-route'));
  });

  test('a failure of ours stays as it is', () => {
    const failure = new SocketsError('usage', 'interrupted', { address: ADDRESS });

    expect(fromTls(failure, REMOTE)).toBe(failure);
  });

  test('a peer whose name was gone is a question mark', () => {
    expect(fromTls(undefined, undefined).facts).toEqual({ address: '?' });
  });
});

/** A server that answers the first octets with these. */
function answering(bytes: string | Uint8Array): (peer: Socket) => void {
  return (peer) => peer.once('data', () => peer.write(bytes));
}

/** A TLS record (RFC 8446 §5.1). */
function record(type: number, content: readonly number[]): Buffer {
  return Buffer.from([type, 3, 3, content.length >> 8, content.length & 0xff, ...content]);
}

/** A ServerHello without extensions (RFC 5246 §7.4.1.3): version, random, no session, cipher, no compression. */
function serverHello(minor: number, cipher: readonly [number, number]): readonly number[] {
  const body = [3, minor, ...new Array<number>(32).fill(7), 0, ...cipher, 0];
  return [2, 0, 0, body.length, ...body];
}
