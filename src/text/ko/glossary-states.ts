import type { GlossaryOf } from '../terms.ts';

/** What each state of a connection means. */
export const states: GlossaryOf<'state'> = {
  CLOSED: {
    brief: '연결이 없는 상태로, 모든 연결은 여기에서 시작하여 여기에서 끝납니다.',
    more: '커널이 아무것도 기억하지 않으므로 RFC 9293에서는 가상의 상태라고 부릅니다. 상태 전이도의 처음과 끝에 놓이며, 연결 목록에는 나타나지 않습니다.',
  },
  LISTEN: {
    brief: '소켓이 연결하려는 클라이언트를 기다립니다.',
    more: '연결마다 소켓이 따로 만들어지고, 리스너는 계속 LISTEN에 머뭅니다. ss -ltn으로 볼 수 있으며, Recv-Q는 accept를 기다리는 연결의 수이고 Send-Q는 backlog입니다. 같은 이름의 단계는 sockets explain listen으로 찾아보십시오.',
  },
  'SYN-SENT': {
    brief: 'SYN을 보냈으며, 답은 아직 오지 않았습니다.',
    more: '보통은 왕복 한 번이면 끝납니다. SYN이나 그 답이 사라지면 커널은 간격을 늘려 가며 다시 보내다가, 1분 남짓 지나면 포기하고 ETIMEDOUT을 알립니다. 거부라면 답이 바로 오므로, 이 상태가 길어지면 방화벽이 패킷을 버리고 있을 수 있습니다.',
  },
  'SYN-RECEIVED': {
    brief: 'SYN을 받고 SYN,ACK로 답했으며, 핸드셰이크를 마칠 ACK를 기다립니다.',
    more: '모두 커널이 하는 일이며, 연결은 아직 accept 대기열에 들어가지 않았습니다. Linux에서는 SYN_RECV라고 씁니다. 이 상태가 한꺼번에 많아지면 답이 사라지고 있거나, 핸드셰이크를 끝낼 생각 없이 SYN만 쏟아붓는 공격일 수 있습니다.',
  },
  ESTABLISHED: {
    brief: '핸드셰이크가 끝나 양쪽 모두 보내고 받을 수 있습니다.',
    more: '프로그램의 사정은 알 수 없습니다. 서버가 아직 accept하지 않았거나 다른 일로 바쁠 수 있습니다. 유휴 연결은 세그먼트 하나 없이 이 상태에 머물며, 상대가 사라져도 누군가 데이터를 보내거나 keep-alive로 확인하기 전에는 그대로입니다.',
  },
  'FIN-WAIT-1': {
    brief: 'FIN으로 송신을 끝냈지만, 그 ACK도 상대의 FIN도 아직 오지 않았습니다.',
    more: '대개 왕복 한 번이면 지나갑니다. 상대에게 닿지 않거나 상대의 윈도우가 닫혀 있으면 길어지는데, FIN은 아직 보내지 못한 데이터의 뒤에서 차례를 기다리기 때문입니다.',
  },
  'FIN-WAIT-2': {
    brief: '이쪽의 FIN은 확인되었고, 상대의 FIN은 아직 오지 않았습니다.',
    more: '이쪽의 송신만 끝난 상태이며, 상대는 CLOSE-WAIT에서 원하는 만큼 더 보낼 수 있습니다. close(2)까지 호출했다면 읽을 프로그램이 없으므로, Linux는 60초(tcp_fin_timeout)가 지나면 이 상태를 지웁니다.',
  },
  'CLOSE-WAIT': {
    brief: '상대는 FIN을 보냈고, 이쪽 프로그램은 아직 송신을 끝내지 않았습니다.',
    more: '프로그램은 end-of-stream을 읽은 뒤에도 보낼 수 있으며, shutdown이나 close를 호출해야 이 상태가 끝납니다. CLOSE-WAIT가 계속 쌓인다면 프로그램이 소켓을 닫지 않는 것입니다. tcp-server --half-open에 접속한 클라이언트를 끝내면 볼 수 있습니다.',
  },
  CLOSING: {
    brief: '양쪽이 서로의 FIN을 받기 전에 FIN을 보냈으며, 자기 FIN의 ACK를 기다립니다.',
    more: '양쪽이 거의 동시에 닫을 때 나타나는, 가장 보기 드문 상태입니다. ACK가 오면 양쪽 모두 TIME-WAIT가 됩니다.',
  },
  'LAST-ACK': {
    brief: '상대에 이어 이쪽도 FIN을 보냈으며, 이제 그 ACK만 남았습니다.',
    more: 'ACK가 오면 이쪽에는 아무것도 남지 않습니다. 나중에 닫는 쪽에는 TIME-WAIT가 없습니다. 이 상태가 길어지면 상대에게 닿지 않아 커널이 FIN을 다시 보내고 있는 것입니다.',
  },
  'TIME-WAIT': {
    brief: '양쪽이 모두 끝냈으며, 먼저 닫은 쪽이 늦게 오는 세그먼트가 사라지기를 기다립니다.',
    more: '상대의 FIN이 다시 오면 마지막 ACK를 한 번 더 보내는 역할도 합니다. RFC 9293은 세그먼트 최대 수명의 두 배를 기다리라고 하고, Linux는 60초를 기다리며, 프로그램은 없어도 됩니다. 정상적인 상태이며, SO_REUSEADDR 덕분에 서버는 그동안에도 같은 포트에서 다시 listen할 수 있습니다.',
  },
};
