import { grouped } from '../quantity.ts';
import type { DiffText } from '../wording-diff.ts';

const times = (step: string, count: number) =>
  count === 1 ? `${step} 단계가` : `${step} 단계 ${grouped(count)}회가`;
const WAYS = { sent: '보낸 것', received: '받은 것' } as const;
const CALLS = { sent: '쓰기', received: '읽기' } as const;

export const diff: DiffText = {
  heads: { reference: '기준', other: '비교' },
  recording: ({ events, lanes }) => `이벤트 ${grouped(events)}개, 비교한 레인: ${lanes.join(', ')}`,
  roles: {
    L: '수신 대기 소켓',
    S: 'accept한 소켓',
    C: '클라이언트',
    U: '데이터그램 소켓',
    T: '스트림 소켓',
  },
  tracks: {
    sent: '보낸 데이터그램',
    received: '받은 데이터그램',
    replies: '응답',
    'tls-us': '보낸 TLS 레코드',
    'tls-peer': '받은 TLS 레코드',
    'ws-us': 'WebSocket, 보낸 것',
    'ws-peer': 'WebSocket, 받은 것',
    kernel: '상태',
    'wire-us': '보낸 패킷',
    'wire-peer': '받은 패킷',
  },
  same: (steps) => `… 같은 단계 ${grouped(steps)}개`,
  allSame: (steps) => `단계 ${grouped(steps)}개, 모두 같음`,
  more: (rows) => `… 그 밖에 ${grouped(rows)}줄`,
  octets: ({ bytes, calls, way }) => `${bytes}, ${CALLS[way]} ${grouped(calls)}회`,
  noDifference: '차이가 없습니다: 두 실행이 같은 일을 했습니다.',
  sameBut: '스트림이 나뉜 자리만 다르고, 나머지는 같습니다.',
  differences: (count) => `차이 ${grouped(count)}개:`,
  moreDifferences: (count) => `… 그 밖에 ${grouped(count)}개. --json 옵션으로 모두 볼 수 있습니다`,
  missingSocket: ({ socket, role }) => `${socket} (${role}): 기준에만 있습니다.`,
  extraSocket: ({ socket, role }) => `${socket} (${role}): 비교 실행에만 있습니다.`,
  missing: ({ socket, step, count }) =>
    `${socket}: 기준에 있는 ${times(step, count)} 비교 실행에 없습니다.`,
  extra: ({ socket, step, count }) =>
    `${socket}: 기준에 없는 ${times(step, count)} 비교 실행에 있습니다.`,
  reordered: ({ socket, step, count }) => `${socket}: ${times(step, count)} 다른 순서로 옵니다.`,
  changed: ({ socket, step, reference, other }) =>
    `${socket} ${step}: ${other}. 기준에서는: ${reference}.`,
  instead: ({ socket, reference, other }) =>
    `${socket}: 기준의 ${reference} 자리에 ${other} 단계가 있습니다.`,
  moved: ({ socket, step, than, before }) =>
    `${socket}: ${step} 단계가 ${than}보다 ${before ? '뒤' : '앞'}에 옵니다. 기준에서는 ${before ? '앞' : '뒤'}에 옵니다.`,
  otherOctets: ({ socket, way, number, reference, other }) =>
    `${socket}: ${WAYS[way]}, ${number}번째 바이트부터 다릅니다: ${other}. 기준에서는: ${reference}.`,
  length: ({ socket, way, reference, other, both }) =>
    `${socket}: ${WAYS[way]} ${other}. 기준에서는 ${reference}.${both ? ' 양쪽에 다 있는 부분은 같습니다.' : ''}`,
  first: ({ socket, reference }) =>
    reference === 'sent'
      ? `${socket}: 상대가 먼저 말합니다. 기준에서는 이 소켓이 먼저 말합니다.`
      : `${socket}: 이 소켓이 먼저 말합니다. 기준에서는 상대가 먼저 말합니다.`,
  lessons: {
    'reset-for-end':
      'FIN이 아니라 RST입니다: 가는 중이던 것은 사라지고, 상대는 스트림의 끝 대신 ECONNRESET을 받습니다.',
    'no-shutdown':
      '두 방향을 한꺼번에 닫습니다: 상대가 그 뒤에 보내는 것은 읽히지 않고 RST로 거절됩니다.',
    'half-open':
      '기록이 끝날 때까지 보내는 쪽을 끝내지 않았습니다: 스트림의 끝까지 읽으려는 상대는 계속 기다립니다.',
    'left-open': '프로그램이 닫지 않습니다: 프로세스가 끝날 때 커널이 닫습니다.',
    'not-closed':
      '기록이 끝날 때까지 닫지 않았습니다: 프로그램이 끝내 닫지 않았거나, 기록이 먼저 끝났습니다.',
    'not-read-to-end': '스트림의 끝을 읽기 전에 닫습니다: 상대가 할 말을 다 했는지 알 수 없습니다.',
    'datagram-lost':
      'UDP는 도착을 보장하지 않습니다: 필요하면 프로그램이 알아차리고 다시 물어야 합니다.',
    'datagram-overtaken':
      'UDP는 순서를 지키지 않습니다: 나중에 보낸 데이터그램이 먼저 올 수 있습니다.',
    'half-closed':
      '상대의 스트림이 끝나도 한 방향만 닫힙니다: 다른 방향은 아직 열려 있어 답을 보낼 수 있습니다.',
  },
  borders: ({ socket, way, reference, other }) =>
    `${socket}: ${WAYS[way]} 내용은 같고, ${CALLS[way]} ${grouped(other)}회에 나뉘었습니다. 기준에서는 ${grouped(reference)}회. TCP는 경계를 지키지 않습니다.`,
  unknown: ({ socket, octets }) =>
    `${socket}: 비교하지 못한 것 ${octets}. 기록에는 호출마다 처음 4,096바이트만 남습니다.`,
  noOctets: (name) =>
    `${name}: 데이터를 옮기는 호출이 없어 내용은 비교하지 않았습니다. sockets watch --syscalls all 명령으로 기록할 수 있습니다.`,
  polled: '상태는 이따금 읽은 것이므로, 그 사이에 지나간 상태가 있을 수 있습니다.',
  approximate: '두 실행이 길고 많이 달라서, 더 적은 차이로 설명할 수도 있습니다.',
};
