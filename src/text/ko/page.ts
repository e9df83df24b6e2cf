import type { PageText } from '../wording-ws.ts';

export const page: PageText = {
  language: 'ko',
  title: 'WebSocket: 브라우저와 터미널',
  lead: '이 페이지는 지금 통신하는 바로 그 포트가 보내 준 것입니다. 여기서 생기는 모든 프레임이 터미널에 한 단계로 나타납니다.',
  state: '상태',
  connect: '연결',
  close: '닫기',
  code: '코드',
  reason: '이유',
  text: '텍스트 메시지',
  sendText: '텍스트 보내기',
  binary: '16진수 바이트',
  sendBinary: '바이너리 보내기',
  log: '브라우저가 본 것',
  sent: '보냄',
  received: '받음',
  opened: '열림',
  closed: '닫힘',
  pings: 'ping에는 브라우저가 스스로 답하며, 페이지는 이를 볼 수 없습니다. 터미널을 보십시오.',
};
