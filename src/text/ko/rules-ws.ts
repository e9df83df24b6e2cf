import { clipped } from '../brief.ts';

/** What is wrong with a handshake that breaks a rule. Both sides' rules: where they share a name, they share the words. */
const HANDSHAKE: Readonly<Record<string, string>> = {
  'head-too-large': '머리 부분이 받아들이는 길이를 넘습니다',
  'too-many-headers': '헤더의 수가 받아들이는 한도를 넘습니다',
  'empty-start-line': '시작 줄 없이 빈 줄만 있습니다',
  'bare-line-feed': '줄이 CR LF가 아니라 LF만으로 끝납니다',
  'bare-carriage-return': 'CR 뒤에 LF가 없습니다',
  'control-character': '머리 부분에 제어 문자가 있습니다',
  'folded-header': '헤더 하나가 다음 줄까지 이어집니다',
  'no-colon': '헤더에 콜론이 없습니다',
  'space-before-colon': '헤더의 콜론 앞에 빈칸이 있습니다',
  'bad-header-name': '헤더 이름에 쓸 수 없는 문자가 있습니다',

  'http-major-version': 'HTTP의 주 버전이 1이 아닙니다',
  method: '메서드가 GET이 아닙니다',
  'http-version': 'HTTP 버전이 1.1이 아닙니다',
  host: 'Host 헤더가 없거나, 둘 이상이거나, 호스트 이름이 아닙니다',
  body: '요청에 본문이 있습니다',
  'host-not-ours': 'Host 헤더의 이름이 이 서버의 이름이 아닙니다',
  path: '이 경로에는 아무것도 없습니다',
  upgrade: 'Upgrade 헤더에 websocket이 없습니다',
  connection: 'Connection 헤더에 Upgrade가 없습니다',
  'version-once': 'Sec-WebSocket-Version 헤더가 둘 이상입니다',
  version: 'Sec-WebSocket-Version 헤더가 없거나, 값이 13이 아닙니다',
  'key-once': 'Sec-WebSocket-Key 헤더가 둘 이상입니다',
  key: 'Sec-WebSocket-Key 헤더가 없거나, 값이 base64로 쓴 16바이트가 아닙니다',
  'origin-once': 'Origin 헤더가 둘 이상입니다',
  origin: 'Origin 값이 목록에 없습니다',
  subprotocols: 'Sec-WebSocket-Protocol 값이 서로 다른 이름의 목록이 아닙니다',
  extensions: 'Sec-WebSocket-Extensions 값이 확장의 목록이 아닙니다',
  'request-line': '첫 줄이 HTTP 요청이 아닙니다',
  'handshake-timeout': '요청이 제시간에 다 오지 않았습니다',

  'status-line': '첫 줄이 HTTP 응답이 아닙니다',
  status: '상태가 101이 아닙니다',
  'accept-once': 'Sec-WebSocket-Accept 헤더가 둘 이상입니다',
  accept: 'Sec-WebSocket-Accept 값이 이쪽 키와 맞지 않습니다',
  'subprotocol-once': 'Sec-WebSocket-Protocol 헤더가 둘 이상입니다',
  'subprotocol-not-offered': '제안하지 않은 서브프로토콜을 골랐습니다',
  'extension-not-offered': '제안하지 않은 확장을 골랐습니다',
  'extension-more-than-once': 'permessage-deflate를 두 번 이상 골랐습니다',
  'extension-parameters': 'permessage-deflate의 매개변수가 틀렸거나 제안과 다릅니다',
};

/** What is wrong with a frame or message that breaks a rule. */
const FRAMES: Readonly<Record<string, string>> = {
  'data-after-close': '마지막이어야 할 Close 프레임 뒤에 데이터가 왔습니다',
  'reserved-bit': '아무 뜻도 합의하지 않은 예약 비트가 켜져 있습니다',
  'rsv1-misplaced': '메시지의 첫 프레임이 아닌데 RSV1이 켜져 있습니다',
  'reserved-opcode': '아직 뜻이 없는 opcode입니다',
  'unmasked-client-frame': '클라이언트의 프레임인데 마스크가 없습니다',
  'masked-server-frame': '서버의 프레임인데 마스크가 있습니다',
  'fragmented-control': '나눌 수 없는 제어 프레임에 FIN이 없습니다',
  'long-control': '제어 프레임이 125바이트를 넘습니다',
  'length-top-bit': '64비트 길이의 맨 위 비트가 켜져 있습니다',
  'length-not-minimal': '길이를 필요보다 많은 바이트로 썼습니다',
  'continuation-without-start': '시작하지 않은 메시지가 이어집니다',
  'interleaved-message': '앞의 메시지가 끝나기 전에 새 메시지가 왔습니다',
  'message-too-big': '메시지가 받아들이는 길이를 넘습니다',
  'close-payload-of-one': 'Close 프레임의 상태 코드가 1바이트뿐입니다',
  'bad-close-code': 'Close 프레임에 쓸 수 없는 상태 코드입니다',
  'bad-close-reason': 'Close 프레임의 이유가 UTF-8이 아닙니다',
  'bad-utf8': 'text 메시지가 UTF-8이 아닙니다',
  'bad-compressed-data': '압축을 풀 수 없는 데이터입니다',
};

const told = (rules: Readonly<Record<string, string>>, rule: string) =>
  (Object.hasOwn(rules, rule) ? rules[rule] : undefined) ?? clipped(rule);

/** What breaks a rule of the opening handshake; the rule itself where it is not known here. */
export const handshakeRule = (rule: string) => told(HANDSHAKE, rule);

/** What breaks a rule of frames and messages. */
export const frameRule = (rule: string) => told(FRAMES, rule);
