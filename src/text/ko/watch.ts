import { clipped } from '../brief.ts';
import { grouped } from '../quantity.ts';
import type { EndOfLife, WatchText } from '../wording-watch.ts';

function ending({ how, by, signal = '' }: EndOfLife): string {
  const whose = by === undefined ? '프로세스' : `${by}`;
  const endings = {
    closed: by === undefined ? '닫음' : `${whose}: 닫음`,
    'left-open': `안 닫음: ${whose} 종료`,
    killed: `안 닫음: ${whose} 종료 (${clipped(signal)})`,
    open: '아직 열려 있음',
  } as const;
  return endings[how];
}

export const watch: WatchText = {
  process: ({ id, parent, program }) => {
    const facts = [
      ...(parent === undefined ? [] : [`부모 ${parent}`]),
      ...(program === undefined ? [] : [`프로그램 ${clipped(program)}`]),
    ];
    return facts.length > 0 ? `프로세스 ${id}: ${facts.join(', ')}` : `프로세스 ${id}`;
  },
  blind: (process) =>
    `프로세스 ${process}: io_uring을 씁니다. 그렇게 하는 일은 시스템 콜이 아니므로 여기에 보이지 않습니다`,
  attached: ({ process, threads }) =>
    `프로세스 ${process} 관찰 중 (스레드 ${grouped(threads)}개) · Ctrl-C로 관찰만 그만둡니다`,
  heads: {
    socket: '소켓',
    kind: '종류',
    local: '로컬',
    remote: '상대',
    process: '프로세스',
    sent: '보냄',
    received: '받음',
    end: '어떻게 끝났나',
  },
  lives: ({ sockets, left, open }) => {
    if (sockets === 0) return '소켓을 하나도 만들지 않았습니다.';
    const rest = [
      ...(left > 0
        ? [`그 가운데 ${grouped(left)}개는 닫지 않아, 프로세스가 끝날 때 커널이 닫았습니다`]
        : []),
      ...(open > 0 ? [`${grouped(open)}개는 아직 열려 있습니다`] : []),
    ];
    const all = `소켓 ${grouped(sockets)}개`;
    return rest.length > 0 ? `${all}: ${rest.join(', ')}.` : `${all} 모두 프로그램이 닫았습니다.`;
  },
  end: (facts) =>
    [
      ...(facts.accepted > 0 ? [`accept ${grouped(facts.accepted)}회`] : []),
      ...(facts.failed === undefined ? [] : [clipped(facts.failed)]),
      ending(facts),
    ].join(', '),
  unused: (sockets) =>
    `생략: 주소도 상대도 없이 만들었다가 닫은 소켓 ${grouped(sockets)}개. --syscalls all 옵션으로 볼 수 있습니다.`,
  more: (sockets) => `… 그 밖에 소켓 ${grouped(sockets)}개`,
};
