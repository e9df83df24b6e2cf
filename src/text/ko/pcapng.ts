import { bytes, grouped } from '../quantity.ts';
import type { PcapngText } from '../wording-pcapng.ts';

export const pcapng: PcapngText = {
  captured:
    '캡처한 그대로의 패킷입니다. 설명마다 프로그램이 소켓에서 한 일을 적었습니다 (C1 클라이언트, S1 수락한 소켓, U1 데이터그램 소켓). 추적 기록에 없는 페이로드는 잘려 있습니다.',
  synthetic: ({ unixSockets }) =>
    [
      '합성: 아무도 캡처하지 않은 패킷입니다. 프로그램이 소켓에서 한 일로 만들었으므로, 호출과 데이터와 시각은 실제이고 핸드셰이크와 확인 응답과 순서 번호와 헤더는 지어낸 것입니다.',
      ...(unixSockets > 0
        ? [`패킷이 없어서 뺀 것: 유닉스 도메인 소켓 ${grouped(unixSockets)}개.`]
        : []),
    ].join(' '),
  synthesized: '합성',
  octets: (from, to) =>
    from === to ? `${grouped(from)}번째 바이트` : `${grouped(from)}~${grouped(to)}번째 바이트`,
  andMore: '그 밖에 더 있음',
  byKernel: (socket) => `${socket}: 호출 없이 커널이 보냄`,
  fragment: (offset) => `${grouped(offset)}바이트 위치의 조각`,
  dropped: 'lab에서 버림: 도착하지 않음',
  leftOut: (size) => `앞의 ${bytes(size)} 생략`,
};
