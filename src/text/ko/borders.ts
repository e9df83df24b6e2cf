import type { BordersText } from '../wording-ladder.ts';

export const borders: BordersText = {
  legend: ({ border, cut }) =>
    `send마다 경계를 그립니다. ${border}는 send가 시작하거나 끝난 곳이고, ${cut}는 가는 길에 잘린 곳입니다.`,
  unknown: '건너편이 어떻게 나누어 보냈는지는 관찰하지 않았습니다',
  none: '있는 그대로 보낸 바이트가 없습니다. WebSocket의 바이트는 프레임에, TLS의 바이트는 레코드에 담겨 가며, 텍스트와 사다리 그림에서 볼 수 있습니다.',
  part: (send) => `${send}의 일부`,
  tally: (counts) => counts.map(({ kind, count }) => `${kind} ${count}번`).join(', '),
};
