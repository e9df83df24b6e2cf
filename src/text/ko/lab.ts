import { grouped } from '../quantity.ts';
import type { LabText } from '../wording-lab.ts';

export const lab: LabText = {
  entered: (id) => `lab ${id}: 나만의 네트워크, 루프백 하나뿐입니다`,
  leaving: 'exit: 안의 모든 것과 함께 끝 · 다른 터미널: sockets lab join',
  changing: '방해하기: sockets lab set --loss 30% · 거두기: sockets lab set --clear',
  joined: (id) => `lab ${id}: 첫 터미널과 같은 네트워크입니다`,
  leavingJoined: 'exit: 나가도 lab은 계속됩니다',
  ended: (id) => `lab ${id}: 안에서 실행되던 것과 함께 끝났습니다`,
  running: ({ id, age }) => `lab ${id} · 시작한 지 ${age}`,
  unimpaired: '잃는 것도 늦추는 것도 없습니다',
  dropped: (packets) => `버린 패킷 ${grouped(packets)}개`,
  noNetem: '지연 없음: 이 커널에는 netem이 없습니다. 나머지는 적용되었습니다',
};
