import type { Text } from '../text.ts';
import { distrust } from './distrust.ts';

const OURS = 'Show a certificate that it accepts: --cert FILE --key FILE.';
const VERSIONS = 'Allow more versions: --tls-min, --tls-max.';

/** Alerts by their names (RFC 8446 §6.2): why a peer sends one, and what helps. */
const ALERTS: Readonly<Record<string, readonly [why: string, next: string]>> = {
  unknown_ca: [
    'It does not know the authority that issued our certificate.',
    'Let it trust that authority (--ca FILE on its side), or show another: --cert FILE --key FILE.',
  ],
  bad_certificate: ['It does not accept our certificate.', OURS],
  certificate_expired: ['It says that our certificate has expired.', OURS],
  certificate_unknown: ['It does not accept our certificate, for a reason of its own.', OURS],
  certificate_required: ['It demands a certificate of us, and we showed none.', OURS],
  handshake_failure: [
    'It found nothing that both sides accept, or it wanted a certificate of us.',
    'Try another version (--tls-min, --tls-max), or show a certificate: --cert FILE --key FILE.',
  ],
  unrecognized_name: [
    'It has no certificate for the name we asked for.',
    'Ask for another: --servername.',
  ],
};
const OTHER_ALERT = [
  'It said no more than that; RFC 8446 §6 lists the alerts.',
  "Look at the peer's own messages.",
] as const;

const NO_COMMON = {
  version: ['They have no version of TLS in common.', VERSIONS],
  cipher: ['They have no cipher suite in common, or none that suits the certificate.', VERSIONS],
  alpn: [
    'They have no application protocol in common.',
    'Give both sides the same one with --alpn, or leave that option out.',
  ],
} as const;

/** Why two sides do not come to speak TLS. */
export const tlsErrors = {
  'tls-untrusted': (facts) => ({
    what: `The certificate of ${facts.address} is not trusted (${facts.reason}).`,
    why: distrust(facts.reason).why(facts),
    next: distrust(facts.reason).next(facts),
  }),
  'tls-no-certificate': ({ address }) => ({
    what: `${address} showed no certificate.`,
    why: 'One was demanded, so nobody knows who it is.',
    next: 'Let it show one (--cert FILE --key FILE there), or demand none: no --require-cert.',
  }),
  'tls-alert': ({ address, alert }) => {
    const [why, next] = (Object.hasOwn(ALERTS, alert) ? ALERTS[alert] : undefined) ?? OTHER_ALERT;
    return { what: `${address} refused TLS with the alert ${alert}.`, why, next };
  },
  'not-tls': ({ address }) => ({
    what: `What ${address} sent is not TLS.`,
    why: 'It does not begin as a TLS record does: the peer seems to speak another protocol, in plain.',
    next: 'Leave --tls out on this side, or use it on both.',
  }),
  'tls-no-agreement': ({ address, what }) => ({
    what: `No agreement on TLS with ${address}.`,
    why: NO_COMMON[what][0],
    next: NO_COMMON[what][1],
  }),
  'tls-ended': ({ address }) => ({
    what: `${address} ended the connection before the TLS handshake was complete.`,
    why: 'It sent no alert to say why: it may not speak TLS at all, or may have given up.',
    next: "Look at the peer's own messages, or leave --tls out to see what it speaks.",
  }),
  'tls-handshake-timeout': ({ address, seconds }) => ({
    what: `The TLS handshake with ${address} was not complete within ${seconds} s.`,
    why: 'The connection stands, but the peer is silent: it may wait for something else than TLS.',
    next: 'Leave --tls out to see what it speaks.',
  }),
  'bad-certificate': ({ path, problem }) => ({
    what: `${path} cannot be used for TLS.`,
    why: `OpenSSL says: ${problem}.`,
    next: 'Give files in PEM form, with a key that belongs to the certificate: --cert FILE --key FILE.',
  }),
} satisfies Partial<Text['errors']>;
