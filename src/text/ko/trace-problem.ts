const WHOLE: ReadonlyMap<string, string> = new Map([
  ['empty: no header', '비어 있어서 머리줄이 없습니다'],
  ['no header: not a sockets trace', '머리줄이 없으므로 sockets의 추적 기록이 아닙니다'],
  ['a second header', '머리줄이 또 나옵니다'],
  ['type: not an event type of version 1', 'type: 버전 1에 없는 이벤트 종류입니다'],
  ['not JSON', 'JSON이 아닙니다'],
  ['not UTF-8', 'UTF-8이 아닙니다'],
  ['cut off', '줄이 중간에서 잘렸습니다'],
  ['socket: the label of another one before', 'socket: 앞에 나온 다른 소켓의 라벨입니다'],
  ['socket: closed before', 'socket: 이미 닫힌 소켓입니다'],
  ['line longer than 1 MiB', '줄이 1 MiB보다 깁니다'],
]);

/** What a field, or the whole line, should have been; `$1` is a value of ours, such as a version or a choice. */
const FIELD: readonly (readonly [RegExp, string])[] = [
  [/^missing$/, '필드가 없습니다'],
  [/^expected an object$/, 'JSON 객체여야 합니다'],
  [/^expected an array$/, '배열이어야 합니다'],
  [/^expected a string$/, '문자열이어야 합니다'],
  [/^expected a whole number$/, '정수여야 합니다'],
  [/^expected a whole number ≥ 0$/, '0 이상의 정수여야 합니다'],
  [
    /^expected 1 to 64 characters, no space or control character$/,
    '빈칸과 제어 문자 없이 1자에서 64자까지여야 합니다',
  ],
  [
    /^expected "address:port", numeric, IPv6 in brackets, or "unix:PATH"$/,
    '숫자 주소를 쓴 "주소:포트"여야 하고 IPv6 주소는 대괄호로 묶으며, 경로라면 "unix:경로"여야 합니다',
  ],
  [/^expected a whole number from 0 to (\d+)$/, '0에서 $1까지의 정수여야 합니다'],
  [/^expected a whole number or a string$/, '정수나 문자열이어야 합니다'],
  [/^expected a time in whole microseconds$/, '시각을 마이크로초로 나타낸 정수여야 합니다'],
  [/^expected a socket option of version 1$/, '버전 1에 있는 소켓 옵션이어야 합니다'],
  [/^expected a fate of version 1$/, '버전 1에 있는 fate여야 합니다'],
  [/^expected a content type of TLS$/, 'TLS의 content type이어야 합니다'],
  [/^expected the label of a key log$/, '키 로그의 라벨이어야 합니다'],
  [
    /^expected small hexadecimal digits of at most (\d+) octets$/,
    '$1바이트 이하를 나타내는 16진수 소문자여야 합니다',
  ],
  [/^expected the name of an event type$/, '이벤트 종류의 이름이어야 합니다'],
  [/^nested deeper than (\d+)$/, '$1단계보다 깊이 중첩되어 있습니다'],
  [/^expected the name of a system call$/, '시스템 호출의 이름이어야 합니다'],
  [/^expected a flag of TCP$/, 'TCP의 플래그여야 합니다'],
  [/^expected a judgement of version 1$/, '버전 1에 있는 판정이어야 합니다'],
  [/^expected a meaning of version 1$/, '버전 1에 있는 뜻이어야 합니다'],
  [/^expected a state of RFC 9293$/, 'RFC 9293의 상태여야 합니다'],
  [/^expected two numbers$/, '숫자 두 개여야 합니다'],
  [/^expected four blocks at the most$/, '블록은 네 개 이하여야 합니다'],
  [/^the same one twice$/, '같은 것이 두 번 나옵니다'],
  [/^no flag "ACK"$/, '플래그 "ACK"가 없습니다'],
  [/^a call that failed has no result$/, '실패한 호출에는 결과가 없어야 합니다'],
  [/^expected true or false$/, 'true 또는 false여야 합니다'],
  [/^expected true$/, 'true여야 합니다'],
  [/^expected base64 of at most (\d+) octets$/, '$1바이트 이하의 base64여야 합니다'],
  [/^counted from 1$/, '1부터 세어야 합니다'],
  [/^more than "sent" says$/, '"sent" 값보다 큽니다'],
  [/^not in their order$/, '순서가 다릅니다'],
  [/^no "ack"$/, '"ack" 필드가 없습니다'],
  [/^of no segment$/, '세그먼트가 아닌데 나옵니다'],
  [/^not what "fin", "rsv" and "opcode" say$/, '"fin", "rsv", "opcode" 값과 다릅니다'],
  [/^more octets than "bytes" says$/, '"bytes" 값보다 바이트가 많습니다'],
  [/^more octets than "length" says$/, '"length" 값보다 바이트가 많습니다'],
  [/^newer than (\d+), the newest known here$/, '여기서 아는 가장 새로운 버전 $1보다 새롭습니다'],
  [/^expected (".*"|\d+)$/, '다음 값이어야 합니다: $1'],
];

/**
 * The `problem` of a `bad-trace` in Korean. The reader tells it in English, as `words` or `field: words`;
 * words that are not known here stay as they are.
 */
export function traceProblem(problem: string): string {
  const whole = WHOLE.get(problem);
  if (whole !== undefined) return `${whole}.`;
  const [, field = '', words = problem] = /^([\w.]+: )(.*)$/s.exec(problem) ?? [];
  const [pattern, korean = ''] = FIELD.find(([pattern]) => pattern.test(words)) ?? [];
  return pattern
    ? `${field}${words.replace(pattern, korean)}.`.replaceAll(' or ', ', ')
    : `${problem}.`;
}
