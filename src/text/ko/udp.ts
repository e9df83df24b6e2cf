import { grouped } from '../quantity.ts';
import type { UdpText } from '../wording.ts';

export const udp: UdpText = {
  empty: '(빈 데이터그램)',
  header: {
    source: '출발지 포트',
    destination: '목적지 포트',
    length: '길이',
    checksum: '체크섬',
  },
  length: ({ whole, payload }) => `${whole} (헤더 8 + 페이로드 ${payload})`,
  checksumUnknown: '여기서는 알 수 없음: 커널만 봅니다',
  summary: {
    sent: '송신',
    received: '응답',
    lost: '손실',
    duplicated: '중복',
    outOfOrder: '순서 바뀜',
    min: '왕복 최소',
    median: '중앙값',
    max: '최대',
  },
  late: (count) => `응답 ${grouped(count)}개는 no-reply 뒤에 늦게 왔으며, 받은 것으로 셉니다`,
  unmatched: (count) =>
    `그 밖의 데이터그램 ${grouped(count)}개가 왔습니다: 프로브 번호가 없거나, 손상되었거나, 더 기다리는 것이 없었습니다`,
  unwatched: ({ sent, watched }) =>
    `데이터그램 ${grouped(sent)}개를 보냈으며, 표는 처음 ${grouped(watched)}개만 다룹니다`,
  derived:
    '응답에 번호가 없으므로, 내용이 같은 데이터그램 가운데 가장 먼저 보낸 것, 없으면 가장 오래 기다린 것의 응답으로 보았습니다',
  senders: {
    sender: '보낸 곳',
    datagrams: '데이터그램',
    octets: '바이트',
    smallest: '최소',
    largest: '최대',
    span: '처음~끝',
  },
  others: '나머지 모두',
  nothingCame: '데이터그램이 하나도 오지 않았습니다',
  kernelDrops: (count) =>
    `도착한 데이터그램 ${grouped(count)}개를 커널이 더 버렸습니다: 수신 버퍼가 가득 찼습니다 (--receive-buffer)`,
  withheld: (count) =>
    `데이터그램 ${grouped(count)}개에는 답하지 않았습니다: 두 서비스가 서로 끝없이 답하게 됩니다`,
  refused: (count) =>
    `답 ${grouped(count)}개를 포기했습니다: 커널을 기다리는 것이 이미 너무 많았습니다`,
  unwritten: (count) =>
    `페이로드 ${grouped(count)}개는 표준 출력에 쓰지 못했습니다: 읽는 쪽이 너무 느립니다`,
  receiving: ({ address, service }) =>
    service === undefined
      ? `${address}에서 데이터그램을 받는 중`
      : `${address}에서 데이터그램을 받는 중 · ${service}`,
  wide: (host) => `${host}: 루프백 주소가 아니므로 다른 컴퓨터도 여기로 보낼 수 있습니다`,
  silence: ({ address, connected }) =>
    connected
      ? `침묵은 아무것도 증명하지 않습니다: ${address}에서 아직 거부가 오지 않았을 뿐, 도착해도 확인 응답은 없습니다`
      : `침묵은 아무것도 증명하지 않습니다: ${address}에서 누가 받았는지 UDP는 알려 주지 않습니다 · --wait: 응답 기다리기 · --connected: 거부 알아차리기`,
  linking: ({ address, to, seed }) => `링크: ${address}에서 받아 ${to}에 전달합니다 · 시드 ${seed}`,
  link: {
    direction: '방향',
    there: '가는 것',
    back: '오는 것',
    came: '들어옴',
    wentOn: '나감',
    dropped: '버림',
    overflowed: '넘침',
    duplicated: '중복',
    reordered: '뒤로 밀림',
    delayed: '지연',
    corrupted: '손상',
  },
  clientHint: '한 줄을 입력하면 데이터그램 하나로 보냅니다 · Ctrl-D: 끝내기 · /help: 다른 명령',
};
