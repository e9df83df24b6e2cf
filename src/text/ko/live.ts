import type { LiveText } from '../wording-live.ts';

export const live: LiveText = {
  address: (url) => `브라우저에서 실시간으로 보기: ${url}`,
  inLab:
    '이 셸은 사설 네트워크 안에 있습니다: 같은 네트워크에서 실행한 브라우저만 이 페이지를 엽니다',
  over: '실행은 끝났고 페이지는 그대로 있습니다 · Ctrl-C를 누르면 끝납니다',
  overUntilEnd: '실행은 끝났고, 입력이 끝나거나 Ctrl-C를 누를 때까지 페이지는 그대로 있습니다',
  refusals: {
    host: '이 페이지는 이 컴퓨터의 브라우저만 열 수 있습니다. sockets가 출력한 주소, 곧 127.0.0.1과 그 포트로 여십시오.',
    method: '여기서는 GET과 HEAD에만 답합니다.',
    token: '주소가 온전하지 않습니다. sockets가 출력한 주소를 경로 속 비밀값까지 그대로 여십시오.',
    origin: 'sockets가 보낸 페이지만 이 실행을 지켜볼 수 있습니다.',
  },
};
