import type { Failures } from '../../error.ts';
import { namesOf } from '../brief.ts';

type Untrusted = Readonly<Failures['tls-untrusted']>;

/** Why a certificate does not pass. */
interface Distrust {
  /** In a few words, for a step. */
  readonly words: string;
  readonly why: (facts: Untrusted) => string;
  readonly next: (facts: Untrusted) => string;
}

const UNCHECKED = '--insecure connects without knowing to whom.';

const unknownAuthority: Pick<Distrust, 'words' | 'next'> = {
  words: 'from an unknown authority',
  next: () => `If you trust that authority, give its certificate: --ca FILE. ${UNCHECKED}`,
};

const REASONS: Readonly<Record<string, Distrust>> = {
  CERT_HAS_EXPIRED: {
    words: 'expired',
    why: ({ notAfter }) => `It has expired: it was valid until ${notAfter}.`,
    next: () => `The peer needs a new one; check the clock of this machine, too. ${UNCHECKED}`,
  },
  CERT_NOT_YET_VALID: {
    words: 'not valid yet',
    why: ({ notBefore }) => `It is not valid yet: it begins with ${notBefore}.`,
    next: () => `Check the clocks of both machines, or wait. ${UNCHECKED}`,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    words: 'self-signed',
    why: ({ subject }) => `It is self-signed: nobody but ${subject} vouches for it.`,
    next: () =>
      `If its fingerprint is the right one, trust that very certificate: --ca FILE. ${UNCHECKED}`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    words: 'from an authority not trusted here',
    why: ({ issuer }) =>
      `${issuer} issued it, and the chain ends in a self-signed certificate that is not trusted here.`,
    next: () => `If you trust its last certificate, give it: --ca FILE. ${UNCHECKED}`,
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    ...unknownAuthority,
    why: ({ issuer }) => `${issuer} issued it, and that authority is not known here.`,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    ...unknownAuthority,
    why: ({ issuer }) =>
      `${issuer} issued it, is not known here, and its own certificate was not sent along.`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    words: 'for another name',
    why: ({ name, names }) =>
      names.length > 0
        ? `It is valid for ${namesOf(names, 6)}, and not for ${name}.`
        : `It names no host, and so is not valid for ${name}.`,
    next: () =>
      `Connect by a name it is valid for, or say which one to expect: --servername. ${UNCHECKED}`,
  },
};

/** No certificate at all: the failure is `tls-no-certificate`, and only the step comes by here. */
const NONE_SHOWN = 'PEER_DID_NOT_RETURN_A_CERTIFICATE';

const OTHER: Distrust = {
  words: 'not trusted',
  why: ({ issuer }) => `${issuer} issued it, and OpenSSL refused it with that code.`,
  next: () => `Give the authority that issued it: --ca FILE. ${UNCHECKED}`,
};

/** What OpenSSL's or Node's code for a certificate that does not pass means. */
export function distrust(reason: string): Distrust {
  if (reason === NONE_SHOWN) return { ...OTHER, words: 'no certificate shown' };
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? OTHER;
}
