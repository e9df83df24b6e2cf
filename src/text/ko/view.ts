import { grouped } from '../quantity.ts';
import type { ViewingText } from '../wording-view.ts';

export const viewing: ViewingText = {
  facts: ({ program, created, events, span, lanes }) =>
    `${program} · ${created} · ${events} · ${span} 동안 · ${lanes}`,
  events: ({ shown, of }) =>
    shown === of ? `이벤트 ${grouped(of)}개` : `이벤트 ${grouped(of)}개 가운데 ${grouped(shown)}개`,
  more: (events) => `${events}보다 많음`,
  written: ({ events, path }) => `${events}, 쓴 파일: ${path}`,
  cut: ({ line }) =>
    `${line}번째 줄이 중간에서 잘렸습니다: 프로그램이 쓰는 도중에 끝났습니다. 그 앞의 것은 모두 보여 줍니다.`,
  unknown: (count) =>
    `이벤트 ${grouped(count)}개는 뺐습니다: 더 새로운 버전의 sockets만 아는 종류입니다`,
  nothingLeft: '옵션에 맞는 이벤트가 하나도 없습니다.',
  nothingThere: '이벤트가 하나도 없습니다.',
  shortened: (seconds) => `${seconds}초 넘게 아무 일도 없는 곳은 줄여서 보여 줍니다`,
  recording: ({ name, renamed }) =>
    renamed.length === 0
      ? `${name}: 소켓 이름이 그대로입니다`
      : `${name}: 여기서 쓰는 이름 ${renamed.join(', ')}`,
  clock: ({ offset, way, uncertainty }) =>
    `이 기록의 시계는 ${offset} ${way === 'ahead' ? '빠른' : '느린'} 것으로 추정합니다 (${
      uncertainty === undefined
        ? '그보다 더 클 수 있음: 메시지가 한 방향으로만 오갔습니다'
        : `오차 ±${uncertainty}, 둘 사이에 오간 것으로 계산`
    })`,
  clockUnknown: '이 기록과 다른 기록 사이에 오간 것이 없으므로 시계가 서로 맞는지 알 수 없습니다',
  repeated: (count) => `두 기록에 모두 있는 이벤트 ${grouped(count)}개는 한 번만 보여 줍니다`,
  waiting: (path) => `기다리는 파일: ${path}`,
  anew: (path) => `처음부터 다시 쓰기 시작한 파일: ${path}`,
  stepping: {
    position: ({ at, of }) => `이벤트 ${grouped(at)}/${grouped(of)}`,
    hint: '? 키 목록  q 끝내기',
    search: '찾을 말:',
    filter: '필터 (소켓, 종류, 레인, 텍스트):',
    filtered: (words) => `필터: ${words}`,
    notFound: (words) => `찾지 못했습니다: ${words}`,
    nothingLeft: (words) => `맞는 이벤트가 없습니다: ${words}`,
    first: '첫 이벤트입니다',
    last: '마지막 이벤트입니다',
    noOther: (socket) => `이쪽 방향에는 ${socket} 소켓의 이벤트가 더 없습니다`,
    noOctets: '이 단계에는 바이트가 없습니다.',
    moreRows: (rows) => `… ${grouped(rows)}줄 더 (↓)`,
    keys: {
      next: '다음 이벤트',
      back: '앞 이벤트',
      nextOfSocket: '같은 소켓의 다음 이벤트',
      previousOfSocket: '같은 소켓의 앞 이벤트',
      first: '첫 이벤트',
      last: '마지막 이벤트',
      search: '문장과 바이트에서 찾기. 입력하지 않으면 이어서 찾습니다',
      filter: '소켓(C1), 종류(segment), 레인(wire), 텍스트 하나만 보기. 비우면 모두',
      explain: '이 종류의 단계가 무엇인지',
      octets: '이 단계의 바이트와 그 뜻',
      scroll: '아래에 나온 것을 위아래로 움직이기',
      keys: '이 키 목록',
      quit: '끝내기',
    },
  },
};
