import type { webcrypto } from 'node:crypto';
import type { AttributeTypeAndValue } from 'pkijs';
import type { Microseconds } from '../event/clock.ts';

/** One extension of a certificate (RFC 5280 §4.2): its object identifier, and its value in DER. */
export interface CertificateExtension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: ArrayBuffer;
}

/** What a certificate is to say (RFC 5280 §4.1.2). */
export interface CertificateFields {
  /** Common names (RFC 5280 §4.1.2.4, §4.1.2.6). */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Microseconds;
  readonly notAfter: Microseconds;
  readonly publicKey: webcrypto.CryptoKey;
  readonly extensions: readonly CertificateExtension[];
}

/** The first year whose times are not UTCTime (RFC 5280 §4.1.2.5). */
const GENERALIZED_SINCE = 2050;

/** Signs a certificate of version 3 with ECDSA and SHA-256, under a random serial number. Gives its DER form. */
export async function signCertificate(
  fields: CertificateFields,
  signingKey: webcrypto.CryptoKey,
): Promise<Uint8Array> {
  // Loading them takes some 50 ms: only who makes a certificate pays that.
  const [{ AttributeTypeAndValue, Certificate, Extension, Time }, { Integer, Utf8String }] =
    await Promise.all([import('pkijs'), import('asn1js')]);
  const named = (name: string): AttributeTypeAndValue =>
    new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: name }) });
  const at = (time: Microseconds) => {
    const value = new Date(time / 1000);
    return new Time({ type: value.getUTCFullYear() < GENERALIZED_SINCE ? 0 : 1, value });
  };
  const certificate = new Certificate();
  certificate.version = 2; // counted from 0
  certificate.serialNumber = new Integer({ valueHex: serialNumber() });
  certificate.subject.typesAndValues.push(named(fields.subject));
  certificate.issuer.typesAndValues.push(named(fields.issuer));
  certificate.notBefore = at(fields.notBefore);
  certificate.notAfter = at(fields.notAfter);
  certificate.extensions = fields.extensions.map(
    ({ id, critical, value }) => new Extension({ extnID: id, critical, extnValue: value }),
  );
  await certificate.subjectPublicKeyInfo.importKey(fields.publicKey);
  await certificate.sign(signingKey, 'SHA-256');
  return new Uint8Array(certificate.toSchema().toBER());
}

/** Sixteen octets: positive and without a leading zero, as DER and RFC 5280 §4.1.2.2 want it. */
function serialNumber(): ArrayBuffer {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[0] = 0x40 | ((octets[0] ?? 0) & 0x3f);
  return octets.buffer;
}
