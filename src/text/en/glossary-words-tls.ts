import type { GlossaryOf } from '../terms.ts';

/** What the words of the security layer mean. */
export const tlsWords = {
  TLS: {
    brief:
      'A layer between program and TCP: nobody on the way can read, change or fake what is sent.',
    more: 'First a handshake agrees on keys and proves who the server is, then the stream goes in encrypted records. Addresses, lengths and times stay visible. HTTPS is HTTP over it; try tcp-server --tls.',
  },
  'tls-handshake': {
    brief:
      'How both sides agree on keys, and one proves who it is, before the first encrypted octet.',
    more: 'The client offers (client_hello), the server chooses (server_hello), and both send a half of the key exchange; then come certificate and signature. TLS 1.3 takes one round trip, TLS 1.2 two. It happens inside a TCP connection, after its handshake.',
  },
  record: {
    brief:
      'What TLS cuts its stream into: a header of 5 octets, then up to 16 KiB, encrypted and sealed.',
    more: 'Type, version and length stay readable. The version says 1.2 even for 1.3, for old boxes on the way would not let anything else through. A record that somebody changed does not open, and ends the connection.',
  },
  alert: {
    brief:
      'A message of TLS that says what is wrong, or, as close_notify, that its sender has finished.',
    more: 'All but a few are fatal: the connection is over. unknown_ca and certificate_required are about certificates, protocol_version and handshake_failure about finding no common ground.',
  },
  certificate: {
    brief:
      'A signed statement that a public key belongs to these names, from this day to that day.',
    more: 'Everybody may see it; the private key that goes with it is what nobody else has. Usually the server shows one, and with --require-cert the client must, too. Give yours with --cert and --key.',
  },
  'certificate-authority': {
    brief: 'Who signs certificates, and is believed since its own certificate is installed here.',
    more: 'Systems, browsers and Node come with more than a hundred. Each may sign for any name, so each has to be trustworthy. With --ca you name the ones to trust instead.',
  },
  'self-signed': {
    brief: 'A certificate signed with its own key: only it says that it is genuine.',
    more: 'It encrypts as well as any other, but does not show with whom. Authorities have such ones, and so does tcp-server --tls without a file of its own. Compare the fingerprint, then trust it with --ca.',
  },
  fingerprint: {
    brief: 'The SHA-256 of a certificate: 32 octets that stand for all of it.',
    more: 'Nobody can make another certificate with the same one. The server prints it and the client shows it: if they are equal, nobody sits in between.',
  },
  PEM: {
    brief: 'Certificates and keys as text: base64 between a BEGIN and an END line.',
    more: 'A file may hold several, such as a whole chain. The part that says PRIVATE KEY must stay secret.',
  },
  SNI: {
    brief: 'The client says in its first message which server name it wants, readable by anybody.',
    more: 'So one address can serve many sites, each with its own certificate. --servername chooses the name; an IP address is never sent.',
  },
  ALPN: {
    brief:
      'The client offers application protocols within the TLS handshake, and the server picks one.',
    more: 'So a browser knows without another round trip whether to speak HTTP/2, which is called h2 here. Offer some with --alpn h2,http/1.1 on both sides.',
  },
  'cipher-suite': {
    brief: 'The algorithms that encrypt and seal the records, under one name.',
    more: 'TLS_AES_256_GCM_SHA384 is AES with keys of 256 bits in the mode GCM, and SHA-384 to derive keys. The client offers a list, the server chooses. In TLS 1.2 the name also tells key exchange and signature.',
  },
  'key-exchange': {
    brief: 'How two sides get a common secret although everybody may hear what they say.',
    more: 'Each keeps a private number and sends a public one made from it; from its own private and the other public number, both compute the same secret. Hearing the public ones does not help. X25519 is the usual group.',
  },
  'forward-secrecy': {
    brief: 'Whoever steals the private key later still cannot read what was recorded before.',
    more: 'The keys of a connection come from numbers made for it alone and then thrown away; the key of the certificate only signs. In TLS 1.3 every handshake with a certificate is like that.',
  },
  resumption: {
    brief: 'A client takes up a session from before; no certificate is sent this time.',
    more: 'Both prove that they know a secret from last time, which saves signatures. The verdict, too, is that of last time.',
  },
  SSLKEYLOGFILE: {
    brief: 'A file with the secrets of TLS connections, by which Wireshark can decrypt a capture.',
    more: 'Browsers and curl write it when an environment variable of this name says where; here it is --keylog. Whoever has the file can read the connections, so delete it afterwards.',
  },
} satisfies Partial<GlossaryOf<'word'>>;
