import type { Text } from '../text.ts';

/** What keeps a program from being watched. */
export const watchErrors = {
  'watch-forbidden': ({ tool }) => ({
    what: `${tool}: 여기서는 프로그램을 추적할 수 없습니다.`,
    why: '이 컴퓨터의 커널이나 지금의 컨테이너가 ptrace(2)를 허락하지 않습니다.',
    next: '컨테이너라면 --cap-add=SYS_PTRACE 옵션을 주어 시작하십시오. 다른 방법 보기: sockets doctor',
  }),
  'cannot-attach': ({ process, why, said, scope }) =>
    ({
      gone: {
        what: `프로세스 ${process}: 그런 프로세스가 없습니다.`,
        why: '이미 끝났거나 번호가 다릅니다.',
        next: '찾아 보십시오: pgrep -a python3',
      },
      traced: {
        what: `프로세스 ${process}: 이미 추적되고 있습니다.`,
        why: '디버거, strace, 또는 다른 sockets watch가 추적하고 있으며, 한 프로세스를 둘이 함께 추적할 수 없습니다 (ptrace(2)).',
        next: '그것을 먼저 끝내십시오.',
      },
      'not-permitted': {
        what: `프로세스 ${process}: 이 사용자는 관찰할 수 없습니다.`,
        why:
          scope === undefined || scope === '0'
            ? '다른 사용자의 것이거나 보호된 프로세스입니다.'
            : `이 컴퓨터의 일반 사용자는 자기가 시작한 프로그램만 추적할 수 있습니다 (kernel.yama.ptrace_scope = ${scope}).`,
        next: `처음부터 관찰하며 시작하십시오: sockets watch -- python3 server.py. 또는 root로: sudo sockets watch --pid ${process}`,
      },
      failed: {
        what: `프로세스 ${process}: strace를 붙이지 못했습니다.`,
        why: said === '' ? 'strace가 이유를 말하지 않았습니다.' : `strace의 메시지: ${said}`,
        next: '처음부터 관찰하며 시작하십시오: sockets watch -- python3 server.py',
      },
    })[why],
} satisfies Partial<Text['errors']>;
