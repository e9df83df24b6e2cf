import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';
import { traceProblem } from './trace-problem.ts';

const refusal = (port: number, elsewhere: readonly string[], others: readonly string[]) => {
  if (elsewhere.length > 0) {
    return `이 컴퓨터에서 ${port}번 포트가 열려 있는 곳은 ${elsewhere.join(', ')}뿐입니다.`;
  }
  const open = others.length > 0 ? ` (이 컴퓨터에서 수신 대기 중인 곳: ${others.join(', ')})` : '';
  return `상대 컴퓨터는 응답했지만 ${port}번 포트에서 수신 대기하는 프로그램이 없습니다${open}.`;
};

const FILE_WHY: Readonly<Record<string, string>> = {
  ENOENT: '그런 이름의 파일이나 폴더가 없습니다.',
  EACCES: '그 파일에 대한 권한이 없습니다.',
  EISDIR: '파일이 아니라 폴더입니다.',
  ENOSPC: '디스크가 가득 찼습니다.',
};
const fileWhy = (code: string) => FILE_WHY[code] ?? `시스템이 알린 오류는 ${code}입니다.`;

/** What connections, files and the system refuse. */
export const networkErrors = {
  'port-taken': ({ address, port, holder }) => ({
    what: `${address}에서 수신 대기할 수 없습니다: 포트가 이미 사용 중입니다 (EADDRINUSE).`,
    why: holder
      ? `${holder} 프로그램이 이미 그곳에서 수신 대기 중이며, 한 주소와 포트에서는 한 소켓만 수신 대기할 수 있습니다.`
      : '다른 프로그램이 이미 그곳에서 수신 대기 중이며, 한 주소와 포트에서는 한 소켓만 수신 대기할 수 있습니다.',
    next: `그 프로그램을 끝내거나 다른 포트를 고르십시오: ${port + 1 > 65535 ? 9000 : port + 1}, 또는 아무 빈 포트나 받는 0.`,
  }),
  'no-permission': ({ address, port }) => ({
    what: `${address}에 대한 권한이 없습니다 (EACCES).`,
    why:
      port < 1024
        ? '1024보다 작은 포트는 관리자만 쓸 수 있습니다.'
        : '시스템이 이 주소나 포트를 쓰지 못하게 합니다.',
    next:
      port < 1024
        ? `1024 이상의 포트를 고르십시오 (예: ${port + 8000}).`
        : '다른 포트를 고르십시오.',
  }),
  'address-not-here': ({ address }) => ({
    what: `로컬 주소로 쓸 수 없는 주소입니다: ${address} (EADDRNOTAVAIL).`,
    why: '이 컴퓨터의 네트워크 인터페이스에는 그 주소가 없습니다.',
    next: '--host를 빼서 루프백을 쓰거나, "ip address" 명령이 보여 주는 주소 가운데 하나를 쓰십시오.',
  }),
  'unknown-host': ({ host }) => ({
    what: `'${host}' 호스트는 없습니다 (ENOTFOUND).`,
    why: '/etc/hosts에도 이름 서비스에도 이 이름의 주소가 없습니다.',
    next: '철자를 확인하거나, 127.0.0.1 같은 숫자 주소를 쓰십시오.',
  }),
  'name-service-down': ({ host }) => ({
    what: `'${host}' 호스트의 주소를 찾지 못했습니다 (EAI_AGAIN).`,
    why: '이름 서비스가 응답하지 않았습니다.',
    next: '네트워크를 확인하거나, 127.0.0.1 같은 숫자 주소를 쓰십시오.',
  }),
  refused: ({ address, port, elsewhere, others }) => ({
    what: `${address}에서 연결을 거부했습니다 (ECONNREFUSED).`,
    why: refusal(port, elsewhere, others),
    next: elsewhere[0]
      ? `대신 ${elsewhere[0]}에 연결하십시오.`
      : `먼저 그곳에서 서버를 시작하십시오: sockets tcp-server ${port}`,
  }),
  'no-local-port': ({ address, code, localPort }) => ({
    what: `${address} 연결에 쓸 로컬 포트가 없습니다 (${code}).`,
    why: localPort
      ? `${localPort}번 포트가 이미 사용 중이거나, 그 상대와 맺었던 지난 연결이 아직 TIME-WAIT 상태입니다.`
      : '시스템이 고를 수 있는 포트가 그 상대와의 연결에 모두 쓰이고 있습니다.',
    next: localPort
      ? '다른 --local-port 값을 고르거나 이 옵션을 빼십시오.'
      : '연결 수를 줄이거나, 1분쯤 기다리십시오.',
  }),
  'no-route': ({ address }) => ({
    what: `${address}까지 갈 수 없습니다.`,
    why: '이 컴퓨터나 중간의 라우터에 그 네트워크로 가는 경로가 없습니다.',
    next: '주소와 네트워크 연결을 확인하십시오.',
  }),
  'connect-timeout': ({ address, seconds }) => ({
    what: `${address}에서 ${seconds} s 안에 응답이 오지 않았습니다.`,
    why: '거부하는 응답조차 오지 않았습니다: 컴퓨터가 꺼져 있거나, 방화벽이 패킷을 버리거나, 대기열(accept queue)이 가득 찼습니다.',
    next: '주소를 확인하거나, --connect-timeout 값을 늘려 더 기다리십시오.',
  }),
  'no-answer': ({ address }) => ({
    what: `${address}에서 응답이 없습니다 (ETIMEDOUT).`,
    why: '커널이 여러 번 다시 보낸 끝에 포기했습니다.',
    next: '네트워크를 확인하고, 상대 컴퓨터가 켜져 있는지 확인하십시오.',
  }),
  interrupted: ({ address }) => ({
    what: `${address}에서 응답이 오기 전에 중단했습니다.`,
    why: '아직 연결하는 중이었습니다.',
    next: '서버가 준비되면 다시 시도하십시오.',
  }),
  'idle-timeout': ({ address, seconds }) => ({
    what: `${address} 연결에서 ${seconds} s 동안 아무것도 오가지 않았습니다.`,
    why: '--idle-timeout 옵션으로 정한 시간 동안 어느 쪽에서도 한 바이트도 보내지 않았습니다.',
    next: '--idle-timeout 값을 늘리거나 이 옵션을 빼십시오.',
  }),
  reset: ({ address, received, sent }) => ({
    what: `${address}에서 연결을 끊었습니다 (ECONNRESET).`,
    why: `상대가 다 읽지 않고 닫았거나 RST로 끊었습니다 (그때까지 수신 ${grouped(received)} B, 송신 ${grouped(sent)} B).`,
    next: '상대 프로그램의 메시지를 보고, 비정상 종료인지 일부러 끊은 것인지 확인하십시오.',
  }),
  'broken-pipe': ({ address }) => ({
    what: `${address}에서 더는 받지 않습니다 (EPIPE).`,
    why: '연결이 없어진 뒤에도 이쪽에서 계속 보냈습니다.',
    next: '상대 프로그램의 메시지를 보고, 너무 일찍 닫은 것은 아닌지 확인하십시오.',
  }),
  'too-many-files': ({ call, code }) => ({
    what: `열린 파일이 너무 많습니다 (${call}: ${code}).`,
    why:
      code === 'ENFILE'
        ? '소켓은 모두 열린 파일인데, 시스템 전체의 열린 파일 수가 한도에 이르렀습니다.'
        : '소켓마다 파일 디스크립터를 하나씩 쓰는데, 이 프로세스는 더 가질 수 없습니다.',
    next: '"ulimit -n 65536" 명령으로 한도를 올리거나, 연결 수를 줄이십시오.',
  }),
  'file-unreadable': ({ path, code }) => ({
    what: `'${path}' 파일을 읽을 수 없습니다.`,
    why: fileWhy(code),
    next: code === 'EACCES' ? '권한을 확인하십시오.' : '경로를 확인하십시오.',
  }),
  'file-unwritable': ({ path, code }) => ({
    what: `'${path}' 파일에 쓸 수 없습니다.`,
    why: fileWhy(code),
    next: '다른 파일을 고르십시오.',
  }),
  'bad-trace': ({ line, problem, path }) => ({
    what: `sockets가 읽을 수 있는 추적 기록이 아닙니다: ${path === undefined ? '' : `'${path}' 파일의 `}${grouped(line)}번째 줄.`,
    why: traceProblem(problem),
    next:
      line === 1
        ? '--record FILE 옵션으로 기록하십시오.'
        : '틀린 곳 모두 보기: sockets view FILE --check',
  }),
  system: ({ call, code }) => ({
    what: `${call ? `${call} 호출` : '시스템 호출'} 실패: ${code}.`,
    why: '시스템이 요청을 거부했습니다.',
    next: /^E[A-Z]+$/.test(code)
      ? `설명 보기: sockets explain ${code}`
      : '시스템 매뉴얼을 보십시오.',
  }),
  'send-after-shutdown': ({ socket }) => ({
    what: `${socket} 소켓은 더 보낼 수 없습니다.`,
    why: '이 연결의 보내는 쪽이 이미 닫혔습니다.',
    next: '새 연결을 여십시오.',
  }),
} satisfies Partial<Text['errors']>;
