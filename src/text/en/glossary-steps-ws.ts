import type { GlossaryOf } from '../terms.ts';

/** What the steps of a WebSocket connection mean. */
export const wsSteps = {
  'ws-request': {
    brief: 'The opening handshake begins: an HTTP request that asks to go on with WebSocket.',
    more: 'It is a GET like any other, with headers of its own, so that it gets wherever HTTP gets. Upgrade says what is wanted, and Sec-WebSocket-Key carries 16 random octets. Until the answer is there, no frame may go.',
  },
  'ws-key': {
    brief: 'What the server makes of the key, to prove that it read this request.',
    more: 'Behind the key comes a GUID that every implementation knows; of both together the SHA-1 is taken, 20 octets, and written in base64. It keeps no secret: it shows that the other end speaks WebSocket and is no cache with an old answer.',
  },
  'ws-response': {
    brief: "The server's answer over HTTP: with 101 the opening handshake is complete.",
    more: 'Behind the empty line there is no more HTTP, and frames go both ways on the same TCP connection. Any other status is a refusal, with the usual meanings of HTTP: 400, 403, 404, 426.',
  },
  'ws-refused': {
    brief: 'One side found the handshake wrong, by the rule that is named.',
    more: 'A server then answers with a status of HTTP and ends the connection; a client ends it without a word. The section says where the rule is written.',
  },
  'ws-open': {
    brief: 'The opening handshake is complete, and frames may go both ways.',
    more: 'Shown are the subprotocol and the extensions that both sides agreed on, if any. The time is counted from the request: one round trip more than that of TCP, and of TLS where it is used.',
  },
  'ws-frame': {
    brief: 'A frame passed: some octets of header, then the payload, masked if a client sent it.',
    more: 'The header has 2 octets at least, and 14 at the most: FIN, the reserved bits, the opcode, the length, the masking key. 6 + 5 B says: 6 octets of header, 5 of payload. A frame is neither a write nor a segment; look at its bits with --hex.',
  },
  'ws-message': {
    brief: 'A message is complete: this is what the program gets, whatever frames it came in.',
    more: 'A text message is UTF-8 as a whole, though a frame may end within a character. With permessage-deflate it was inflated, and both lengths are shown.',
  },
  'ws-violation': {
    brief: 'A frame broke a rule of the protocol, and so the connection is failed at once.',
    more: 'The Close frame says why with a status code: 1002 for frames that are wrong, 1007 for text that is not UTF-8, 1009 for what is too long. Whoever fails a connection need not wait for an answer. Break rules on purpose with /frame.',
  },
  'ws-round-trip': {
    brief: 'The pong that answers our ping came, so much later.',
    more: 'That is the way there and back, and how long the peer took to read all that was before the ping. It shows that the program at the other end is alive, which a keep-alive of TCP cannot.',
  },
  'ws-closed': {
    brief:
      'The WebSocket connection is over: with which status code, and whether both sides said so.',
    more: 'Close frames both ways make a clean end, and then the stream is closed, by the server first. The codes 1005, 1006 and 1015 are never sent: they are what a program is told when no code came.',
  },
} satisfies Partial<GlossaryOf<'step'>>;
