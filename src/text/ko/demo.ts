import type { DemoText } from '../wording.ts';

export const demo: DemoText = {
  title: '진짜 서버와 클라이언트가 이 프로세스에서 루프백으로 통신합니다. 연출은 없습니다.',
  listen: '1  서버: socket, bind, listen',
  connect: '2  클라이언트가 연결하고, 서버는 accept하여 그 연결의 새 소켓을 얻습니다',
  talk: '3  대화: 클라이언트가 보내고, 서버는 대문자로 답합니다',
  stream: '4  TCP는 스트림입니다: 바이트의 순서는 지키지만 쓰기의 경계는 지키지 않습니다',
  halfClose: '5  클라이언트가 송신을 끝내고도 계속 받으며, 이어서 서버도 송신을 끝냅니다',
  stop: '6  서버가 수신 대기를 멈춥니다',
  streamSeen: ({ writes, reads }) =>
    `이번에는 클라이언트가 ${writes}번 쓰고, 서버가 ${reads}번 읽었습니다.`,
  seen: ({ steps, sockets }) =>
    `소켓 ${sockets}개의 ${steps}단계를 보았습니다. 이제 직접 해 보십시오:`,
  next: [
    'npx sockets tcp-server 9000             한 터미널에서',
    'npx sockets tcp-client localhost 9000   다른 터미널에서',
    'npx sockets explain accept              낱말의 뜻',
  ],
};
