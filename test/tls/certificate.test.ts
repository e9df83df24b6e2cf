import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { AltName, GeneralName } from 'pkijs';
import { beforeAll, describe, expect, test } from 'vitest';
import { describe as describeCertificate, describeChain } from '../../src/tls/certificate.ts';
import { makeKeys, toPem } from '../../src/tls/make-certificate.ts';
import { signCertificate } from '../../src/tls/sign-certificate.ts';
import { certificate, chain, DAY, type TestCertificate } from '../support/certificates.ts';
import { shakeHands } from '../support/handshake.ts';

let root: TestCertificate;
let intermediate: TestCertificate;
let leaf: TestCertificate;

beforeAll(async () => {
  root = await certificate({ subject: 'Root', ca: true });
  intermediate = await certificate({ subject: 'Intermediate', ca: true, issuer: root });
  leaf = await certificate({ subject: 'Leaf', issuer: intermediate });
});

const subjects = (certificates: readonly { readonly subject: string }[]) =>
  certificates.map(({ subject }) => subject);

describe('a chain', () => {
  test("is what the peer sent, without the authority from the client's own store", async () => {
    const cert = chain(leaf, intermediate);
    await using met = await shakeHands({ cert, key: leaf.key }, { ca: root.cert });
    const { socket } = met.client;
    const shown = socket ? describeChain(socket, 'peer') : [];

    expect(socket?.authorized).toBe(true);
    expect(subjects(shown)).toEqual(['CN=Leaf', 'CN=Intermediate']);
    expect(shown[0]).toEqual(describeCertificate(new X509Certificate(leaf.cert)));
  });

  test('ends with the certificate that is signed by itself', async () => {
    const cert = chain(leaf, intermediate, root);
    await using met = await shakeHands({ cert, key: leaf.key }, { ca: root.cert });
    const { socket } = met.client;

    expect(subjects(socket ? describeChain(socket, 'peer') : [])).toEqual([
      'CN=Leaf',
      'CN=Intermediate',
      'CN=Root',
    ]);
  });

  test('is told as often as asked, and when the socket is gone, too', async () => {
    const cert = chain(leaf, intermediate);
    await using met = await shakeHands({ cert, key: leaf.key });
    const { socket } = met.client;
    if (!socket) throw new Error('no socket');
    const first = describeChain(socket, 'peer');

    expect(first).toHaveLength(2);
    expect(describeChain(socket, 'peer')).toEqual(first);
    socket.destroy();
    expect(describeChain(socket, 'peer')).toEqual(first);
  });

  test('has ten certificates at the most', async () => {
    const long = [root];
    for (let number = 1; number <= 12; number += 1) {
      const [issuer = root] = long;
      long.unshift(await certificate({ subject: `Number ${number}`, ca: true, issuer }));
    }
    const own = await certificate({ issuer: long[0] ?? root });
    await using met = await shakeHands({ cert: chain(own, ...long), key: own.key });
    const { socket } = met.client;
    const shown = socket ? subjects(describeChain(socket, 'peer')) : [];

    expect(shown).toHaveLength(10);
    expect(shown.slice(0, 2)).toEqual(['CN=localhost', 'CN=Number 12']);
  });

  test('is empty where a side has shown nothing', async () => {
    await using met = await shakeHands({ cert: leaf.cert, key: leaf.key });
    const { client, server } = met;

    expect(client.socket && describeChain(client.socket, 'us')).toEqual([]);
    expect(server.socket && describeChain(server.socket, 'peer')).toEqual([]);
    expect(server.socket && subjects(describeChain(server.socket, 'us'))).toEqual(['CN=Leaf']);
  });

  test('of a client is known to the server that has turned it away', async () => {
    const expired = await certificate({
      subject: 'Client',
      issuer: root,
      clientAuth: true,
      notBefore: Date.UTC(2020, 0) * 1000,
      notAfter: Date.UTC(2020, 1) * 1000,
    });
    const demanding = { requestCert: true, rejectUnauthorized: true, ca: root.cert };
    await using met = await shakeHands(
      { cert: leaf.cert, key: leaf.key, ...demanding },
      { cert: expired.cert, key: expired.key },
    );
    const { socket, failure } = met.server;

    expect(failure).toBeDefined();
    expect(socket?.destroyed).toBe(true);
    expect(socket && subjects(describeChain(socket, 'peer'))).toEqual(['CN=Client']);
  });
});

describe('a certificate', () => {
  test('tells its names, its times in µs and its fingerprint', async () => {
    const notBefore = Date.UTC(2026, 10, 1, 4, 5, 6) * 1000;
    const made = await certificate({
      subject: 'server.example',
      names: ['server.example', '192.0.2.7', '2001:db8::1'],
      issuer: root,
      notBefore,
      notAfter: notBefore + DAY,
    });

    expect(describeCertificate(new X509Certificate(made.cert))).toEqual({
      subject: 'CN=server.example',
      issuer: 'CN=Root',
      names: ['DNS:server.example', 'IP Address:192.0.2.7', 'IP Address:2001:DB8:0:0:0:0:0:1'],
      notBefore,
      notAfter: notBefore + DAY,
      fingerprint: made.fingerprint,
    });
  });

  test('that never expires tells the last second of 9999', async () => {
    // RFC 5280 §4.1.2.5: what to write for "no well-defined expiration date".
    const notAfter = Date.UTC(9999, 11, 31, 23, 59, 59) * 1000;
    const { cert } = await certificate({ notAfter });

    expect(describeCertificate(new X509Certificate(cert)).notAfter).toBe(notAfter);
  });

  test('without names has an empty list', async () => {
    const { cert } = await certificate({ names: [] });

    expect(describeCertificate(new X509Certificate(cert)).names).toEqual([]);
  });
});

describe('a hostile certificate', () => {
  test.each([
    ['a comma', 'good, CN=other', 'CN=good\\, CN=other'],
    ['a new line', 'good\nCN=other', 'CN=good\\0ACN=other'],
    ['an escape', '\u001b[31mred', 'CN=\\1B[31mred'],
    ['a control character beyond ASCII', 'a\u009bb', 'CN=a\ufffdb'],
    ['text that runs the other way', 'a\u202eb\u2066c', 'CN=a\ufffdb\ufffdc'],
    ['a line separator', 'a\u2028b', 'CN=a\ufffdb'],
    ['Korean', '한국', 'CN=한국'],
    ['nothing', '', 'CN='],
  ])('with %s in its subject stays on one line', async (_what, subject, shown) => {
    const { cert } = await certificate({ subject });

    expect(describeCertificate(new X509Certificate(cert)).subject).toBe(shown);
  });

  test('with an endless subject is cut, between characters', async () => {
    const { cert } = await certificate({ subject: `${'x'.repeat(251)}${'😀'.repeat(300)}` });
    const { subject } = describeCertificate(new X509Certificate(cert));

    expect(subject).toBe(`CN=${'x'.repeat(251)}\ufffd…`);
    expect(subject).toHaveLength(256);
  });

  test('cannot pass one name off as two', async () => {
    const names = ['a.example, DNS:b.example', 'c.example", DNS:"d.example', 'e\\', "f'g"];
    const shown = describeCertificate(await named(names)).names;

    expect(shown).toHaveLength(names.length);
    expect(shown.map((name) => JSON.parse(name.replace(/^DNS:/, '')))).toEqual(names);
  });

  test('has as many names told as it has, up to a hundred', async () => {
    const shown = describeCertificate(
      await named(Array.from({ length: 5000 }, (_, number) => `h${number}.example`)),
    ).names;

    expect(shown).toHaveLength(101);
    expect(shown.slice(-2)).toEqual(['DNS:h99.example', '…']);
  });

  test('is told in short and printable words, whatever is in it', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    const octet = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const octets = fc.array(fc.string({ unit: octet, maxLength: 600 }), { maxLength: 5 });
    const property = fc.asyncProperty(text, octets, async (cn, names) => {
      const told = describeCertificate(await named(names, cn));
      expect(told.names).toHaveLength(names.length);
      for (const word of [told.subject, told.issuer, ...told.names]) {
        expect(word.length).toBeLessThanOrEqual(256);
        expect(word).not.toMatch(/[\p{C}\u2028\u2029]/u);
      }
    });

    await fc.assert(property, { numRuns: 20 });
  });
});

/** A certificate with whatever names one likes, as an authority without shame would sign it. */
async function named(names: readonly string[], subject = 'x'): Promise<X509Certificate> {
  const keys = await makeKeys();
  const altNames = names.map((name) => new GeneralName({ type: 2, value: name }));
  const value = new AltName({ altNames }).toSchema().toBER();
  const fields = {
    subject,
    issuer: subject,
    notBefore: 0,
    notAfter: DAY,
    publicKey: keys.publicKey,
    extensions: names.length === 0 ? [] : [{ id: '2.5.29.17', critical: false, value }],
  };
  const der = await signCertificate(fields, keys.privateKey);
  return new X509Certificate(toPem(der, keys.privateKey).cert);
}
