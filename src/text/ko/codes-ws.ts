/** What a status code is called (IANA WebSocket Close Code Number Registry), and what it tells. */
const CODES: Readonly<Record<number, readonly [name: string, tells: string]>> = {
  1000: ['정상 종료', '연결의 목적을 다 이루었습니다.'],
  1001: ['떠남', '서버가 멈추거나, 브라우저가 페이지를 떠났습니다.'],
  1002: ['프로토콜 오류', '상대는 어떤 프레임이 RFC 6455의 규칙을 어겼다고 합니다.'],
  1003: ['받지 않는 데이터', '상대는 이런 종류(text 또는 binary)의 메시지를 받지 않습니다.'],
  1004: ['예약됨', '이 코드에는 아직 뜻이 없습니다.'],
  1005: ['상태 코드 없음', '상대의 Close 프레임에 상태 코드가 없었습니다.'],
  1006: ['비정상 종료', 'Close 프레임 없이 스트림이 끝나서, 이유를 알 수 없습니다.'],
  1007: [
    '잘못된 내용',
    '상대는 메시지의 내용이 종류에 맞지 않는다고 합니다: text는 UTF-8이어야 합니다.',
  ],
  1008: ['정책 위반', '상대가 허용하지 않는 것을 보냈으며, 그 이상은 알리지 않습니다.'],
  1009: ['너무 큰 메시지', '상대는 이렇게 긴 메시지를 받지 않습니다.'],
  1010: ['필수 확장 없음', '클라이언트에 필요한 확장에 서버가 동의하지 않았습니다.'],
  1011: ['내부 오류', '서버 안에서 문제가 생겼습니다.'],
  1012: ['서비스 재시작', '서버가 다시 시작하고 있습니다.'],
  1013: ['나중에 다시', '서버가 너무 바쁩니다.'],
  1014: ['잘못된 게이트웨이', '중간의 서버가 그 뒤의 서버에서 올바른 응답을 받지 못했습니다.'],
  1015: ['TLS 핸드셰이크', 'TLS 핸드셰이크에 실패하여 프레임을 보낼 수 없었습니다.'],
};

const RANGES: readonly (readonly [last: number, name: string, tells: string])[] = [
  [999, '쓰지 않음', '1000보다 작은 코드는 쓰지 않습니다.'],
  [2999, '정의되지 않음', '2999까지는 프로토콜의 몫이며, 이 코드는 아직 정의되지 않았습니다.'],
  [3999, '등록된 코드', '3000부터 3999까지는 라이브러리와 프레임워크가 등록하여 씁니다.'],
  [4999, '사설 코드', '4000부터 4999까지는 두 프로그램이 약속한 뜻으로 씁니다.'],
];
const BEYOND = ['범위 밖', '5000 이상의 코드는 없습니다.'] as const;

function row(code: number): readonly [name: string, tells: string] {
  const [, name = BEYOND[0], tells = BEYOND[1]] = RANGES.find(([last]) => code <= last) ?? [];
  return CODES[code] ?? [name, tells];
}

/** A status code with its name: `1000 정상 종료`. */
export const named = (code: number) => `${code} ${row(code)[0]}`;

/** What it says about the connection: a sentence. */
export const tells = (code: number) => row(code)[1];
