import { grouped } from '../quantity.ts';
import type { CheckText } from '../wording-check.ts';
import { traceProblem } from './trace-problem.ts';

export const check: CheckText = {
  problem: (problem) => traceProblem(problem).replace(/\.$/, ''),
  line: (number) => `${number}번째 줄`,
  kinds: { refused: '못 읽음', odd: '이상함' },
  more: (count) => `… 보여 주지 않은 것 ${grouped(count)}개`,
  facts: {
    format: '형식',
    program: '작성한 프로그램',
    created: '시작한 때',
    lines: '줄',
    events: '이벤트',
    span: '걸린 시간',
    sockets: '소켓',
    newTypes: '새로운 종류',
    newFields: '새로운 필드',
  },
  others: (count) => `그 밖 ${grouped(count)}`,
  newer:
    '이 종류와 필드는 더 새로운 프로그램이 압니다. 기록을 다시 쓸 때 그대로 남기지만 보여 주지는 않습니다.',
  verdict: {
    good: '모든 줄을 읽을 수 있습니다.',
    odd: (count) =>
      `모든 줄을 읽을 수 있지만, 형식에 어긋나는 곳이 ${grouped(count)}군데 있습니다(docs/trace-format.md).`,
    cutOff:
      '마지막 줄이 중간에서 잘렸습니다. 프로그램이 멈추었거나 파일의 일부입니다. 그 앞의 줄은 모두 읽을 수 있습니다.',
    refused: (count) => `읽을 수 없는 줄이 있습니다. 문제가 모두 ${grouped(count)}개 있습니다.`,
  },
};
