import type { HeadersText } from '../wording-ws.ts';

export const headers: HeadersText = {
  host: '클라이언트가 부른 이름: 한 컴퓨터가 여러 이름을 맡기도 합니다',
  upgrade: '이제부터 쓸 프로토콜',
  connection: 'Upgrade는 다음 홉에만 하는 말이라고 프록시에게 알립니다',
  key: '무작위 16바이트: 이것을 읽은 쪽만 답할 수 있습니다',
  version: 'WebSocket의 버전: 13 하나뿐입니다',
  accept: '키에 대한 답: 캐시된 페이지가 아니라 WebSocket 서버입니다',
  subprotocol: '메시지의 뜻을 정한 약속: 목록으로 제안하고 하나를 고릅니다',
  extensions: '압축처럼 프레임을 바꾸는 확장',
  origin: '어느 페이지가 요청하는지: 브라우저가 보내며, 다른 프로그램은 마음대로 씁니다',
  cookie: '이 서버가 브라우저에 맡겨 둔 값',
  authorization: '요청하는 사람과 그 증명',
  'user-agent': '요청하는 프로그램',
  'browser-preference': '브라우저가 모든 요청에 붙이며, 여기서는 뜻이 없습니다',
  cache: '캐시가 서버 대신 답하면 안 됩니다',
  'fetch-metadata': '어떤 종류의 페이지가 요청하는지 브라우저가 알립니다',
  allow: '여기서 쓸 수 있는 메서드',
  location: '대신 요청할 곳',
  date: '응답을 만든 때',
  server: '응답하는 프로그램',
  body: '빈 줄 뒤에 오는 본문',
};
