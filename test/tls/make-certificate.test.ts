import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { now } from '../../src/event/clock.ts';
import { makeCertificate } from '../../src/tls/make-certificate.ts';
import { verdictOf } from '../../src/tls/verdict.ts';
import { certificate } from '../support/certificates.ts';
import { shakeHands } from '../support/handshake.ts';

const HOUR = 3600 * 1000;

test('it is for loopback and the names given, each once', async () => {
  const names = ['localhost', '10.1.2.3', '2001:DB8::5:0', 'fe80::1%eth0', '::ffff:192.0.2.1'];
  const { cert } = await makeCertificate({ names: [...names, '서버.example', 'Server.example.'] });

  expect(new X509Certificate(cert).subjectAltName?.split(', ')).toEqual([
    'DNS:localhost',
    'IP Address:127.0.0.1',
    'IP Address:0:0:0:0:0:0:0:1',
    'IP Address:10.1.2.3',
    'IP Address:2001:DB8:0:0:0:0:5:0',
    'IP Address:FE80:0:0:0:0:0:0:1',
    'IP Address:0:0:0:0:0:FFFF:C000:201',
    'DNS:xn--hk3b17f.example',
    'DNS:server.example',
  ]);
});

test.each(['', 'a b', 'a/b', 'user@host', 'host:80', 'a?b', 'a\\b', '256.1.1.1', '[::1]'])(
  'what is no name of a host is left out: %j',
  async (name) => {
    const { cert } = await makeCertificate({ names: [name] });
    const { subjectAltName } = new X509Certificate(cert);

    expect(subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  },
);

test('it is signed by itself, for a few days from an hour ago, with a key of P-256', async () => {
  const { cert, key, fingerprint } = await makeCertificate({ names: [] });
  const made = new X509Certificate(cert);
  const time = now() / 1000;

  expect(made).toMatchObject({ subject: 'CN=localhost', issuer: 'CN=localhost', ca: false });
  expect(made.verify(made.publicKey)).toBe(true);
  expect(made.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(made.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
  expect(made.fingerprint256).toBe(fingerprint);
  expect((time - Date.parse(made.validFrom)) / HOUR).toBeCloseTo(1, 1);
  expect((Date.parse(made.validTo) - time) / HOUR).toBeCloseTo(72, 1);
});

test('no two are alike', async () => {
  const [one, other] = await Promise.all([
    makeCertificate({ names: [] }),
    makeCertificate({ names: [] }),
  ]);

  expect(one.key).not.toBe(other.key);
  expect(new X509Certificate(one.cert).serialNumber).not.toBe(
    new X509Certificate(other.cert).serialNumber,
  );
});

test.each(['localhost', '127.0.0.1', '::1', 'server.example'])(
  'a client that is given it as an authority takes it for %s',
  async (name) => {
    const { cert, key } = await makeCertificate({ names: ['server.example'] });
    await using met = await shakeHands({ cert, key }, { ca: cert });

    const { socket } = met.client;

    expect(socket && verdictOf(socket, name)).toEqual({ trusted: true, name });
  },
);

test('a year that two digits cannot tell is written with four', async () => {
  const notAfter = Date.UTC(2060, 0, 2) * 1000;
  const { cert } = await certificate({ notAfter });

  expect(new X509Certificate(cert).validTo).toBe('Jan  2 00:00:00 2060 GMT');
});
