import { type Failures, SocketsError } from '../error.ts';
import { type Address, formatAddress, isPath } from '../event/address.ts';
import { fromSystem, systemError } from '../system/failure.ts';
import { ALERTS } from './names.ts';

/**
 * A handshake that failed as an error with its facts, by the code Node or OpenSSL gave it. `remote` is the peer, where it is known.
 * Without a cause the stream just ended. What OpenSSL calls a violation in records that are TLS is `system` with its code, and the peer's fault.
 */
export function fromTls(cause: unknown, remote: Address | undefined): SocketsError {
  if (cause instanceof SocketsError) return cause;
  const address = formatAddress(remote);
  const { code } = systemError(cause);
  if (cause === undefined || ENDED.has(code)) {
    return new SocketsError('peer', 'tls-ended', { address }, { cause });
  }
  const alert = alertOf(cause);
  if (alert !== undefined) return fromAlert(alert, address, cause);
  if (code.startsWith(OPENSSL)) return fromOpenSsl(code, address, cause);
  const end = remote && !isPath(remote) ? remote : { host: address, port: 0 };
  return fromSystem(cause, { call: 'handshake', ...end });
}

type Disagreement = Failures['tls-no-agreement']['what'];

const OPENSSL = 'ERR_SSL_';

// ECONNRESET is Node's word, too, for a stream that ended before the handshake did.
const ENDED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

// Where a record's header should be, there is something else. The peer that sends back whatever it gets is no TLS server, either:
// to a ClientHello it answers with one.
const NOT_TLS: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_DATA_LENGTH_TOO_LONG',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_HTTPS_PROXY_REQUEST',
  'ERR_SSL_UNEXPECTED_MESSAGE',
]);

const BY_CODE: Readonly<Record<string, Disagreement>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'version',
  ERR_SSL_NO_PROTOCOLS_AVAILABLE: 'version',
  ERR_SSL_NO_SHARED_CIPHER: 'cipher',
  ERR_SSL_NO_SUITABLE_KEY_SHARE: 'cipher',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: 'cipher',
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'alpn',
};

/** Alerts that have one meaning only. `handshake_failure` is none of them: a server sends it for lack of a certificate, too. */
const BY_ALERT: Readonly<Record<string, Disagreement>> = {
  protocol_version: 'version',
  insufficient_security: 'cipher',
  no_application_protocol: 'alpn',
};

/** The alert that ended it, by the name of RFC 8446 §6, if it was one of the peer's. */
function alertOf(cause: unknown): string | undefined {
  // In its code OpenSSL has names of its own: `tlsv1 unrecognized name`, `sslv3 alert no certificate`.
  const [, number] = /SSL alert number (\d+)/.exec(String(cause)) ?? [];
  return number === undefined ? undefined : (ALERTS[Number(number)] ?? `alert ${number}`);
}

function fromAlert(alert: string, address: string, cause: unknown): SocketsError {
  const what = BY_ALERT[alert];
  if (what) return new SocketsError('peer', 'tls-no-agreement', { address, what }, { cause });
  return new SocketsError('peer', 'tls-alert', { address, alert }, { cause });
}

function fromOpenSsl(code: string, address: string, cause: unknown): SocketsError {
  if (NOT_TLS.has(code)) return new SocketsError('peer', 'not-tls', { address }, { cause });
  if (code === 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE') {
    return new SocketsError('peer', 'tls-no-certificate', { address }, { cause });
  }
  const what = BY_CODE[code];
  if (what) return new SocketsError('peer', 'tls-no-agreement', { address, what }, { cause });
  return new SocketsError('peer', 'system', { call: 'TLS handshake', code }, { cause });
}
