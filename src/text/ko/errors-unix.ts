import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

/** A name in Linux's abstract namespace is no file (unix(7)). */
const isAbstract = (path: string) => path.startsWith('@');

/** What the paths of Unix domain sockets refuse. */
export const unixErrors = {
  'path-taken': ({ path, holder }) => ({
    what: `${path}에서 수신 대기할 수 없습니다: 이미 사용 중입니다 (EADDRINUSE).`,
    why: `${holder ?? '다른'} 프로그램이 이미 그곳에서 수신 대기 중이며, 한 경로에서는 한 소켓만 수신 대기할 수 있습니다.`,
    next: '그 프로그램을 끝내거나 다른 경로를 고르십시오. --unlink 옵션은 사용 중인 경로를 빼앗지 않습니다.',
  }),
  'stale-path': ({ path }) => ({
    what: `${path}에서 수신 대기할 수 없습니다: 파일이 이미 있습니다 (EADDRINUSE).`,
    why: '수신 대기하는 프로그램이 없는 소켓입니다. 만든 프로그램이 지우지 않고 끝났습니다.',
    next: '--unlink 옵션으로 먼저 지우거나, 다른 경로를 고르십시오.',
  }),
  'not-a-socket': ({ path }) => ({
    what: `'${path}' 경로에 있는 것은 소켓이 아닙니다.`,
    why: '다른 종류의 파일이나 폴더가 그 경로를 쓰고 있으므로 건드리지 않습니다.',
    next: '다른 경로를 고르십시오.',
  }),
  'path-too-long': ({ bytes, most }) => ({
    what: `소켓의 경로가 너무 깁니다: ${grouped(bytes)} B (최대 ${grouped(most)} B).`,
    why: '파일 이름의 한도와 상관없이, 커널은 이 경로를 크기가 정해진 작은 필드(sun_path)에 둡니다.',
    next: '더 짧은 경로를 고르거나, 먼저 그 폴더로 가서 이름만 주십시오.',
  }),
  'no-such-directory': ({ path }) => ({
    what: `'${path}' 소켓을 만들 수 없습니다: 그 폴더가 없습니다.`,
    why: 'bind는 소켓의 파일을 만들지만, 그 파일이 들어갈 폴더는 만들지 않습니다.',
    next: 'mkdir 명령으로 폴더를 먼저 만들거나, 다른 경로를 고르십시오.',
  }),
  'path-no-permission': ({ path }) => ({
    what: `'${path}' 경로에 대한 권한이 없습니다 (EACCES).`,
    why: '서버는 그 폴더에 쓸 수 있어야 하고, 클라이언트는 그 파일 자체에 쓰기 권한이 있어야 합니다.',
    next: '"ls -l" 명령으로 둘 다 확인하거나, 자기 폴더의 경로를 고르십시오.',
  }),
  'no-socket-there': ({ path }) => ({
    what: `${path}에는 소켓이 없습니다 (${isAbstract(path) ? 'ECONNREFUSED' : 'ENOENT'}).`,
    why: isAbstract(path)
      ? '그 추상 이름에서 수신 대기하는 프로그램이 없습니다.'
      : '그곳에 소켓을 만든 서버가 없거나, 서버가 끝나면서 지웠습니다.',
    next: `먼저 그곳에서 서버를 시작하십시오: sockets unix-server ${path}`,
  }),
  'path-refused': ({ path }) => ({
    what: `${path}에서 연결을 거부했습니다 (ECONNREFUSED).`,
    why: '파일은 있지만, 만든 프로그램이 끝나서 수신 대기하는 프로그램이 없습니다.',
    next: `서버를 다시 시작하십시오: sockets unix-server ${path} --unlink`,
  }),
  'path-queue-full': ({ path }) => ({
    what: `${path}: 연결을 더 받을 자리가 없습니다 (EAGAIN).`,
    why: 'backlog가 허락하는 만큼의 클라이언트가 이미 accept를 기다리고 있습니다. TCP라면 더 기다리게 하지만, Unix 소켓은 바로 알려 줍니다.',
    next: '서버가 accept하기 시작하면 다시 시도하거나, 서버의 --backlog 값을 늘리십시오.',
  }),
  'not-on-this-system': ({ what }) => ({
    what: `이 시스템에서는 쓸 수 없습니다: ${what}.`,
    why: isAbstract(what)
      ? '@로 시작하는 것은 파일이 없는 추상 이름이며, Linux에만 있습니다.'
      : '일부 운영 체제에만 있으며, Linux에는 있습니다.',
    next: isAbstract(what)
      ? '파일의 경로를 주십시오 (예: /tmp/echo.sock).'
      : '빼고 실행하거나, Linux에서 실행하십시오.',
  }),
} satisfies Partial<Text['errors']>;
