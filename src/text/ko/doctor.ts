import type { DoctorText } from '../wording-doctor.ts';

export const doctor: DoctorText = {
  names: {
    ipv6: '루프백의 IPv6',
    multicast: '루프백의 멀티캐스트',
    network: '사설 네트워크',
  },
  uses: {
    node: '모든 것',
    ipv6: '--ipv6 옵션과 ::1 주소',
    multicast: '멀티캐스트: udp-recv --multicast, demo udp',
    strace: '시스템 콜: --lanes syscall, --xray, watch',
    tcpdump: '패킷: --lanes wire, --xray',
    tables: '상태와 큐: --lanes kernel, --xray',
    ss: 'kernel 레인의 왕복 시간, 윈도, 타이머',
    trace: 'kernel 레인에서 상태 변화를 하나도 놓치지 않기',
    network: 'lab 명령, demo에 나오는 패킷',
    nft: '패킷 버리기: lab --loss, lab --drop',
    tbf: '좁은 링크: lab --rate',
    netem: '느린 링크: lab --delay',
  },
  reasons: {
    'not-linux': 'Linux에만 있습니다',
    missing: '설치되어 있지 않습니다',
    'not-permitted': '이 사용자에게는 권한이 없습니다',
    'in-lab-only': '이 사용자는 여기서는 권한이 없지만 사설 네트워크에서는 됩니다',
    'no-kernel': '이 커널에는 없습니다',
    'no-network': '사설 네트워크가 있어야 합니다',
    old: '너무 오래되었습니다. 20.19 이상이 필요합니다 (https://nodejs.org)',
    failed: '시도했지만 되지 않았습니다',
  },
  setting: (setting) => `커널 설정이 막고 있습니다: ${setting}`,
  lanes: ({ here, inLab }) =>
    `여기서 볼 수 있는 레인: ${here.join(', ')}${inLab.length > 0 ? `; 사설 네트워크에서는 더: ${inLab.join(', ')}` : ''}`,
  commands: (without) =>
    without.length === 0
      ? '모든 명령을 쓸 수 있습니다.'
      : `다음 말고는 모든 명령을 쓸 수 있습니다: ${without.join(', ')}`,
};
