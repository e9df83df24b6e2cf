import { createPrivateKey, webcrypto } from 'node:crypto';
import { BasicConstraints, ExtKeyUsage } from 'pkijs';
import { type Microseconds, now } from '../../src/event/clock.ts';
import {
  alternativeNames,
  type MadeCertificate,
  makeKeys,
  toPem,
} from '../../src/tls/make-certificate.ts';
import { type CertificateExtension, signCertificate } from '../../src/tls/sign-certificate.ts';

/** A certificate with its key, and the name that those it signs call their issuer. */
export interface TestCertificate extends MadeCertificate {
  readonly subject: string;
}

/** What a test may ask of a certificate: one for a server at `localhost`, valid now and signed by itself, if nothing else. */
export interface TestCertificateOptions {
  readonly subject?: string;
  /** DNS names and IP addresses. Default: `localhost` and 127.0.0.1. */
  readonly names?: readonly string[];
  readonly notBefore?: Microseconds;
  readonly notAfter?: Microseconds;
  /** Who signs it. Default: itself. */
  readonly issuer?: TestCertificate;
  /** May sign others, and is for no host. */
  readonly ca?: boolean;
  /** For a client instead of a server. */
  readonly clientAuth?: boolean;
}

/** A day, in the clock's µs. */
export const DAY = 24 * 3600 * 1_000_000;

/** Makes a certificate of any sort: an authority, one that has expired, a client's, … */
export async function certificate(options: TestCertificateOptions = {}): Promise<TestCertificate> {
  const { subject = 'localhost', issuer, ca = false, clientAuth = false } = options;
  const keys = await makeKeys();
  const names = options.names ?? (ca || clientAuth ? [] : ['localhost', '127.0.0.1']);
  const fields = {
    subject,
    issuer: issuer?.subject ?? subject,
    notBefore: options.notBefore ?? now() - DAY,
    notAfter: options.notAfter ?? now() + DAY,
    publicKey: keys.publicKey,
    extensions: [
      constraints(ca),
      ...(names.length === 0 ? [] : [await alternativeNames(names)]),
      ...(ca ? [] : [purpose(clientAuth)]),
    ],
  };
  const signingKey = issuer ? await signingKeyOf(issuer) : keys.privateKey;
  return { subject, ...toPem(await signCertificate(fields, signingKey), keys.privateKey) };
}

/** The certificates of a chain as a server sends them: its own first. */
export function chain(...certificates: readonly TestCertificate[]): string {
  return certificates.map(({ cert }) => cert).join('');
}

function constraints(ca: boolean): CertificateExtension {
  const value = new BasicConstraints({ cA: ca }).toSchema().toBER();
  return { id: '2.5.29.19', critical: true, value };
}

function purpose(clientAuth: boolean): CertificateExtension {
  const usage = new ExtKeyUsage({ keyPurposes: [`1.3.6.1.5.5.7.3.${clientAuth ? 2 : 1}`] });
  return { id: '2.5.29.37', critical: false, value: usage.toSchema().toBER() };
}

function signingKeyOf({ key }: TestCertificate): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
