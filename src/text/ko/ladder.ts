import { grouped } from '../quantity.ts';
import type { LadderText } from '../wording-ladder.ts';

export const ladder: LadderText = {
  client: '클라이언트',
  server: '서버',
  notWatched:
    '프로그램이 부른 호출만 보입니다. 패킷은 관찰하지 않았으므로 건너편까지 닿는 화살표가 없습니다. --xray로 패킷까지 볼 수 있습니다.',
  lost: 'lab에서 버림',
  known: { polled: '관찰됨', derived: '패킷에서 유추' },
  picture: {
    title: '사다리 그림',
    described: ({ ends, steps, packets, lost, took }) =>
      [
        `${ends.join('; ')}${ends.length > 0 ? '. ' : ''}${took} 동안 ${grouped(steps)}단계`,
        ...(packets > 0 ? [`지나가는 것이 관찰된 패킷 ${grouped(packets)}개`] : []),
        ...(lost > 0 ? [`그중 ${grouped(lost)}개는 버려짐`] : []),
      ].join(', '),
    callsAlone:
      '패킷을 관찰하지 않은 곳에는 프로그램의 단계만 보입니다. 점선 화살표는 한쪽이 보내거나 받은 것이며, 가는 길은 아무도 보지 못했습니다.',
    more: (steps) => `… 그 밖에 ${grouped(steps)}단계`,
    nothing: '이 기록에는 아무 일도 없습니다.',
  },
};
