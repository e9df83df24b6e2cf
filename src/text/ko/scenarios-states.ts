import type { StatesText } from '../wording-scenarios.ts';

export const states: StatesText = {
  listen: '1  LISTEN: 서버가 listen을 부릅니다',
  synSent: '2  SYN-SENT: 클라이언트가 connect를 부르고, 네트워크가 그 SYN을 잃어버립니다',
  synReceived: '3  SYN-RECEIVED: 다음 SYN은 도착합니다. 이제 SYN,ACK를 잃어버립니다',
  established: '4  ESTABLISHED: 더는 아무것도 잃지 않고, 양 끝이 이르렀습니다',
  finWait1: '5  FIN-WAIT-1: 클라이언트가 송신을 끝내고, 그 FIN을 잃어버립니다',
  finWait2: '6  FIN-WAIT-2와 CLOSE-WAIT: FIN을 다시 보내고, 도착하여 확인됩니다',
  lastAck: '7  LAST-ACK: 서버도 송신을 끝내고, 그 FIN을 잃어버립니다',
  timeWait: '8  TIME-WAIT와 CLOSED: FIN을 다시 보내고, 도착하여 확인됩니다',
  both: '9  두 번째 연결: 양 끝이 동시에 닫고, 두 FIN을 모두 잃어버립니다',
  closing: '10  CLOSING: 클라이언트의 FIN은 도착했고, 서버 자신의 FIN은 아직 확인되지 않았습니다',
  bothTimeWait: '11  서버의 FIN도 도착합니다: 먼저 닫은 쪽이 TIME-WAIT인데, 여기서는 둘 다입니다',
  countDown: 'Linux에서 TIME-WAIT는 60초입니다 (RFC 9293은 2 MSL). /proc/net/tcp의 타이머:',
  stop: '서버가 멈춥니다. 그 포트에는 아직 TIME-WAIT인 연결이 있습니다',
  plainBind: '누군가 SO_REUSEADDR 없이 그 포트에 bind합니다',
  noProgram: '해 볼 python3도 perl도 여기에 없습니다. Node는 언제나 SO_REUSEADDR를 켭니다.',
  reuse: '서버가 SO_REUSEADDR를 켜고 bind합니다. Node는 언제나 그렇게 합니다',
  row: ({ ends, number, state }) => `${ends}, st ${number} = ${state}`,
  noRow: (ends) => `${ends}: 이제 행이 없습니다`,
  timer: ({ kind, left, fired }) =>
    `타이머 ${kind} ${left} 남음${fired > 0 ? `, 만료 ${fired}회` : ''}`,
  left: (left) => `${left} 남음`,
  plain: ({ program, port, refused, said }) =>
    refused ? `${program}: ${said}` : `${program}: 포트 ${port} 성공. 이 커널은 허락합니다`,
  seen: ({ reached, of, took, left, plain }) => [
    `${of}가지 상태 가운데 ${reached}가지에 ${took} 만에 이르렀고, 모두 커널의 표에 그 행이 있었습니다. TIME-WAIT는 ${left} 남았습니다.`,
    plain
      ? `같은 포트를 곧바로: SO_REUSEADDR를 켜면 되고, 켜지 않으면 ${plain.refused ? '안 됩니다 (EADDRINUSE)' : '여기서는 그래도 됩니다'}.`
      : '같은 포트를 곧바로: SO_REUSEADDR를 켜면 됩니다. 켜지 않고 해 볼 프로그램은 여기에 없습니다.',
  ],
};
