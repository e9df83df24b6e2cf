import type { WsDemoText } from '../wording-ws.ts';

export const wsDemo: WsDemoText = {
  title: '진짜 WebSocket 서버와 클라이언트가 이 프로세스 안에서 루프백으로 통신합니다.',
  request: '1  여는 핸드셰이크는 HTTP입니다: 다른 프로토콜을 청하는 GET',
  accept: '2  응답은 서버가 키를 읽었음을 증명합니다. HTTP는 여기서 끝납니다',
  joined: '키와 GUID',
  hashed: '둘의 SHA-1',
  encoded: 'base64로',
  refused: '3  키가 없는 요청을 텍스트 그대로 보내면: 거부, 그리고 어긴 규칙',
  frame: '4  text 메시지 하나가 프레임 하나입니다: 여기서는 헤더 6, 내용 5바이트',
  bits: '첫 프레임의 모든 비트:',
  fragments: '5  프레임 둘로 나눈 메시지: 그 사이에는 제어 프레임만 올 수 있습니다',
  ping: '6  ping, 그리고 같은 바이트의 pong: 왕복 시간을 알 수 있습니다',
  silent: '7  서버의 ping: 더는 읽지 않는 클라이언트를 서버가 포기합니다',
  compression: '8  permessage-deflate: 되풀이되는 것은 몇 바이트로 줄어듭니다',
  violation: '9  잘못된 프레임(예약 비트가 켜짐): 1002로 거부하고 닫습니다',
  close: '10  닫기: Close 프레임이 양쪽으로 가고, 서버가 먼저 스트림을 끝냅니다',
  next: [
    'npx sockets ws-server 9000                 한 터미널에서. 페이지도 여십시오',
    'npx sockets ws-client ws://localhost:9000  다른 터미널에서: /ping, /close',
    'npx sockets ws-client ws://localhost:9000 --hex --send hello     비트까지',
    'npx sockets explain masking-key            낱말의 뜻',
  ],
};
