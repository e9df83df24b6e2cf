import type { ConnectionOptions, TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { now } from '../../src/event/clock.ts';
import { untrusted, verdictOf } from '../../src/tls/verdict.ts';
import { certificate, chain, DAY, type TestCertificate } from '../support/certificates.ts';
import { type HandshakeSide, shakeHands } from '../support/handshake.ts';

const REMOTE = { host: '::1', port: 8443 };

let root: TestCertificate;
let stranger: TestCertificate;

beforeAll(async () => {
  root = await certificate({ subject: 'Root', ca: true });
  stranger = await certificate({ subject: 'Stranger', ca: true });
});

/** A handshake, with the socket of the side whose verdict is asked for. */
async function met(
  which: 'client' | 'server',
  serverOptions: TlsOptions,
  clientOptions?: ConnectionOptions,
) {
  const handshake = await shakeHands(serverOptions, clientOptions);
  const side: HandshakeSide = handshake[which];
  if (!side.socket) throw new Error('no socket');
  return Object.assign(handshake, { socket: side.socket });
}

describe('on a server’s certificate', () => {
  test('of a known authority, for the name asked for: trusted', async () => {
    const { cert, key } = await certificate({ issuer: root });
    await using side = await met('client', { cert, key }, { ca: root.cert });

    expect(verdictOf(side.socket, 'localhost')).toEqual({ trusted: true, name: 'localhost' });
    expect(verdictOf(side.socket, '127.0.0.1')).toEqual({ trusted: true, name: '127.0.0.1' });
    expect(verdictOf(side.socket)).toEqual({ trusted: true });
  });

  test('through an authority between that the server sent: trusted', async () => {
    const between = await certificate({ subject: 'Between', ca: true, issuer: root });
    const own = await certificate({ issuer: between });
    const credentials = { cert: chain(own, between), key: own.key };
    await using side = await met('client', credentials, { ca: root.cert });

    expect(verdictOf(side.socket, 'localhost').trusted).toBe(true);
  });

  test.each(['other.example', '127.0.0.2', 'sub.localhost', '::1', ''])(
    'for another host than %j: a wrong name',
    async (name) => {
      const { cert, key } = await certificate({ issuer: root });
      await using side = await met('client', { cert, key }, { ca: root.cert });

      expect(verdictOf(side.socket, name)).toEqual({
        trusted: false,
        reason: 'ERR_TLS_CERT_ALTNAME_INVALID',
        name,
      });
    },
  );

  test.each([
    ['expired', -2 * DAY, 'CERT_HAS_EXPIRED'],
    ['not yet valid', DAY, 'CERT_NOT_YET_VALID'],
  ])('%s: told so', async (_what, from, reason) => {
    const notBefore = now() + from;
    const made = { issuer: root, notBefore, notAfter: notBefore + DAY };
    const { cert, key } = await certificate(made);
    await using side = await met('client', { cert, key }, { ca: root.cert });

    expect(verdictOf(side.socket, 'localhost')).toEqual({
      trusted: false,
      reason,
      name: 'localhost',
    });
  });

  test('signed by itself: told so', async () => {
    const { cert, key } = await certificate();
    await using side = await met('client', { cert, key }, { ca: root.cert });

    expect(verdictOf(side.socket)).toEqual({
      trusted: false,
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  test.each([
    ['not sent along', false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['sent along', true, 'SELF_SIGNED_CERT_IN_CHAIN'],
  ])('of an unknown authority, %s: told so', async (_what, along, reason) => {
    const own = await certificate({ issuer: stranger });
    const cert = along ? chain(own, stranger) : own.cert;
    await using side = await met('client', { cert, key: own.key }, { ca: root.cert });

    expect(verdictOf(side.socket, 'localhost')).toMatchObject({ trusted: false, reason });
  });

  test('for clients, shown by a server: told so', async () => {
    const { cert, key } = await certificate({ issuer: root, clientAuth: true });
    await using side = await met('client', { cert, key }, { ca: root.cert });

    expect(verdictOf(side.socket)).toEqual({ trusted: false, reason: 'INVALID_PURPOSE' });
  });

  test('not sent since a session was resumed: the verdict of the one before', async () => {
    const { cert, key } = await certificate({ issuer: root });
    const ticketKeys = Buffer.alloc(48, 7);
    const sessions: Buffer[] = [];
    {
      const options = { cert, key, ticketKeys, maxVersion: 'TLSv1.2' } as const;
      await using first = await met('client', options, { ca: root.cert });
      const session = first.socket.getSession();
      if (session) sessions.push(session);
    }
    const [session] = sessions;
    const options = { cert, key, ticketKeys, maxVersion: 'TLSv1.2' } as const;
    await using side = await met('client', options, { ca: root.cert, session });

    expect(side.socket.isSessionReused()).toBe(true);
    expect(verdictOf(side.socket, 'localhost')).toEqual({ trusted: true, name: 'localhost' });
  });
});

describe('on a client’s certificate', () => {
  const asking = async () => {
    const { cert, key } = await certificate({ issuer: root });
    return { cert, key, requestCert: true, rejectUnauthorized: false, ca: root.cert };
  };

  test('of a known authority: trusted', async () => {
    const { cert, key } = await certificate({ issuer: root, clientAuth: true });
    await using side = await met('server', await asking(), { cert, key });

    expect(verdictOf(side.socket)).toEqual({ trusted: true });
  });

  test('of an unknown authority: told so', async () => {
    const { cert, key } = await certificate({ issuer: stranger, clientAuth: true });
    await using side = await met('server', await asking(), { cert, key });

    expect(verdictOf(side.socket)).toEqual({
      trusted: false,
      reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'when Node turns it away (%s): the verdict outlives the socket',
    async (maxVersion) => {
      const notBefore = now() - 2 * DAY;
      const made = { issuer: root, clientAuth: true, notBefore, notAfter: notBefore + DAY };
      const { cert, key } = await certificate(made);
      const demanding = { ...(await asking()), rejectUnauthorized: true, maxVersion };
      await using side = await met('server', demanding, { cert, key });
      const verdict = verdictOf(side.socket);

      expect(side.server.failure).toMatchObject({ code: 'ECONNRESET' });
      expect(verdict).toEqual({ trusted: false, reason: 'CERT_HAS_EXPIRED' });
      expect(untrusted(side.socket, verdict, REMOTE)).toMatchObject({
        code: 'tls-untrusted',
        facts: { reason: 'CERT_HAS_EXPIRED', subject: 'CN=localhost', issuer: 'CN=Root' },
      });
    },
  );

  test('asked for, and not there: a failure of its own', async () => {
    await using side = await met('server', await asking());
    const verdict = verdictOf(side.socket);

    expect(verdict).toEqual({ trusted: false, reason: 'PEER_DID_NOT_RETURN_A_CERTIFICATE' });
    expect(untrusted(side.socket, verdict, REMOTE)).toMatchObject({
      fault: 'peer',
      code: 'tls-no-certificate',
      facts: { address: '[::1]:8443' },
    });
  });

  test('not asked for: not trusted, for no reason', async () => {
    const { cert, key } = await certificate();
    await using side = await met('server', { cert, key });

    expect(verdictOf(side.socket)).toEqual({ trusted: false });
  });
});

test('a verdict against a certificate is a failure with what it says', async () => {
  const notBefore = Date.UTC(2026, 0, 2, 3, 4, 5) * 1000;
  const { cert, key } = await certificate({ issuer: root, notBefore, notAfter: notBefore + DAY });
  await using side = await met('client', { cert, key }, { ca: root.cert });
  const failure = untrusted(side.socket, verdictOf(side.socket, 'localhost'), REMOTE);

  expect(failure).toMatchObject({ fault: 'peer', code: 'tls-untrusted', exitStatus: 3 });
  expect(failure.facts).toEqual({
    address: '[::1]:8443',
    reason: 'CERT_HAS_EXPIRED',
    name: 'localhost',
    subject: 'CN=localhost',
    issuer: 'CN=Root',
    names: ['DNS:localhost', 'IP Address:127.0.0.1'],
    notBefore: '2026-01-02T03:04:05Z',
    notAfter: '2026-01-03T03:04:05Z',
  });
});
