import type { GlossaryOf } from '../terms.ts';

/** What the words of WebSocket mean. */
export const wsWords = {
  websocket: {
    brief: 'Messages both ways over one TCP connection that began as HTTP: RFC 6455.',
    more: 'With HTTP only the client asks; here the server can speak at any time, as chats, games and dashboards need it. Every browser has it, for pages cannot open a socket of TCP. Try ws-server 9000, and open its page in a browser.',
  },
  'opening-handshake': {
    brief: 'The request and the answer over HTTP with which a WebSocket connection begins.',
    more: 'A GET with Upgrade, Connection, Sec-WebSocket-Key and Sec-WebSocket-Version asks, and 101 with Sec-WebSocket-Accept says yes. Here, too, subprotocol and extensions are agreed on.',
  },
  'Sec-WebSocket-Key': {
    brief: '16 random octets in base64 that the client sends, new ones for each connection.',
    more: 'They keep nothing secret and prove no identity. The server has to make Sec-WebSocket-Accept of them, so that neither a cache nor a server that knows no WebSocket can answer by chance.',
  },
  'Sec-WebSocket-Accept': {
    brief: "The server's answer to the key: base64 of the SHA-1 of key and GUID.",
    more: 'The GUID is 258EAFA5-E914-47DA-95CA-C5AB0DC85B11, the same for everybody. The key dGhlIHNhbXBsZSBub25jZQ== of the RFC gives s3pPLMBiTxaQ9kYGzzhZRbK+xOo=, so anybody can check an implementation.',
  },
  upgrade: {
    brief: 'How HTTP/1.1 goes over to another protocol on the same connection.',
    more: 'The client names it in Upgrade, and says in Connection that the header is for the next hop only. A server that agrees answers 101 Switching Protocols, and one that insists on it 426.',
  },
  subprotocol: {
    brief: 'What the messages mean: a name that both sides agree on in the opening handshake.',
    more: 'WebSocket itself only carries text and octets. The client offers names in the order it likes them, and the server chooses one or none; see --subprotocol.',
  },
  origin: {
    brief: 'The scheme, host and port of the page that asks for a connection.',
    more: 'The rule that keeps pages away from other servers does not hold for WebSocket: any page may try to connect, and the cookies go along. So the server has to look at Origin itself, with --origin. Programs other than browsers can write there what they like.',
  },
  frame: {
    brief: 'The unit of WebSocket on the wire: a header of 2 to 14 octets, and a payload.',
    more: 'A length up to 125 stands in the second octet; 126 there means that 16 bits of length follow, 127 that 64 do. The shortest form has to be used. See every bit with --hex.',
  },
  opcode: {
    brief: 'Four bits that say what a frame is.',
    more: '0 continues a message, 1 begins a text, 2 a binary one; 8 is close, 9 ping, 10 (0xA) pong. All others are reserved, and a frame that has one fails the connection.',
  },
  'FIN-bit': {
    brief: 'The first bit of a frame: 1 on the last frame of a message.',
    more: 'Most messages are one frame, so it is mostly set. It has nothing to do with the FIN of TCP, which ends a direction of the connection.',
  },
  'masking-key': {
    brief: 'Four random octets with which a client changes what it sends, new ones for each frame.',
    more: 'Octet i of the payload is combined by XOR with octet i modulo 4 of the key, which stands in the header, so it hides nothing. It keeps scripts from writing octets of their choice onto the wire, where an old proxy could take them for HTTP. Servers do not mask.',
  },
  fragment: {
    brief: 'One of several frames that are a message together.',
    more: 'The first has the opcode of the message, the others 0, and only the last has FIN. So a message can go before its end is known. Control frames may stand between, frames of other messages may not; see --fragment.',
  },
  'control-frame': {
    brief: 'Close, ping or pong: a frame about the connection, and no part of a message.',
    more: 'It has 125 octets at the most and cannot be fragmented, so it may go between the fragments of a long message. The highest bit of its opcode is set.',
  },
  'data-frame': {
    brief: 'A frame that carries a message or a part of it: text, binary or continuation.',
    more: 'Text has to be UTF-8, and binary can be anything. After its Close frame a side sends no data frames any more.',
  },
  ping: {
    brief: 'A control frame that the peer has to answer with a pong of the same octets.',
    more: 'It shows that the peer is there, measures the round trip, and keeps firewalls from forgetting the connection. Pages cannot send one, but browsers answer. Type /ping, or give the server --ping-interval.',
  },
  pong: {
    brief: 'A control frame that answers a ping, with the same octets.',
    more: 'When several pings have come, the last one alone need be answered. A pong that nobody asked for is allowed, and means: I am still here.',
  },
  'closing-handshake': {
    brief: 'A Close frame each way, and only then the end of the TCP connection.',
    more: 'Whoever begins sends no more data and waits for the other Close frame, so that nothing under way is lost. Then the server ends the stream first, so that TIME-WAIT is its own. A stream that ends without it is 1006.',
  },
  'status-code': {
    brief: 'Two octets in a Close frame that say why the connection ends.',
    more: '1000 means that the purpose is fulfilled, 1001 that a server stops or a page is left. Libraries register 3000 to 3999, and 4000 to 4999 are yours. Behind it a reason of up to 123 octets may stand.',
  },
  'protocol-error': {
    brief: 'The codes 1002, 1003, 1007, 1008 and 1009: the peer did not like what it got.',
    more: '1002 is a frame against the rules, 1003 a kind of message it does not take, 1007 content that does not fit its kind, such as text that is not UTF-8. 1008 is its policy, and 1009 a message too big.',
  },
  'abnormal-closure': {
    brief: 'The codes 1005, 1006 and 1015, which are never sent: no code came.',
    more: '1005: the Close frame had none. 1006: the stream ended without a Close frame, as after a crash, and 1015: the TLS handshake failed. A program reports them to itself, and 1004 has no meaning yet.',
  },
  'internal-error': {
    brief: 'The codes 1010 to 1014: one side cannot go on, and the other did nothing wrong.',
    more: '1010 is a client that misses an extension, 1011 an error within the server. 1012 is a restart, 1013 a server with too much to do, and 1014 a gateway that got no proper answer from behind.',
  },
  'permessage-deflate': {
    brief: 'The extension that compresses messages: offered and accepted in the opening handshake.',
    more: 'The first frame of a compressed message has RSV1 set. Text that repeats itself shrinks to a tenth, octets that look random do not. A small message can inflate to a huge one, so a limit is needed: --max-message.',
  },
  'context-takeover': {
    brief: 'The compressor remembers the messages before, and refers to them.',
    more: 'So the second of two equal messages takes a few octets. It costs memory on each connection; client_no_context_takeover and server_no_context_takeover turn it off for one direction.',
  },
  'window-bits': {
    brief: 'How far back the compressor looks: 2 to the power of so many octets, from 8 to 15.',
    more: '15 bits are 32 KiB, 9 bits 512 octets. server_max_window_bits and client_max_window_bits make it smaller, one for each direction: less memory, less compression.',
  },
  message: {
    brief: 'What programs exchange over WebSocket: text or octets, with a beginning and an end.',
    more: 'TCP has only a stream; the frames put the borders back in. A message may be as long as both sides allow, in one frame or in thousands.',
  },
} satisfies Partial<GlossaryOf<'word'>>;
