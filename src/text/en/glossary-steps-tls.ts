import type { GlossaryOf } from '../terms.ts';

/** What the steps of the security layer mean. */
export const tlsSteps = {
  'tls-record': {
    brief:
      'A TLS record passed: a header of 5 octets that anybody can read, and mostly encrypted content.',
    more: "Whoever watches the wire sees the type, an old version number and the length. The hellos at the beginning are readable, with the server's name in them; in TLS 1.3 all that follows is encrypted and calls itself application_data, even the rest of the handshake. A record is neither a write nor a segment.",
  },
  'tls-secret': {
    brief: 'A secret the connection is encrypted with, told because --keylog asked for it.',
    more: 'It is a line of the key log file, and stays in a recorded trace: whoever has it can decrypt a capture, as Wireshark does. Its label says for which part it is: TLS 1.3 has a secret for each direction of the handshake and of the data, TLS 1.2 only one. The client random, which passes in plain, says for which connection.',
  },
  'tls-certificate': {
    brief: 'One side showed a certificate: which names a key belongs to, and who vouches for that.',
    more: 'The first is its own, and each next one belongs to who signed the one before. Anybody could show a copy, so the handshake also proves possession of the private key. In TLS 1.3 certificates pass encrypted.',
  },
  'tls-verdict': {
    brief: "What checking the peer's certificate gave: whether the peer is who it says it is.",
    more: 'Three things must hold: signatures that lead to an authority trusted here, a day within its validity, and the name that was asked for. If one fails, a client ends the connection, unless it has --insecure. The code beside it can be looked up, as in: sockets explain CERT_HAS_EXPIRED.',
  },
  'tls-agreed': {
    brief:
      'The TLS handshake is complete: both sides have the same keys, and use them from here on.',
    more: "It shows what they chose out of what both know: version, cipher suite, key exchange, perhaps an application protocol. What is sent now is encrypted, and nobody can change it unnoticed. The time is what TLS cost on top of TCP's own handshake.",
  },
} satisfies Partial<GlossaryOf<'step'>>;
