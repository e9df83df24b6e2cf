import type { Microseconds } from './clock.ts';
import type { Seen, Side } from './seen.ts';

/** The content types of TLS records (RFC 8446 §5.1). */
export const TLS_CONTENTS = [
  'change_cipher_spec',
  'alert',
  'handshake',
  'application_data',
] as const;
export type TlsContent = (typeof TLS_CONTENTS)[number];

/** One message in a TLS record that is not encrypted, and what can be read in it. */
export interface TlsMessage {
  /** The RFC's name: `client_hello`, `server_hello`, `certificate`, `alert`. `fragment` for a piece of a longer message. */
  readonly name: string;
  /** The server's name the client asks for (RFC 6066 §3): anybody on the way can read it. */
  readonly serverName?: string;
  /** Application protocols offered or chosen (RFC 7301). */
  readonly alpn?: readonly string[];
  /** Versions offered or chosen, the best first. */
  readonly versions?: readonly string[];
  /** Cipher suites offered or chosen, by their IANA names; `0x1A2B` for one without a name. */
  readonly ciphers?: readonly string[];
  /** Groups of the key exchange, offered or chosen. */
  readonly groups?: readonly string[];
  /** An alert's: `fatal unknown_ca`. */
  readonly alert?: string;
}

/** What a certificate says (RFC 5280 §4.1). */
export interface Certificate {
  /** Distinguished names on one line: `CN=localhost`. */
  readonly subject: string;
  readonly issuer: string;
  /** Names it is valid for: `DNS:localhost`, `IP Address:127.0.0.1`. */
  readonly names: readonly string[];
  /** Validity, µs since the epoch as every time. */
  readonly notBefore: Microseconds;
  readonly notAfter: Microseconds;
  /** SHA-256 of its DER form, in hexadecimal with colons. */
  readonly fingerprint: string;
}

/** What a program sees of the security layer between a stream and its octets (RFC 8446). */
export type TlsEvent =
  /** A TLS record passed (RFC 8446 §5.1): its header in plain, and those of its messages that are not encrypted. */
  | (Seen & {
      type: 'tls-record';
      by: Side;
      content: TlsContent;
      /** The version field of the header: `TLS 1.2` (0x0303) in every record of TLS 1.3, too. */
      version: string;
      /** Octets behind the header of five. */
      length: number;
      /** Whether the content can be read by whoever watches the wire. */
      readable: boolean;
      messages: readonly TlsMessage[];
      /** The record as it passed, from its header on: the first octets, `PAYLOAD_LIMIT` at the most. */
      data: Uint8Array;
    })
  /**
   * A secret of the connection, with which a capture of it can be decrypted: one line of a key log (RFC 9850 §2). Told only where
   * such a log was asked for. `clientRandom` says which connection it belongs to; both in hexadecimal digits.
   */
  | (Seen & { type: 'tls-secret'; label: string; clientRandom: string; secret: string })
  /** The TLS handshake is complete: what both sides agreed upon. `elapsed` µs since it began. */
  | (Seen & {
      type: 'tls-agreed';
      version: string;
      cipher: string;
      /** The group of the key exchange, where Node tells: `X25519`. */
      group?: string;
      /** The application protocol (RFC 7301). */
      alpn?: string;
      /** A session before was taken up again: no certificate was sent. */
      resumed: boolean;
      elapsed: Microseconds;
    })
  /** One certificate of the chain a side showed; `depth` 0 is its own, each next one signed the one before. */
  | (Seen & { type: 'tls-certificate'; by: Side; depth: number } & Certificate)
  /**
   * What verifying the peer's certificate gave. `reason` is OpenSSL's code (`CERT_HAS_EXPIRED`) or Node's (`ERR_TLS_CERT_ALTNAME_INVALID`);
   * `enforced` is false where the connection goes on in spite of it, or nobody asked for a certificate.
   */
  | (Seen & {
      type: 'tls-verdict';
      trusted: boolean;
      reason?: string;
      /** The name the certificate had to be valid for. */
      name?: string;
      enforced: boolean;
    });
