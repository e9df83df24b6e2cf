import type { GlossaryOf } from '../terms.ts';

/** Why a certificate is not trusted, by the codes of OpenSSL and Node. */
export const tlsReasons = {
  CERT_HAS_EXPIRED: {
    brief: 'The certificate was valid once, but its last day is past.',
    more: 'A certificate ends so that a stolen key is not of use for ever. The peer needs a new one; or the clock of this machine runs ahead.',
  },
  CERT_NOT_YET_VALID: {
    brief: 'The first day of the certificate has not come yet.',
    more: 'Usually a clock is wrong: compare those of both machines.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    brief: "The peer's certificate is signed by itself, and is not one that is trusted here.",
    more: 'That is normal for a server made for an exercise. Compare its fingerprint with the one that the server prints, then trust that certificate with --ca. Without comparing, anybody could sit in between.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    brief: 'The chain of certificates ends in an authority that is not trusted here.',
    more: 'The last one of a chain is always self-signed; the question is whether you trust it. An authority of a company or a course looks like this: give its certificate with --ca.',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    brief: 'The certificate that signed another one of the chain is not known here.',
    more: 'Either it is an authority nobody told this machine of, or the server has left out a certificate in between. Give the missing one with --ca.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    brief: 'The peer sent its own certificate alone, and who signed it is not known here.',
    more: 'So the signature cannot be checked. A server should send the certificates in between, too; here, give that of the authority with --ca.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    brief: 'The certificate is for other names than the one that was asked for.',
    more: 'What counts is its list of names (subjectAltName): one for localhost is not one for 127.0.0.1. Connect by a name in the list, or say with --servername which name to expect.',
  },
} satisfies Partial<GlossaryOf<'errno'>>;
