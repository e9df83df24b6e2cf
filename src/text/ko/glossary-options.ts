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
    brief: 'TIME-WAIT가 남은 포트에서 다시 listen하거나, 한 포트를 여럿이 함께 받게 합니다.',
    more: '이 옵션이 없으면 먼저 닫은 서버는 1분 동안 같은 포트에서 다시 시작하지 못합니다. Linux에서는 이 옵션을 켜도 두 소켓이 같은 주소와 포트에서 listen할 수는 없으며, EADDRINUSE로 실패합니다. libuv가 모든 TCP 서버에 설정하며, 데이터그램 소켓은 --reuse로 설정하여 포트를 함께 쓰고 그룹으로 온 것을 저마다 받습니다.',
  },
  SO_BROADCAST: {
    brief: '브로드캐스트 주소로 보내는 것을 허용하며, 없으면 EACCES로 실패합니다.',
    more: '실수로 모든 컴퓨터를 부르는 일을 막기 위한 것입니다. 브로드캐스트를 받는 데에는 허락이 필요 없습니다. --broadcast로 켭니다.',
  },
  SO_RCVBUF: {
    brief: '프로그램이 읽을 때까지 커널이 소켓에 모아 두는 양입니다.',
    more: 'Linux는 자체 관리에 쓸 몫까지 요청의 두 배를 주지만, net.core.rmem_max를 넘지는 않습니다. 가득 차면 TCP는 윈도우를 닫고, UDP는 오는 것을 잃습니다(kernel-drops 참고). --receive-buffer로 더 요청할 수 있습니다.',
  },
  SO_SNDBUF: {
    brief: '네트워크로 나가기 전에 커널이 프로그램에게서 받아 두는 양입니다.',
    more: 'Linux는 net.core.wmem_max까지 요청의 두 배를 줍니다. 가득 차면 스트림은 blocked가 되고, 아예 들어갈 수 없는 데이터그램은 EMSGSIZE로 실패합니다.',
  },
  IP_TTL: {
    brief: '이 소켓의 IPv4 패킷이 거쳐 갈 수 있는 홉의 수입니다.',
    more: '라우터마다 하나씩 줄이고, 0이 되면 패킷을 버립니다. Linux의 기본값은 64이며, 인터넷에서 그 절반이 걸리는 길도 드뭅니다. --ttl로 정합니다(TTL 참고).',
  },
  IP_MULTICAST_TTL: {
    brief: '이 소켓이 IPv4 그룹에 보내는 데이터그램의 홉의 수로, 기본값은 1입니다.',
    more: '1이면 라우터가 넘겨주지 않아 로컬 네트워크에 머물고, 0이면 이 컴퓨터를 벗어나지 않습니다. --multicast-ttl로 정합니다.',
  },
  IP_MULTICAST_LOOP: {
    brief: 'IPv4 그룹에 보낸 것을 이 컴퓨터의 구성원도 받을지 정합니다.',
    more: '끄지 않으면 켜져 있으므로, 컴퓨터 한 대에서 송신자와 수신자를 함께 시험할 수 있습니다. --no-loopback으로 끄며, 루프백 인터페이스에서는 Linux가 그래도 모두 돌려보냅니다.',
  },
  IP_MULTICAST_IF: {
    brief: 'IPv4 그룹에 보내는 데이터그램이 나갈 인터페이스입니다.',
    more: '정하지 않으면 경로 표가 정하며, 생각과 다른 네트워크를 고를 수 있습니다. --interface로 정하며, 127.0.0.1이면 루프백에 머뭅니다.',
  },
  IPV6_UNICAST_HOPS: {
    brief: '이 소켓의 IPv6 패킷이 거쳐 갈 수 있는 홉의 수입니다.',
    more: 'IPv4의 IP_TTL에 해당하며, IPv6에서는 hop limit이라는 정직한 이름으로 부릅니다. --ttl로 정합니다.',
  },
  IPV6_MULTICAST_HOPS: {
    brief: '이 소켓이 IPv6 그룹에 보내는 데이터그램의 홉의 수로, 기본값은 1입니다.',
    more: '그룹이 어디까지 미치는지는 주소에도 나타나며, ff02::로 시작하는 것은 로컬 네트워크를 벗어나지 않습니다. 홉의 수는 --multicast-ttl로 정합니다.',
  },
  IPV6_MULTICAST_LOOP: {
    brief: 'IPv6 그룹에 보낸 것을 이 컴퓨터의 구성원도 받을지 정합니다.',
    more: 'IPv4의 IP_MULTICAST_LOOP에 해당합니다. --no-loopback으로 끕니다.',
  },
  IPV6_MULTICAST_IF: {
    brief: 'IPv6 그룹에 보내는 데이터그램이 나갈 인터페이스입니다.',
    more: '어느 인터페이스에나 똑같이 시작하는 주소가 있으므로, IPv6에서는 ::%eth0처럼 이름이나 번호로 가리킵니다. --interface로 정합니다.',
  },
  SO_LINGER: {
    brief: '아직 보내지 못한 데이터를 close(2)가 어떻게 할지 정합니다.',
    more: '보통은 close가 바로 돌아오고 커널이 마저 보내지만, 시간을 0으로 두면 데이터를 버리고 RST를 보냅니다. Node에서는 socket.resetAndDestroy()로 시간이 0인 경우만 쓸 수 있습니다. 여기서는 /reset과 --reset이 이를 사용합니다.',
  },
};
