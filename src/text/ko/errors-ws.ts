import { clipped } from '../brief.ts';
import { bytes } from '../quantity.ts';
import type { Text } from '../text.ts';
import { named, tells } from './codes-ws.ts';
import { frameRule, handshakeRule } from './rules-ws.ts';

const MAYBE_HTTP = '보통의 웹 서버이거나, WebSocket이 없는 경로일 수 있습니다.';
const LOOK = '추적 기록에서 응답 전체를 보고, URL의 경로를 확인하십시오.';

/** Statuses a server says no with (RFC 9110 §15): why, and what helps. */
const STATUSES: Readonly<Record<number, readonly [why: string, next: string]>> = {
  200: [MAYBE_HTTP, LOOK],
  400: ['서버가 요청에서 잘못된 것을 찾았습니다.', LOOK],
  401: [
    '서버는 누가 요청하는지 알고자 합니다.',
    '서버가 원하는 것을 더하십시오. 예를 들어 --header를 씁니다.',
  ],
  403: [
    '서버가 이 클라이언트를 들이지 않습니다. 웹 페이지의 서버는 Origin 값을 봅니다.',
    '--origin을 써 보십시오.',
  ],
  404: ['이 경로에는 아무것도 없습니다.', 'URL의 경로를 확인하십시오.'],
  421: ['서버는 이 이름으로는 응답하지 않습니다.', '서버가 쓰는 이름을 쓰십시오.'],
  426: ['서버는 다른 프로토콜이나, 이 프로토콜의 다른 버전을 원합니다.', LOOK],
};
const REDIRECTED = [
  '서버가 다른 곳으로 보내지만, 이 클라이언트는 따라가지 않습니다.',
  '추적 기록의 Location 헤더에 있는 URL을 쓰십시오.',
] as const;
const FAILED = ['서버 쪽에서 문제가 생겼습니다.', '다시 해 보거나, 서버를 확인하십시오.'] as const;

function refusal(status: number): readonly [why: string, next: string] {
  if (status >= 300 && status < 400) return REDIRECTED;
  return STATUSES[status] ?? (status >= 500 ? FAILED : [MAYBE_HTTP, LOOK]);
}

/** Why two sides do not come to speak WebSocket, or stop. */
export const wsErrors = {
  'ws-bad-answer': ({ address, rule, section }) => ({
    what: `${address}의 응답은 WebSocket의 여는 핸드셰이크가 아닙니다.`,
    why: `어긴 규칙: ${handshakeRule(rule)} (${clipped(section)}).`,
    next: '그곳에 WebSocket 서버가 있는지 확인하고, TLS를 원하는 서버라면 wss://를 쓰십시오.',
  }),
  'ws-status': ({ address, status, reason }) => ({
    what: `${address}에서 여는 핸드셰이크를 거부했습니다: ${status}${reason === '' ? '' : ` ${clipped(reason)}`}.`,
    why: refusal(status)[0],
    next: refusal(status)[1],
  }),
  'ws-ended': ({ address }) => ({
    what: `여는 핸드셰이크가 끝나기 전에 연결이 끝났습니다: ${address}.`,
    why: '온전한 응답이 없었습니다: 상대가 다른 프로토콜을 쓰거나 TLS를 원할 수 있습니다.',
    next: 'ws:// 대신 wss://로 해 보고, 그곳에 WebSocket 서버가 있는지 확인하십시오.',
  }),
  'ws-handshake-timeout': ({ address, seconds }) => ({
    what: `여는 핸드셰이크가 ${seconds} s 안에 끝나지 않았습니다: ${address}.`,
    why: '연결은 되었지만 온전한 응답이 없습니다: 서버가 다른 프로토콜을 쓰는지도 모릅니다.',
    next: '그곳에 WebSocket 서버가 있는지 확인하십시오.',
  }),
  'ws-closed': ({ address, code, reason }) => ({
    what:
      code === 1006
        ? `${address}에서 Close 프레임 없이 스트림을 끝냈습니다 (1006).`
        : `${address}에서 닫았습니다: ${named(code)}${reason === '' ? '' : `, "${clipped(reason)}"`}.`,
    why: tells(code),
    next:
      code === 1006
        ? '상대 프로그램의 메시지를 보십시오: 비정상 종료했거나 네트워크를 잃었을 수 있습니다.'
        : '마지막에 보낸 것과 상대 프로그램의 메시지를 보십시오.',
  }),
  'ws-violation': ({ address, rule, section, code }) => ({
    what: `${address}에서 WebSocket의 규칙을 어겨 연결을 닫았습니다: ${named(code)}.`,
    why: `온 것이 잘못되었습니다: ${frameRule(rule)} (${clipped(section)}).`,
    next:
      rule === 'message-too-big'
        ? '더 긴 메시지를 받으려면 --max-message를 쓰십시오.'
        : '추적 기록에서 그 프레임을 볼 수 있고, --hex로는 비트 하나까지 봅니다.',
  }),
  'not-a-ws-url': ({ value }) => ({
    what: `WebSocket의 URL이 아닙니다: '${value}'.`,
    why: 'ws:// 또는 TLS를 쓰는 wss://로 시작하고, 호스트가 오며, 포트와 경로가 더 올 수 있습니다. #은 쓸 수 없습니다.',
    next: '예: ws://localhost:9000/chat',
  }),
  'bad-close': ({ code, bytes: length }) =>
    length > 123
      ? {
          what: `Close 프레임에 담기에 이유가 너무 깁니다: ${bytes(length)}.`,
          why: '제어 프레임에는 125바이트까지 담고, 그 가운데 2바이트가 상태 코드입니다.',
          next: '123바이트까지 쓰십시오.',
        }
      : {
          what: `Close 프레임에 쓸 수 없는 상태 코드입니다: ${named(code)}.`,
          why: '1000부터 1014까지에서 1004, 1005, 1006을 뺀 코드와, 3000부터 4999까지의 코드만 보낼 수 있습니다.',
          next: '1000 또는 4000 이상의 자기 코드를 쓰십시오.',
        },
} satisfies Partial<Text['errors']>;
