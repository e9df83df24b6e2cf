import type { EventOf } from '../../event/event.ts';
import type { WsEvent } from '../../event/ws-event.ts';
import { clipped } from '../brief.ts';
import { closeSaid, firstOf, opcodeDigits, opcodeName, reservedBits } from '../close-frame.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { named } from './codes-ws.ts';
import { frameRule, handshakeRule } from './rules-ws.ts';

const because = (code: number, reason: string) =>
  reason === '' ? named(code) : `${named(code)}, "${clipped(reason)}"`;

/** What a Close frame says; nothing of another frame. */
function said({ opcode, data }: EventOf<'ws-frame'>): string {
  if (opcode !== 8) return '';
  const close = closeSaid(data);
  return close ? `: ${because(close.code, close.reason)}` : ': 상태 코드 없음';
}

/** Status and reason, or the first line of what is no HTTP. */
const answer = (status: number, reason: string) =>
  status === 0 ? `HTTP가 아님: "${reason}"` : `${status} ${reason}`.trimEnd();

/** What a message's compression made of its length: that of the other side was inflated, ours has been deflated. */
function compression({ by, compressed }: EventOf<'ws-message'>): string {
  if (compressed === undefined) return '';
  return by === 'us' ? ` (보낸 길이 ${bytes(compressed)})` : ` (받은 길이 ${bytes(compressed)})`;
}

const begun = ({ by }: EventOf<'ws-closed'>) =>
  by === undefined ? '' : by === 'us' ? ', 이쪽에서 시작' : ', 상대가 시작';

/** The codes that only a program says to itself. */
const UNSENT: Readonly<Record<number, string>> = {
  1005: '1005 (보내지 않는 코드): Close 프레임에 상태 코드가 없음',
  1006: '1006 (보내지 않는 코드): 읽은 상대의 Close 프레임이 없음',
  1015: '1015 (보내지 않는 코드): TLS 핸드셰이크 실패',
};

export const wsSteps: Pick<Text['steps'], WsEvent['type']> = {
  'ws-request': ({ method, target, headers }) =>
    `${clipped(method)} ${clipped(target)}, 헤더 ${grouped(headers.length)}개`,
  'ws-key': ({ accept }) => `키와 GUID의 SHA-1을 base64로: ${firstOf(accept)}`,
  'ws-response': ({ status, reason, headers }) =>
    `${answer(status, clipped(reason))}, 헤더 ${grouped(headers.length)}개`,
  'ws-refused': ({ by, rule, section }) =>
    `${by === 'us' ? '' : '상대가 거부: '}${handshakeRule(rule)} (${clipped(section)})`,
  'ws-open': ({ subprotocol, compression, elapsed }) =>
    [
      `이제 프레임이 오갑니다 (${duration(elapsed)})`,
      ...(subprotocol === undefined ? [] : [`서브프로토콜 ${clipped(subprotocol)}`]),
      ...(compression === undefined ? [] : [clipped(compression)]),
    ].join(', '),
  // Header and payload in few columns: a short message has its line to itself.
  'ws-frame': (frame) => {
    const { opcode, fin, rsv, masked, header } = frame;
    const facts = [
      opcodeName(opcode) ?? `예약된 opcode ${opcodeDigits(opcode)}`,
      fin ? 'FIN' : '이어짐',
      ...reservedBits(rsv),
      ...(masked ? ['마스크'] : []),
      `${header.length} + ${bytes(frame.bytes)}`,
    ];
    return facts.join(', ') + said(frame);
  },
  'ws-message': (message) =>
    `${message.kind}, 프레임 ${grouped(message.frames)}개, ${bytes(message.bytes)}${compression(message)}`,
  'ws-violation': ({ by, rule, section, code }) =>
    `${by === 'us' ? '이쪽: ' : ''}${frameRule(rule)} (${clipped(section)}); 닫는 코드 ${named(code)}`,
  'ws-round-trip': ({ elapsed }) => `${duration(elapsed)} 만에 pong이 왔습니다`,
  'ws-closed': (closed) => {
    const { code, reason, clean } = closed;
    const why = (UNSENT[code] ?? because(code, reason)) + begun(closed);
    if (clean) return `${why}; Close 프레임이 양쪽으로 갔습니다`;
    return code === 1006 || code === 1015 ? why : `${why}; Close 프레임이 한쪽으로만 갔습니다`;
  },
};
