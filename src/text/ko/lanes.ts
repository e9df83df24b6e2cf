import type { LanesText } from '../wording-xray.ts';

export const lanes: LanesText = {
  lost: ({ lane, why, tool = '', said = '' }) => {
    const reasons = {
      'no-tool': `${tool} 설치 필요 (sudo apt install ${tool})`,
      'not-permitted': '이 사용자에게는 권한이 없습니다. 사설 네트워크에서는 됩니다: sockets lab',
      refused: `이 컴퓨터에서는 ${tool} 실행이 막혀 있습니다 (이유: sockets doctor)`,
      'not-linux': 'Linux에서만 됩니다',
      'no-packets': 'Unix 도메인 소켓은 패킷을 보내지 않습니다',
      ended: `프로그램이 끝났습니다${said === '' ? '' : `: ${said}`}`,
    } as const;
    return `${lane} 레인 없음: ${reasons[why]}`;
  },
  lacks: (lack) =>
    ({
      'ss-missing':
        'kernel 레인에 왕복 시간, 윈도, 큐의 한도가 나오지 않습니다: ss 설치 필요 (sudo apt install iproute2)',
      'ss-failed': 'kernel 레인에 왕복 시간, 윈도, 큐의 한도가 나오지 않습니다: ss 실행 실패',
      changes: 'kernel 레인: 너무 빠르게 바뀌어 추적하지 못한 상태 변화가 있습니다',
    })[lack],
  more: (tools) => `실제 시스템 콜과 패킷까지 보려면: sudo apt install ${tools.join(' ')}`,
};
