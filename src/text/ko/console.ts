import type { ConsoleText } from '../wording.ts';

export const console: ConsoleText = {
  listening: ({ address, service }) => `${address}에서 수신 대기 중 · ${service}`,
  stopHint: 'Ctrl-C: 중지',
  consoleHint: 'Ctrl-C: 중지 · /help: 명령 목록',
  page: (url) => `브라우저용 페이지: ${url}`,
  wide: (host) => `${host}: 루프백 주소가 아니므로 다른 컴퓨터도 여기에 연결할 수 있습니다`,
  throwAway:
    '이번 실행에만 쓰는 인증서로 TLS를 합니다. 클라이언트에는 --insecure 또는 --ca가 필요합니다. SHA-256 지문:',
  insecure:
    '--insecure: 응답하는 쪽이 누구든 서버로 믿습니다. 내용은 암호화되지만, 상대가 누구인지는 확인하지 않습니다',
  holding:
    '아직 accept하지 않습니다: 클라이언트는 대기열(accept queue)에서 기다립니다 · Enter: accept 시작 · Ctrl-C: 중지',
  accepting: '이제 accept합니다',
  stopping: (sockets) =>
    `멈추는 중: 새 연결은 받지 않고 다음 소켓이 끝나기를 기다립니다: ${sockets.join(', ')} · Ctrl-C 한 번 더: 끊기`,
  cut: (sockets) => `끊은 소켓: ${sockets.join(', ')}`,
  clientHint: '한 줄을 입력하면 보냅니다 · Ctrl-D: 반쪽 닫기 · /help: 다른 명령',
  wsHint: '한 줄을 입력하면 text 메시지로 보냅니다 · /ping /close /frame · /help: 다른 명령',
  peerEnded: '상대가 보내기를 끝냈습니다',
  inputEnded: '입력이 끝났지만 연결은 유지합니다 (--linger-open) · Ctrl-C: 중지',
  recorded: ({ path, events }) => `이벤트 ${events}개를 기록한 파일: ${path}`,
  listed: ({ label, remote, received, sent, age, paused, halfClosed }) =>
    `${label}  ${remote}  수신 ${received}, 송신 ${sent}  ${age}${paused ? '  읽기 멈춤' : ''}${halfClosed ? '  반쪽 닫힘' : ''}`,
  noSockets: '연결이 없습니다',
  noSuchSocket: ({ label, labels }) =>
    labels.length > 0
      ? `${label} 소켓은 없습니다. 지금 있는 소켓: ${labels.join(', ')}`
      : `${label} 소켓은 없습니다. 연결이 하나도 없습니다`,
  halfClosed: (label) => `${label} 소켓은 더 보낼 수 없습니다: 보내는 쪽이 이미 닫혔습니다`,
  unknownCommand: ({ name, suggestion }) =>
    suggestion
      ? `${name} 명령은 없습니다. 혹시 찾는 것이 ${suggestion}입니까?`
      : `${name} 명령은 없습니다. 명령 목록: /help`,
  usage: (usage) => `사용법: ${usage}`,
  plainLine: '서버는 소켓을 정해서 보냅니다: /send S1 텍스트 · /help: 다른 명령',
  commands: {
    list: '소켓 목록: 수신·송신 바이트 수와 연결된 시간',
    send: '텍스트 한 줄을 보냅니다. \\n \\x00 … 표기를 쓸 수 있습니다',
    hex: '16진수로 쓴 바이트를 보냅니다',
    end: '송신을 끝냅니다: shutdown(2), 상대는 스트림의 끝을 읽습니다',
    reset: 'RST로 끊습니다: 상대는 ECONNRESET 오류를 받습니다',
    pause: '읽기를 멈춥니다: 윈도우가 가득 차고 상대의 보내기가 막힙니다',
    resume: '다시 읽습니다',
    binary: '16진수로 쓴 바이트를 binary 메시지로 보냅니다',
    ping: 'ping을 보냅니다: 상대는 같은 바이트의 pong으로 답해야 합니다',
    pong: '아무도 묻지 않은 pong을 보냅니다',
    close: '닫는 핸드셰이크를 시작합니다: 상태 코드와 이유를 줄 수 있습니다',
    frame:
      '맞든 틀리든 아무 프레임이나 보냅니다: reserved-bit, wrong-mask, 또는 opcode=text fin=0 hello',
    help: '이 목록',
    quit: 'Ctrl-C처럼 멈춥니다',
    '//': '/로 시작하는 줄을 보냅니다',
  },
};
