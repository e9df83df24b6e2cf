import { TLS_CONTENTS, type TlsContent } from '../event/tls-event.ts';
import { CIPHER_NAMES } from './cipher-names.ts';

type Names = Readonly<Record<number, string>>;

/** Protocol versions as records and hellos carry them (RFC 8446 §4.2.1, and the RFCs before it). */
export const VERSIONS: Names = {
  768: 'SSL 3.0',
  769: 'TLS 1.0',
  770: 'TLS 1.1',
  771: 'TLS 1.2',
  772: 'TLS 1.3',
};

/** Groups of the key exchange (RFC 8446 §4.2.7, RFC 8422 §5.1.1, IANA's registry for those since). */
export const GROUPS: Names = {
  19: 'secp192r1',
  21: 'secp224r1',
  22: 'secp256k1',
  23: 'secp256r1',
  24: 'secp384r1',
  25: 'secp521r1',
  26: 'brainpoolP256r1',
  27: 'brainpoolP384r1',
  28: 'brainpoolP512r1',
  29: 'X25519',
  30: 'X448',
  31: 'brainpoolP256r1tls13',
  32: 'brainpoolP384r1tls13',
  33: 'brainpoolP512r1tls13',
  41: 'curveSM2',
  256: 'ffdhe2048',
  257: 'ffdhe3072',
  258: 'ffdhe4096',
  259: 'ffdhe6144',
  260: 'ffdhe8192',
  512: 'MLKEM512',
  513: 'MLKEM768',
  514: 'MLKEM1024',
  4587: 'SecP256r1MLKEM768',
  4588: 'X25519MLKEM768',
  4589: 'SecP384r1MLKEM1024',
  25497: 'X25519Kyber768Draft00',
};

/** Messages of the handshake (RFC 8446 §4, RFC 5246 §7.4, and extensions of the two). */
export const HANDSHAKES: Names = {
  0: 'hello_request',
  1: 'client_hello',
  2: 'server_hello',
  4: 'new_session_ticket',
  5: 'end_of_early_data',
  8: 'encrypted_extensions',
  11: 'certificate',
  12: 'server_key_exchange',
  13: 'certificate_request',
  14: 'server_hello_done',
  15: 'certificate_verify',
  16: 'client_key_exchange',
  20: 'finished',
  21: 'certificate_url',
  22: 'certificate_status',
  24: 'key_update',
  25: 'compressed_certificate',
  254: 'message_hash',
};

/** Why an alert was sent (RFC 8446 §6; those that only TLS 1.2 and older have: RFC 5246 §7.2). */
export const ALERTS: Names = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  114: 'bad_certificate_hash_value',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
  121: 'ech_required',
};

/** How grave an alert is (RFC 8446 §6). */
export const ALERT_LEVELS: Names = { 1: 'warning', 2: 'fatal' };

/** The first octet of a record is 20 for the first content type, and counts on (RFC 8446 §5.1). */
const FIRST_CONTENT = 20;

/** The content type by its number; `undefined` for one that TLS does not have. */
export function contentOf(type: number): TlsContent | undefined {
  return TLS_CONTENTS[type - FIRST_CONTENT];
}

/** `TLS 1.2` for 0x0303. */
export function versionName(code: number): string {
  return nameOf(VERSIONS, code);
}

/** `X25519` for 29. */
export function groupName(code: number): string {
  return nameOf(GROUPS, code);
}

/** `TLS_AES_128_GCM_SHA256` for 0x1301. */
export function cipherName(code: number): string {
  const name = CIPHER_NAMES[code];
  return name === undefined ? nameOf({}, code) : `TLS_${name}`;
}

/** A code of two octets by its name; `GREASE` for one that is only there so that peers learn to ignore it (RFC 8701 §2). */
function nameOf(names: Names, code: number): string {
  return names[code] ?? (isGrease(code) ? 'GREASE' : hexCode(code, 2));
}

function isGrease(code: number): boolean {
  return (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);
}

/** `0x1A2B`: a code of so many octets for which there is no name. */
export function hexCode(code: number, octets: number): string {
  return `0x${code
    .toString(16)
    .toUpperCase()
    .padStart(octets * 2, '0')}`;
}
