import type { EventOf } from '../../event/event.ts';
import type { WireEvent } from '../../event/wire-event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import { type SegmentWords, segmentFacts } from '../segment-words.ts';
import type { Text } from '../text.ts';
import { portsOf } from '../wire-ports.ts';

export const segment: SegmentWords = {
  judged: {
    retransmission: '재전송',
    'fast-retransmission': '빠른 재전송',
    'spurious-retransmission': '불필요한 재전송',
    'out-of-order': '순서가 바뀜',
    'previous-segment-not-captured': '앞의 것이 캡처되지 않음',
    'duplicate-ack': '중복 ACK',
    'zero-window': '제로 윈도',
    'zero-window-probe': '제로 윈도 탐색',
    'window-full': '윈도를 다 채움',
    'window-update': '윈도 갱신',
    'keep-alive': 'keep-alive 탐색',
    'keep-alive-ack': 'keep-alive에 대한 답',
    'zero-window-probe-ack': '프로브에 대한 답',
    'acknowledges-unseen': '캡처되지 않은 것을 확인',
  },
  after: (judged, after) => `${duration(after)} 뒤 ${judged}`,
  window: '윈도',
  scale: '배율',
  acknowledged: (what, roundTrip) =>
    `${what.join(' + ')} 확인${roundTrip === undefined ? '' : ` (${duration(roundTrip)} 뒤)`}`,
};

const CHECKSUMS = {
  good: '체크섬 맞음',
  bad: '체크섬 틀림',
  partial: '체크섬 미완성',
  none: '체크섬 없음',
  unknown: '체크섬 모름',
} as const satisfies Record<EventOf<'datagram'>['checksum'], string>;

const UNREACHABLE = {
  'port-unreachable': '포트에 닿을 수 없음',
  'host-unreachable': '호스트에 닿을 수 없음',
  'net-unreachable': '네트워크에 닿을 수 없음',
  'too-big': '패킷이 너무 큼',
  other: '그 밖의 알림',
} as const satisfies Record<EventOf<'icmp'>['meaning'], string>;

const LOST = {
  segment: '세그먼트',
  datagram: '데이터그램',
  packet: '패킷',
} as const satisfies Record<EventOf<'dropped'>['what'], string>;

export const wireSteps: Pick<Text['steps'], WireEvent['type']> = {
  segment: (event) => segmentFacts(event, segment),
  datagram: (datagram) => {
    const ports = portsOf(datagram);
    return [
      ...(ports ? [`포트 ${ports.from} → ${ports.to}`] : []),
      `길이 ${grouped(datagram.length)}`,
      CHECKSUMS[datagram.checksum],
    ].join(', ');
  },
  'ip-fragment': ({ id, offset, more, bytes: size }) =>
    `id ${id}, 위치 ${grouped(offset)}, ${bytes(size)}, ${more ? '더 있음' : '마지막'}`,
  icmp: ({ meaning, kind, code }) => `${UNREACHABLE[meaning]} (type ${kind}, code ${code})`,
  dropped: ({ what, flags = [], relativeSeq, bytes: size }) =>
    [
      `lab에서 버림: ${flags.length > 0 ? flags.join(',') : LOST[what]}`,
      ...(relativeSeq === undefined ? [] : [`seq ${grouped(relativeSeq)}`]),
      ...(size > 0 ? [bytes(size)] : []),
    ].join(', '),
  'not-captured': ({ packets }) => `캡처가 놓친 패킷 ${grouped(packets)}개`,
};
