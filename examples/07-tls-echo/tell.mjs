// Tells each step of a program, and of the security layer what whoever watches the wire can know, too.

/** What to say of a step besides its name. */
const FACTS = {
  'tls-record': ({ by, content, length, readable, messages }) => [
    by === 'us' ? 'sent' : 'came',
    content,
    `${length} B`,
    readable ? messages.map(({ name }) => name).join(' ') : 'encrypted',
  ],
  'tls-certificate': ({ subject, fingerprint }) => [printable(subject), fingerprint],
  'tls-verdict': ({ trusted, reason }) => [trusted ? 'trusted' : `not trusted: ${reason}`],
  'tls-agreed': ({ version, cipher }) => [version, cipher],
};

/** A certificate may say anything: it must not touch our terminal. */
const printable = (text) => text.replace(/\p{C}/gu, '·');

export function tell(event) {
  const { socket, type, bytes, code } = event;
  const facts = FACTS[type]?.(event) ?? [bytes === undefined ? '' : `${bytes} B`, code];
  console.log([socket, type, ...facts].filter(Boolean).join(' '));
}

// Try the following:
//   - Which records can be read, and which cannot? From which one on does an onlooker see only lengths?
//   - Print serverName of the first record's message. Whom do you visit, and who can know it?
//   - Compare the B of `send` with the length of the record that follows. What are the other octets for?
