import { DEFAULT_CIPHERS, type SecureVersion } from 'node:tls';

/** What both ends of a TLS connection can be set to. Certificates, keys and authorities are texts in PEM (RFC 7468). */
export interface TlsOptions {
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  /** Application protocols, the one liked best first (RFC 7301). */
  readonly alpn?: readonly string[];
  /** Authorities that may have signed the peer's certificate, instead of the system's own. */
  readonly ca?: string;
  /** Takes each line of secrets that lets a capture be read afterwards, in the form of SSLKEYLOGFILE. */
  readonly keylog?: (line: Buffer) => void;
  /** Give the handshake up after so many milliseconds. Default: `HANDSHAKE_TIMEOUT`. */
  readonly handshakeTimeout?: number;
}

/** A server's certificate and key, and whether it wants one of its clients. */
export interface TlsServerOptions extends TlsOptions {
  readonly cert: string;
  readonly key: string;
  /** Refuse clients without a certificate that `ca` vouches for. */
  readonly requireCert?: boolean;
}

/** What a client makes of the server's certificate, and its own. */
export interface TlsClientOptions extends TlsOptions {
  /** The name to ask for (SNI, RFC 6066 §3) and to find in the certificate. Default: the host connected to. */
  readonly servername?: string;
  /** Go on whatever the certificate says. */
  readonly insecure?: boolean;
  readonly cert?: string;
  readonly key?: string;
}

/** How long a handshake may take, ms: a peer that says nothing must not hold a socket for ever. */
export const HANDSHAKE_TIMEOUT = 30_000;

// What these two need is too weak for OpenSSL 3 unless it is told to mind nothing (SSL_CTX_set_security_level(3)).
const OLD: ReadonlySet<SecureVersion | undefined> = new Set(['TLSv1', 'TLSv1.1'] as const);
const OLD_CIPHERS = `${DEFAULT_CIPHERS}:@SECLEVEL=0`;

/** The options as Node names them. */
export function nodeOptions({ minVersion, maxVersion, alpn, ca }: TlsOptions) {
  // Node's own least version is TLS 1.2: above what an old `maxVersion` allows.
  const least = minVersion ?? (OLD.has(maxVersion) ? 'TLSv1' : undefined);
  return {
    ...(least && { minVersion: least }),
    ...(maxVersion && { maxVersion }),
    ...(OLD.has(least) && { ciphers: OLD_CIPHERS }),
    ...(alpn && { ALPNProtocols: [...alpn] }),
    ...(ca !== undefined && { ca }),
  };
}
