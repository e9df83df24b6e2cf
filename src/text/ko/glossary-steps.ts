import type { GlossaryOf } from '../terms.ts';
import { datagramSteps } from './glossary-steps-datagram.ts';
import { laneSteps } from './glossary-steps-lanes.ts';
import { tlsSteps } from './glossary-steps-tls.ts';
import { wsSteps } from './glossary-steps-ws.ts';

/** What each step of a socket's life means. */
export const steps: GlossaryOf<'step'> = {
  ...datagramSteps,
  ...laneSteps,
  ...tlsSteps,
  ...wsSteps,
  socket: {
    brief: '커널에 소켓이 만들어졌으며, 아직 주소도 상대도 없습니다.',
    more: 'socket(2)은 파일 디스크립터를 돌려주고, 프로그램은 이후의 모든 호출에서 이 번호로 소켓을 가리킵니다. IPv4나 IPv6에서 스트림 소켓은 TCP를, 데이터그램 소켓은 UDP를 쓰며, Unix 도메인에서는 둘 다 필요 없습니다. 서버와 클라이언트는 모두 여기에서 시작하며, 다음에 무엇을 호출하느냐에 따라 역할이 갈립니다.',
  },
  setsockopt: {
    brief: 'setsockopt(2)로 이 소켓의 설정 하나를 바꾸었습니다.',
    more: '설정은 이 소켓에만 적용됩니다. 옵션의 뜻은 sockets explain TCP_NODELAY처럼 이름으로 찾아볼 수 있습니다. --no-delay, --keep-alive, --broadcast, --ttl 등을 주면 이 단계가 나타납니다.',
  },
  bind: {
    brief: '소켓의 로컬 주소, 곧 IP 주소와 포트 또는 경로가 정해졌습니다.',
    more: '포트를 0으로 주면 커널이 빈 포트를 고르고, 이 단계에는 실제 포트가 표시됩니다. 서버는 클라이언트가 찾아올 수 있도록 bind(2)를 호출하지만, 클라이언트는 대개 이를 생략하고 connect(2) 때, 또는 첫 데이터그램을 보낼 때 임시 포트를 받습니다. 이미 사용 중인 주소라면 EADDRINUSE로 실패합니다.',
  },
  listen: {
    brief: '이제부터 커널이 핸드셰이크를 마치고, 연결을 accept 대기열에 넣습니다.',
    more: '여기에는 프로그램의 코드가 한 줄도 관여하지 않으므로 프로그램이 알기도 전에 연결이 맺어질 수 있으며, 대기열의 길이는 backlog가 정합니다. Node는 server.listen() 한 번에 socket, bind, listen을 모두 호출하므로 세 단계의 시각이 같습니다. tcp-server --pause-accept를 실행한 뒤 접속해 보십시오.',
  },
  lookup: {
    brief:
      'getaddrinfo(3)로 이름의 IP 주소를 알아냈으며, 상대에게는 아직 아무것도 보내지 않았습니다.',
    more: '/etc/hosts를 찾아보고 네임 서버에 물어봅니다. localhost가 ::1과 127.0.0.1을 함께 가리키듯 이름 하나에 주소가 여럿일 수 있으며, 클라이언트는 이를 차례로 시도합니다(happy-eyeballs 참고). 숫자로 된 주소에는 이 단계가 없습니다.',
  },
  attempt: {
    brief: 'connect(2)로 연결을 요청했으며, 결과는 아직 나오지 않았습니다.',
    more: '논블로킹 소켓이므로 connect(2)는 EINPROGRESS를 남기고 바로 돌아오고, 커널이 SYN을 보내 답을 기다리는 동안 프로그램은 다른 일을 합니다. 결과는 connect, attempt-failed, timeout, error 가운데 하나로 나타납니다.',
  },
  'attempt-failed': {
    brief:
      '이 주소는 연결을 거부했거나 제때 답하지 않았으며, 다른 주소가 있으면 이어서 시도합니다.',
    more: '어느 쪽인지는 errno로 알 수 있습니다. ECONNREFUSED는 거부한다는 답이 온 것이고, ETIMEDOUT은 답이 없었다는 뜻입니다. 주소가 여럿이면 Node는 한 주소를 잠깐만 기다리고 ETIMEDOUT으로 끝내므로, 뒤따르는 attempt를 확인하십시오.',
  },
  connect: {
    brief: '커널이 핸드셰이크를 마쳤으며, 데이터그램 소켓이라면 상대를 정해 두기만 합니다.',
    more: '걸린 시간은 SYN을 보내고 답을 받기까지, 곧 왕복 한 번의 시간과 비슷합니다. 답은 상대 프로그램이 아니라 상대 커널이 보낸 것이므로, tcp-server --pause-accept에 접속해 보면 accept 전의 대기열에 머무는 연결로도 데이터를 보낼 수 있습니다. 데이터그램 소켓은 그때부터 그 상대의 것만 받고, 상대의 포트가 닫혀 있으면 ICMP로 알게 됩니다.',
  },
  accept: {
    brief: 'accept(2)가 대기열의 연결로 새 소켓을 만들고, 리스너는 계속 기다립니다.',
    more: '새 소켓은 리스너와 같은 포트를 쓰면서 클라이언트 하나만 상대합니다. 여러 소켓이 서버의 포트 하나를 함께 쓰고, 원격 주소로 구별되는 것입니다. 핸드셰이크는 이 단계 전에 이미 끝났으니, 두 번 접속하여 L1, S1, S2를 비교해 보십시오.',
  },
  'turned-away': {
    brief: '핸드셰이크는 끝났지만, 연결 수가 한도에 이르러 Node가 바로 닫았습니다.',
    more: '클라이언트에는 먼저 connect가, 이어서 end-of-stream이 나타나며, 데이터를 보내면 reset이 나타날 수 있습니다. 이 한도는 프로그램이 --max-connections로 정한 것이며, 커널이 지키는 backlog와는 다릅니다.',
  },
  send: {
    brief: '소켓에 데이터를 넘겼을 뿐, 떠났거나 도착했다는 뜻은 아닙니다.',
    more: 'write(2)는 데이터를 커널의 송신 버퍼에 복사하고, 커널은 윈도우가 허락하는 만큼 세그먼트로 내보냅니다. 상대 프로그램이 읽었다는 사실은 그 프로그램의 응답으로만 알 수 있습니다. TCP에서는 send 하나가 여러 세그먼트로 나뉘기도 하고 여러 send가 한 세그먼트에 담기기도 하며(tcp-client --write-size로 확인), UDP에서는 send 하나가 데이터그램 하나입니다.',
  },
  receive: {
    brief: 'read(2)로 데이터를 받았으며, 스트림의 한 조각이거나 온전한 데이터그램 하나입니다.',
    more: 'TCP는 바이트의 순서를 지킬 뿐 쓰기의 경계는 지키지 않으므로, 두 번 쓴 것을 한 번에 읽기도 하고 한 번 쓴 것을 여러 번에 나누어 읽기도 하며, UDP는 경계를 지키는 대신 순서를 지키지 않습니다. 스트림에서는 프로그램이 줄바꿈이나 길이로 메시지를 직접 구분해야 합니다. 한쪽의 send와 다른 쪽의 receive를 비교해 보십시오.',
  },
  blocked: {
    brief: '커널의 송신 버퍼가 가득 차서, 남은 데이터가 프로그램에서 기다립니다.',
    more: '대개 상대가 읽지 않기 때문입니다. 상대의 수신 버퍼가 차서 윈도우가 닫히면 이쪽 커널은 보낼 수 없고, 그래도 계속 쓰는 프로그램은 자기 메모리만 채우게 되므로 drained를 기다려야 합니다. chargen 서버에 접속한 클라이언트에서 /pause를 입력해 보십시오.',
  },
  drained: {
    brief: '기다리던 데이터를 커널이 다 가져갔으며, 프로그램은 다시 쓸 수 있습니다.',
    more: '상대가 앞서 보낸 데이터를 확인 응답하여 송신 버퍼에 자리가 난 것입니다. 데이터는 이제 커널의 송신 버퍼로 옮겨 갔을 뿐이며, 도착했다는 뜻은 아닙니다. 함께 표시되는 시간은 blocked였던 시간입니다.',
  },
  pause: {
    brief: '프로그램이 읽기를 멈췄으며, 이제 오는 데이터는 기다려야 합니다.',
    more: 'Node가 64 KiB까지 미리 읽고 스트림의 끝도 알아차린 다음 커널의 수신 버퍼가 차며, 가득 차면 커널이 윈도우를 0으로 알리고 상대는 전송을 멈춥니다. 두 프로그램이 말 한마디 나누지 않아도 이루어지는 흐름 제어입니다. /pause를 입력하고 상대가 많은 데이터를 보내게 하면 상대에 blocked가 나타납니다.',
  },
  resume: {
    brief: '프로그램이 다시 읽으며, 기다리던 데이터부터 받습니다.',
    more: '수신 버퍼가 비면서 윈도우가 열리고, 상대는 다시 보낼 수 있습니다. 상대에 drained가 나타나는지 확인하십시오.',
  },
  shutdown: {
    brief: '이쪽은 shutdown(2)으로 송신을 끝냈으며, 수신은 계속할 수 있습니다.',
    more: '앞서 보낸 데이터가 모두 나가면 커널이 FIN을 보내고, 상대 프로그램은 end-of-stream을 읽습니다. 반대 방향은 상대가 끝낼 때까지 열려 있습니다. Node에서는 socket.end()에 해당하고, 이 도구에서는 /end를 입력하거나 클라이언트의 입력이 끝나면 일어납니다.',
  },
  'end-of-stream': {
    brief: 'read(2)가 0을 돌려줬으며, 상대는 다 보냈고 이쪽은 더 보낼 수 있습니다.',
    more: '상대가 보낸 데이터는 모두 읽었으며, 연결이 끊어졌다는 뜻은 아닙니다. 상대는 송신만 끝내고 계속 읽을 수도, 소켓을 닫았을 수도 있지만, 이쪽에서는 둘을 구별할 수 없습니다. 상대가 닫았다면, 이제 이쪽에서 보내는 데이터에는 reset이 돌아옵니다.',
  },
  timeout: {
    brief: '정해 둔 시간 동안 아무 일도 없었으며, 이 한도는 TCP가 아니라 사용자가 정한 것입니다.',
    more: '조용하다고 해서 TCP 연결이 끊어지지는 않으며, 유휴 연결은 얼마든지 유지될 수 있습니다. --connect-timeout은 connect의 답을 기다리는 시간을, --idle-timeout은 그 뒤에 조용해도 되는 시간을 정하며, TLS 핸드셰이크에는 따로 한도가 있습니다. ETIMEDOUT은 커널이 포기했다는 뜻으로, 이와는 다릅니다.',
  },
  reset: {
    brief: '정상적인 종료 없이 연결이 끊어졌으며, 남은 데이터는 사라질 수 있습니다.',
    more: '이쪽에서 끊을 때는 SO_LINGER를 0으로 두고 close(2)를 호출하며, 커널은 보내지 못한 데이터를 버리고 RST를 보냅니다. 상대가 끊으면 호출이 ECONNRESET으로 실패하는데, 상대 프로그램이 데이터를 다 읽지 않고 닫았을 때 흔히 일어납니다. /reset이나 tcp-client --reset으로 확인해 보십시오.',
  },
  error: {
    brief: '시스템 호출이 실패했으며, 함께 표시된 errno가 그 이유입니다.',
    more: 'errno는 ECONNREFUSED처럼 정해진 이름이며, 어느 언어와 프로그램에서나 같습니다. sockets explain ECONNREFUSED처럼 찾아볼 수 있습니다. 연결에서 오류가 나면 close가 뒤따릅니다.',
  },
  close: {
    brief: '프로그램은 소켓을 다 썼으며, 남은 일은 커널이 처리합니다.',
    more: 'close(2) 뒤에 커널은 송신 버퍼의 데이터를 마저 보낸 다음, shutdown이 없었다면 FIN을 보내고, 읽지 않은 데이터가 남아 있다면 FIN 대신 RST를 보냅니다. 먼저 FIN을 보낸 쪽은 프로그램이 없어도 한동안 TIME-WAIT에 머뭅니다. 데이터그램 소켓을 닫으면 아무것도 보내지 않고, 리스너를 닫아도 이미 accept한 소켓은 그대로 남습니다.',
  },
};
