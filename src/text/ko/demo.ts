import type { DemoText } from '../wording.ts';
import { wsDemo } from './demo-ws.ts';

export const demo: DemoText = {
  seen: ({ steps, sockets }) =>
    `소켓 ${sockets}개의 ${steps}단계를 보았습니다. 이제 직접 해 보십시오:`,
  tcp: {
    title: '진짜 서버와 클라이언트가 이 프로세스에서 루프백으로 통신합니다. 연출은 없습니다.',
    listen: '1  서버: socket, bind, listen',
    connect: '2  클라이언트가 연결하고, 서버는 accept하여 그 연결의 새 소켓을 얻습니다',
    talk: '3  대화: 클라이언트가 보내고, 서버는 대문자로 답합니다',
    stream: '4  TCP는 스트림입니다: 바이트의 순서는 지키지만 쓰기의 경계는 지키지 않습니다',
    halfClose: '5  클라이언트가 송신을 끝내고도 계속 받으며, 이어서 서버도 송신을 끝냅니다',
    stop: '6  서버가 수신 대기를 멈춥니다',
    streamSeen: ({ writes, reads }) =>
      `이번에는 클라이언트가 ${writes}번 쓰고, 서버가 ${reads}번 읽었습니다.`,
    next: [
      'npx sockets tcp-server 9000             한 터미널에서',
      'npx sockets tcp-client localhost 9000   다른 터미널에서',
      'npx sockets explain accept              낱말의 뜻',
      'npx sockets demo --view ladder          같은 것을 그림으로',
      'npx sockets demo --page                 같은 것을 브라우저에서',
      'npx sockets demo udp                    그다음은 unix, tls',
    ],
  },
  udp: {
    title: '진짜 데이터그램 소켓들이 이 프로세스에서 루프백으로 통신합니다. 연출은 없습니다.',
    bind: '1  받는 쪽: socket, bind. listen도 accept도 하지 않습니다',
    send: '2  핸드셰이크가 없습니다: 맨 처음 가는 것이 데이터입니다. 답은 대문자로 옵니다',
    borders: '3  데이터그램은 통째로 갑니다: 네 번 보내면 네 번 받습니다',
    stream: '   같은 네 번의 쓰기를 스트림인 TCP로',
    bordersSeen: ({ sends, receives, reads }) =>
      `UDP: ${sends}번 보내고 ${receives}번 받았습니다. TCP: 이번에는 ${sends}번 쓰고 ${reads}번 읽었습니다.`,
    broadcast: '4  하나가 모두에게: 브로드캐스트를 같은 포트의 두 소켓이 모두 받습니다',
    noBroadcast: '이 시스템의 루프백에는 브로드캐스트가 없습니다.',
    multicast: '5  여럿이 여럿에게: 멀티캐스트 그룹의 구성원 둘, 보내는 쪽 둘',
    nobody: '6  이 포트에는 아무도 없습니다. 보내기는 성공하고, 아무도 알려 주지 않습니다',
    connected:
      '   연결한(connected) 소켓은 알게 됩니다: 상대 컴퓨터가 ICMP port unreachable로 답합니다',
    largest: '7  IPv4로는 65,507바이트까지 갑니다. 하나만 넘어도 이쪽 커널이 거부합니다',
    stop: '8  닫을 때는 아무것도 보내지 않습니다: 상대는 닫힌 것을 모릅니다',
    next: [
      'npx sockets udp-recv 9000 --service echo             한 터미널에서',
      "npx sockets udp-send localhost 9000 --send 'hello\\n'  다른 터미널에서",
      'npx sockets link udp 9001 9000 --drop 20% --seed 7   사이에 나쁜 링크를 두고:',
      'npx sockets udp-send localhost 9001 --count 20 --wait 500',
    ],
  },
  unix: {
    title: '같은 에코를 경로로: Unix 도메인 소켓입니다. 네트워크로는 아무것도 나가지 않습니다.',
    listen: '1  서버: 주소가 파일입니다',
    connect: '2  클라이언트가 연결하고, 커널은 그것이 어느 프로세스인지 압니다',
    nobodyKnows: '어느 프로세스인지는 여기서 알 수 없었습니다. Linux와 ss 명령이 필요합니다.',
    talk: '3  TCP와 똑같이 대화합니다: 호출도 단계도 같습니다',
    stop: '4  서버가 멈추고, 파일도 지워집니다',
    compare: '5  경로와 포트의 비교: 64바이트 에코, 그다음 32 MiB를 왕복으로',
    compared: ({ path, port, roundTrips, throughputs }) =>
      `왕복 시간: 경로 ${path.roundTrip}, TCP 루프백 ${port.roundTrip} (TCP가 ${roundTrips}배). ` +
      `처리량: 경로 ${path.throughput}, TCP ${port.throughput} (경로가 ${throughputs}배). 이 컴퓨터에서 방금, 양 끝을 한 프로세스에서 잰 값입니다.`,
    next: [
      'npx sockets unix-server /tmp/echo.sock    한 터미널에서',
      'npx sockets unix-client /tmp/echo.sock    다른 터미널에서',
      'npx sockets explain unix-domain-socket    낱말의 뜻',
    ],
  },
  tls: {
    title: '같은 메시지를 평문으로, 그리고 TLS로 보냅니다. 이 프로세스에서, 루프백으로.',
    plain: '1  평문: 프로그램이 보낸 것이 그대로 나갑니다',
    passed: '네트워크로 나간 바이트:',
    encrypted: '2  TLS: 먼저 핸드셰이크를 하고, 같은 메시지를 보냅니다',
    compared: ({ plain, encrypted }) =>
      `나간 바이트에서 메시지를 찾아보았습니다. 평문: ${plain ? '있습니다' : '없습니다'}. TLS: ${encrypted ? '있습니다' : '없습니다'}.`,
    unknown: '3  아무도 보증하지 않는 인증서: 클라이언트가 거부합니다',
    wrongName: '4  요청한 것과 다른 이름의 인증서: 클라이언트가 거부합니다',
    next: [
      'npx sockets tcp-server 9443 --tls                          한 터미널에서',
      'npx sockets tcp-client localhost 9443 --tls --insecure     다른 터미널에서',
      'npx sockets explain certificate                            낱말의 뜻',
    ],
  },
  ws: wsDemo,
};
