import type { X509Certificate } from 'node:crypto';
import type { Server, TLSSocket } from 'node:tls';
import type { Microseconds } from '../event/clock.ts';
import type { Side } from '../event/event.ts';
import type { Certificate } from '../event/tls-event.ts';

/** Certificates of a chain that are looked at: real ones have two to four. */
const DEEPEST = 10;
/** Names of one certificate that are told. */
const MOST_NAMES = 100;
/** Characters of a name that are told. */
const LONGEST_NAME = 256;

// Node takes the peer's chain out of OpenSSL's hands: asked a second time, it knows none.
const peerChains = new WeakMap<TLSSocket, readonly X509Certificate[]>();

/**
 * The certificates a side showed in the handshake: its own first, each next one the issuer of the one before, ten at the most. Of
 * the peer's all that it sent, and nothing from our own store; of ours the first one only, and on a client whether or not the server
 * asked for it. Empty where none was shown: a session was resumed, or the peer need not have one.
 */
export function describeChain(socket: TLSSocket, by: Side): Certificate[] {
  if (by === 'peer') return peerChain(socket).map(describe);
  const own = socket.getX509Certificate();
  return own ? [describe(own)] : [];
}

/** The peer's certificates as `describeChain` tells them. They stay known when the socket is destroyed later. */
export function peerChain(socket: TLSSocket): readonly X509Certificate[] {
  const known = peerChains.get(socket);
  if (known) return known;
  const chain: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next && chain.length < DEEPEST) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  if (chain.length > 0) peerChains.set(socket, chain);
  return chain;
}

/**
 * Has a server keep the certificates of clients that Node is to turn away (`rejectUnauthorized`): on their way out, in
 * `tlsClientError`, there would be none to tell of.
 */
export function keepPeerChains(server: Server): void {
  const met = new WeakSet<TLSSocket>();
  // The one event that shows a socket before its handshake is complete; it comes several times.
  server.on('keylog', (_line, socket) => {
    if (met.has(socket)) return;
    met.add(socket);
    socket.prependOnceListener('secure', () => peerChain(socket));
  });
}

/** What a certificate says, on few and short lines, whatever it has in it. */
export function describe(certificate: X509Certificate): Certificate {
  return {
    subject: onOneLine(certificate.subject),
    issuer: onOneLine(certificate.issuer),
    names: alternativeNamesOf(certificate.subjectAltName),
    notBefore: momentOf(certificate.validFrom),
    notAfter: momentOf(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** A distinguished name as Node tells it, one attribute a line; a comma within a value has a backslash (RFC 4514 §2.4). */
function onOneLine(name: string | undefined): string {
  // A name without a single attribute is `undefined` in Node, whatever its types say.
  return bounded((name ?? '').split('\n').join(', '));
}

// Node quotes a name with a comma or a quotation mark in it as JSON does; else it could pass for two.
const ALTERNATIVE_NAME = /(?:[^",]|"(?:[^"\\]|\\.)*")+/g;

function alternativeNamesOf(names: string | undefined): readonly string[] {
  const found: string[] = [];
  for (const [name] of (names ?? '').matchAll(ALTERNATIVE_NAME)) {
    if (found.length === MOST_NAMES) return [...found, '…'];
    found.push(bounded(name.trim()));
  }
  return found;
}

/** `Nov 21 04:34:31 2026 GMT` as µs; 0 for what is no time. */
function momentOf(time: string): Microseconds {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? 0 : milliseconds * 1000;
}

/** Without control and formatting characters, and cut to a length that leaves the line readable. */
function bounded(text: string): string {
  const cut = text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME - 1)}…`;
  return cut.replace(/[\p{C}\u2028\u2029]/gu, '\ufffd'); // half a character at the cut, too
}
