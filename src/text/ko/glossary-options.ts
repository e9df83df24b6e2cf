import type { GlossaryOf } from '../terms.ts';

/** What each socket option does. */
export const options: GlossaryOf<'option'> = {
  TCP_NODELAY: {
    brief: '작은 쓰기도 앞선 데이터의 ACK를 기다리지 않고 바로 내보냅니다.',
    more: 'Nagle 알고리즘을 끄는 옵션으로, 조금씩 자주 쓰는 프로그램은 빨라지지만 세그먼트가 늘어납니다. 이 옵션을 켜도 쓰기의 경계가 메시지가 되지는 않습니다. --no-delay로 켭니다.',
  },
  SO_KEEPALIVE: {
    brief: '커널이 유휴 연결에 이따금 탐색 세그먼트를 보내 상대가 있는지 확인합니다.',
    more: '탐색에는 새 데이터가 없고, 상대 프로그램 대신 상대 커널이 답합니다. 여러 번 답이 없으면 연결은 ETIMEDOUT으로 끝납니다. 기본값은 꺼짐이며, --keep-alive로 켭니다.',
  },
  TCP_KEEPIDLE: {
    brief: '첫 keep-alive 탐색을 보내기까지 연결이 조용해야 하는 시간(초)입니다.',
    more: 'Linux의 기본값은 두 시간입니다. Node는 keep-alive를 켤 때 첫 탐색 뒤로는 1초마다 보내고 열 번 답이 없으면 포기하도록 함께 설정합니다(TCP_KEEPINTVL 1, TCP_KEEPCNT 10).',
  },
  SO_REUSEADDR: {
    brief: '옛 연결이 TIME-WAIT에 남아 있는 포트에서도 다시 listen할 수 있게 합니다.',
    more: '이 옵션이 없으면 먼저 닫은 서버는 1분 동안 같은 포트에서 다시 시작하지 못합니다. Linux에서는 이 옵션을 켜도 두 소켓이 같은 주소와 포트에서 listen할 수는 없으며, EADDRINUSE로 실패합니다. libuv가 모든 서버에 설정하고, Node에서는 끌 수 없습니다.',
  },
  SO_LINGER: {
    brief: '아직 보내지 못한 데이터를 close(2)가 어떻게 할지 정합니다.',
    more: '보통은 close가 바로 돌아오고 커널이 마저 보내지만, 시간을 0으로 두면 데이터를 버리고 RST를 보냅니다. Node에서는 socket.resetAndDestroy()로 시간이 0인 경우만 쓸 수 있습니다. 여기서는 /reset과 --reset이 이를 사용합니다.',
  },
};
