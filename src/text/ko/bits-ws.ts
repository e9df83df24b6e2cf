import type { BitsText } from '../wording-ws.ts';

export const bits: BitsText = {
  'last-fragment': '메시지의 마지막 프레임',
  'more-fragments': '메시지가 다음 프레임으로 이어짐',
  'reserved-clear': '예약됨',
  'reserved-set': '켜짐: 확장이 뜻을 정해야 함',
  masked: '마스크함: 클라이언트는 해야 함',
  unmasked: '마스크하지 않음: 서버는 하면 안 됨',
  'length-in-16-bits': '126: 길이가 16비트로 이어짐',
  'length-in-64-bits': '127: 길이가 64비트로 이어짐',
  reservedOpcode: '아직 뜻이 없음',
  onTheWire: '마스크한 채로 나가는 내용:',
  unmaskedPayload: '내용: 바이트마다 키의 바이트와 차례로 XOR한 것',
};
