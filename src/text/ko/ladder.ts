import type { LadderText } from '../wording-ladder.ts';

export const ladder: LadderText = {
  client: '클라이언트',
  server: '서버',
  notWatched:
    '프로그램이 부른 호출만 보입니다. 패킷은 관찰하지 않았으므로 건너편까지 닿는 화살표가 없습니다. --xray로 패킷까지 볼 수 있습니다.',
  lost: '실험망이 버림',
  known: { traced: '', polled: '관찰됨', derived: '패킷에서 유추' },
};
