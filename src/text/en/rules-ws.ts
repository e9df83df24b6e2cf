import { clipped } from '../brief.ts';

/** What is wrong with a handshake that breaks a rule. Both sides' rules: where they share a name, they share the words. */
const HANDSHAKE: Readonly<Record<string, string>> = {
  'head-too-large': 'the head is longer than is accepted',
  'too-many-headers': 'there are more headers than are accepted',
  'empty-start-line': 'there is no start line, only empty lines',
  'bare-line-feed': 'a line ends with LF alone, not with CR LF',
  'bare-carriage-return': 'a CR has no LF behind it',
  'control-character': 'there is a control character in the head',
  'folded-header': 'a header goes on in a second line',
  'no-colon': 'a header has no colon',
  'space-before-colon': 'there is a space before the colon of a header',
  'bad-header-name': 'the name of a header has a character that no name may have',

  'http-major-version': 'the major version of HTTP is not 1',
  method: 'the method is not GET',
  'http-version': 'the version of HTTP is not 1.1',
  host: 'there is no header Host, or more than one, or it names no host',
  body: 'the request has a body',
  'host-not-ours': 'the header Host calls us by a name that is not ours',
  path: 'there is nothing at this path',
  upgrade: 'the header Upgrade does not say websocket',
  connection: 'the header Connection does not say Upgrade',
  'version-once': 'Sec-WebSocket-Version is there more than once',
  version: 'Sec-WebSocket-Version is missing, or not 13',
  'key-once': 'Sec-WebSocket-Key is there more than once',
  key: 'Sec-WebSocket-Key is missing, or not 16 octets in base64',
  'origin-once': 'Origin is there more than once',
  origin: 'the Origin is not on the list',
  subprotocols: 'Sec-WebSocket-Protocol is no list of different names',
  extensions: 'Sec-WebSocket-Extensions is no list of extensions',
  'request-line': 'the first line is no HTTP request',
  'handshake-timeout': 'the request was not complete in time',

  'status-line': 'the first line is no HTTP response',
  status: 'the status is not 101',
  'accept-once': 'Sec-WebSocket-Accept is there more than once',
  accept: 'Sec-WebSocket-Accept does not fit our key',
  'subprotocol-once': 'Sec-WebSocket-Protocol is there more than once',
  'subprotocol-not-offered': 'it chose a subprotocol that we did not offer',
  'extension-not-offered': 'it chose an extension that we did not offer',
  'extension-more-than-once': 'it chose permessage-deflate more than once',
  'extension-parameters': 'the parameters of permessage-deflate are wrong, or not as offered',
};

/** What is wrong with a frame or message that breaks a rule. */
const FRAMES: Readonly<Record<string, string>> = {
  'data-after-close': 'data behind the Close frame, which is the last one',
  'reserved-bit': 'a reserved bit is set, though nobody agreed on a meaning',
  'rsv1-misplaced': 'RSV1 on a frame that does not begin a message',
  'reserved-opcode': 'an opcode that has no meaning yet',
  'unmasked-client-frame': 'a client has to mask its frames, and this one is not',
  'masked-server-frame': 'a server must not mask its frames, and this one is masked',
  'fragmented-control': 'a control frame without FIN: it cannot be fragmented',
  'long-control': 'a control frame of more than 125 octets',
  'length-top-bit': 'the highest bit of the 64-bit length is set',
  'length-not-minimal': 'the length takes more octets than it needs',
  'continuation-without-start': 'a continuation of a message that has not begun',
  'interleaved-message': 'a new message before the one before is complete',
  'message-too-big': 'the message is longer than we accept',
  'close-payload-of-one': 'a Close frame with half a status code: one octet',
  'bad-close-code': 'a status code that no Close frame may carry',
  'bad-close-reason': 'the reason in the Close frame is not UTF-8',
  'bad-utf8': 'a text message that is not UTF-8',
  'bad-compressed-data': 'the compressed data cannot be inflated',
};

const told = (rules: Readonly<Record<string, string>>, rule: string) =>
  (Object.hasOwn(rules, rule) ? rules[rule] : undefined) ?? clipped(rule);

/** What breaks a rule of the opening handshake; the rule itself where it is not known here. */
export const handshakeRule = (rule: string) => told(HANDSHAKE, rule);

/** What breaks a rule of frames and messages. */
export const frameRule = (rule: string) => told(FRAMES, rule);
