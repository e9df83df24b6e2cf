import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { GeneralName } from 'pkijs';
import { now } from '../event/clock.ts';
import { type CertificateExtension, signCertificate } from './sign-certificate.ts';

/** A certificate and its private key as PEM (RFC 7468), and the SHA-256 of its DER form, in hexadecimal with colons. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
}

const HOUR = 3600 * 1_000_000;
/** Begins in the past, for a peer whose clock is behind; ends soon, since nobody should come to rely on it. */
const VALID = { before: HOUR, after: 3 * 24 * HOUR } as const;
const ALWAYS = ['localhost', '127.0.0.1', '::1'] as const;

/**
 * Makes a self-signed certificate to throw away, with a new key (ECDSA, P-256): for this machine's loopback and for
 * `names`, each a DNS name or an IP address. One that is neither is left out.
 */
export async function makeCertificate({
  names,
}: {
  readonly names: readonly string[];
}): Promise<MadeCertificate> {
  const keys = await makeKeys();
  const time = now();
  const der = await signCertificate(
    {
      subject: 'localhost',
      issuer: 'localhost',
      notBefore: time - VALID.before,
      notAfter: time + VALID.after,
      publicKey: keys.publicKey,
      extensions: await Promise.all([alternativeNames([...ALWAYS, ...names]), forServers()]),
    },
    keys.privateKey,
  );
  return toPem(der, keys.privateKey);
}

/** A new pair of keys for ECDSA on the curve P-256 (FIPS 186-5). */
export function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
}

/** A certificate in DER and its private key, as they are kept in files. */
export function toPem(der: Uint8Array, privateKey: webcrypto.CryptoKey): MadeCertificate {
  const certificate = new X509Certificate(der);
  const key = KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: certificate.toString(), key, fingerprint: certificate.fingerprint256 };
}

/** The names a certificate is valid for (RFC 5280 §4.2.1.6). What is no name of a host is left out. */
export async function alternativeNames(names: readonly string[]): Promise<CertificateExtension> {
  const [{ AltName, GeneralName }, { OctetString }] = await Promise.all([
    import('pkijs'),
    import('asn1js'),
  ]);
  const hosts = new Set(names.map(canonical).filter((name) => name !== undefined));
  const toName = (host: string): GeneralName =>
    isIP(host) === 0
      ? new GeneralName({ type: 2, value: host })
      : new GeneralName({ type: 7, value: new OctetString({ valueHex: octetsOf(host) }) });
  const value = new AltName({ altNames: [...hosts].map(toName) }).toSchema().toBER();
  return { id: '2.5.29.17', critical: false, value };
}

/** What the key may be used for: to be a TLS server (RFC 5280 §4.2.1.12). */
async function forServers(): Promise<CertificateExtension> {
  const { ExtKeyUsage } = await import('pkijs');
  const usage = new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] });
  return { id: '2.5.29.37', critical: false, value: usage.toSchema().toBER() };
}

/** A host as it stands in a certificate: an international name by its A-labels (RFC 5890), an address without its zone. */
function canonical(name: string): string | undefined {
  const bare = name.replace(/%.*$/, '').replace(/\.$/, '');
  const url = `http://${isIP(bare) === 6 ? `[${bare}]` : bare}`;
  if (/[/?#@:\\]/.test(bare) && isIP(bare) === 0) return undefined; // a URL, but more than a host
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : undefined;
}

/** The four or sixteen octets of an address as the URL standard writes it. */
function octetsOf(address: string): ArrayBuffer {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number).buffer;
  const [head = '', tail] = address.split('::');
  const groups = (half: string) => (half === '' ? [] : half.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = new Array<string>(8 - before.length - after.length).fill('0');
  const all = [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff])).buffer;
}
