import { checkServerIdentity, type TLSSocket } from 'node:tls';
import { SocketsError } from '../error.ts';
import { type Address, formatAddress } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import { systemError } from '../system/failure.ts';
import { describeChain, peerChain } from './certificate.ts';

/** What verifying the peer's certificate gave. */
export interface Verdict {
  readonly trusted: boolean;
  /**
   * OpenSSL's code (`CERT_HAS_EXPIRED`, see X509_verify_cert_error_string(3)), `ERR_TLS_CERT_ALTNAME_INVALID` for a wrong name, or
   * `PEER_DID_NOT_RETURN_A_CERTIFICATE`. None when trusted, and none when nobody asked for a certificate.
   */
  readonly reason?: string;
  readonly name?: string;
}

/** The reason of a verdict on a peer that was asked for a certificate and has none. */
const NONE_SHOWN = 'PEER_DID_NOT_RETURN_A_CERTIFICATE';

/**
 * The verdict on the peer's certificate when the handshake is complete: whether a known authority vouches for it, whether it is valid
 * now, and, where `name` is given, whether it is that host's (RFC 9525). A resumed session has no certificate: the verdict of the
 * one before is OpenSSL's alone. On a server it takes a socket of `tls.Server`: a bare TLSSocket does not tell what OpenSSL found.
 */
export function verdictOf(socket: TLSSocket, name?: string): Verdict {
  const named = name === undefined ? {} : { name };
  const reason = reasonOf(socket) ?? mismatch(socket, name);
  if (reason !== undefined) return { trusted: false, reason, ...named };
  return { trusted: socket.authorized, ...named };
}

/**
 * A verdict against the peer as the failure it is: `tls-untrusted` with what the certificate says, or `tls-no-certificate` when
 * there was none to see. `remote` is the peer, where it is known.
 */
export function untrusted(
  socket: TLSSocket,
  verdict: Verdict,
  remote: Address | undefined,
): SocketsError {
  const address = formatAddress(remote);
  const [certificate] = describeChain(socket, 'peer');
  const { reason = 'UNSPECIFIED', name = '' } = verdict;
  if (!certificate || reason === NONE_SHOWN) {
    return new SocketsError('peer', 'tls-no-certificate', { address });
  }
  const { subject, issuer, names } = certificate;
  const notBefore = inUtc(certificate.notBefore);
  const notAfter = inUtc(certificate.notAfter);
  const facts = { address, reason, name, subject, issuer, names, notBefore, notAfter };
  return new SocketsError('peer', 'tls-untrusted', facts);
}

/** What Node keeps in `authorizationError`: a code, although its types say an Error. */
function reasonOf(socket: TLSSocket): string | undefined {
  const error: unknown = socket.authorizationError;
  if (typeof error !== 'string') return undefined;
  // OpenSSL has no code for this one: Node gives that of a chain without a beginning.
  const isNoneShown = error === 'UNABLE_TO_GET_ISSUER_CERT' && peerChain(socket).length === 0;
  return isNoneShown ? NONE_SHOWN : error;
}

function mismatch(socket: TLSSocket, name: string | undefined): string | undefined {
  const [certificate] = peerChain(socket);
  if (!certificate || name === undefined) return undefined;
  try {
    const error = checkServerIdentity(name, certificate.toLegacyObject());
    return error && systemError(error).code;
  } catch (error) {
    return systemError(error).code; // names that cannot be told apart
  }
}

/** `2026-11-21T04:34:31Z`: certificates know no fractions of a second (RFC 5280 §4.1.2.5). */
function inUtc(time: Microseconds): string {
  return new Date(time / 1000).toISOString().replace('.000Z', 'Z');
}
