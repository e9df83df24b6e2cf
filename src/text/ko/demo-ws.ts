import type { WsDemoText } from '../wording-ws.ts';

export const wsDemo: WsDemoText = {
  title:
    '진짜 WebSocket 서버와 클라이언트가 이 프로세스에서 루프백으로 통신합니다. 연출은 없습니다.',
  request: '1  여는 핸드셰이크는 HTTP입니다: 다른 프로토콜을 청하는 GET을 한 줄씩 봅니다',
  accept: '2  응답: 서버는 키를 읽었음을 증명하고, HTTP는 여기서 끝납니다',
  frame:
    '3  text 메시지 하나가 프레임 하나입니다: 6 + 5 B는 헤더와 내용입니다. --hex로 비트를 봅니다',
  mask: '4  클라이언트가 보내는 것은 무작위 키로 한 바이트씩 마스크합니다: 그 전과 후',
  masked: '네트워크로 나간 것:',
  unmasked: '마스크를 벗긴 것:',
  fragments: '5  프레임 둘로 나눈 메시지, 그 사이의 ping: 제어 프레임만 끼어들 수 있습니다',
  ping: '6  ping과 pong: 상대는 같은 바이트로 답해야 하며, 물은 쪽은 왕복 시간을 압니다',
  compression: '7  permessage-deflate를 쓰는 연결: 되풀이되는 메시지가 몇 바이트로 줄어듭니다',
  violation: '8  잘못된 프레임: 예약 비트가 켜져 있습니다. 서버는 1002로 거부하고 닫습니다',
  close: '9  닫는 핸드셰이크: Close 프레임이 양쪽으로 가고, 서버가 스트림을 끝내고, TCP가 닫힙니다',
  next: [
    'npx sockets ws-server 9000                 한 터미널에서. 페이지도 여십시오',
    'npx sockets ws-client ws://localhost:9000  다른 터미널에서: /ping, /close',
    'npx sockets ws-client ws://localhost:9000 --hex --send hello     비트까지',
    'npx sockets explain masking-key            낱말의 뜻',
  ],
};
