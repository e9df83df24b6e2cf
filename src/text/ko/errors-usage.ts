import type { WantedValue } from '../../error.ts';
import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const did = (suggestion: string | undefined, otherwise: string) =>
  suggestion ? `혹시 찾는 것이 ${suggestion}입니까?` : otherwise;

/** What an option of its own notation takes, and an example. */
const WANTED: Readonly<Record<WantedValue, readonly [why: string, example: string]>> = {
  percentage: ['0%부터 100%까지의 백분율을 받습니다.', '10%'],
  rate: ['초당 비트 수를 받습니다: 숫자만 쓰거나, 뒤에 kbit 또는 Mbit를 붙입니다.', '64kbit'],
  delay: ['밀리초를 받으며, 얼마나 달라질지도 쓸 수 있습니다: 50은 50±0과 같습니다.', '80±20'],
  'multicast-group': [
    'IPv4 그룹은 224.0.0.0부터 239.255.255.255까지의 주소이고, IPv6 그룹은 ff로 시작합니다.',
    '239.1.2.3',
  ],
  endpoint: ['포트, 또는 주소와 포트를 받습니다. IPv6 주소는 대괄호로 묶습니다.', '127.0.0.1:9000'],
  interface: [
    '이 컴퓨터의 인터페이스를 받습니다: 그 이름이나, 가진 주소 가운데 하나.',
    '127.0.0.1',
  ],
  header: [
    '이름, 콜론, 값을 한 줄에 씁니다. 핸드셰이크가 스스로 보내는 헤더는 두 번 보낼 수 없습니다.',
    'Cookie: room=7',
  ],
  frame: [
    '틀린 프레임의 이름(wrong-mask, reserved-bit, reserved-opcode, fragmented-ping, long-ping, long-form, continuation, bad-utf8, bad-close)이나, 필드와 내용을 받습니다: opcode, fin, rsv, mask, form (7, 16, 64), hex.',
    'opcode=text fin=0 rsv=4 mask=1 hello',
  ],
  ping: ['제어 프레임의 내용은 125바이트까지입니다.', 'hello'],
  'status-code': ['숫자를 쓰고, 그 뒤에 이유를 더할 수 있습니다.', '1000'],
  speed: ['원래보다 몇 배 빠르게 볼지 받습니다: 0.001부터 1000000까지의 숫자.', '0.5'],
  subprotocol: ['공백과 쉼표가 없는 이름을 받습니다. 같은 이름은 한 번만 씁니다.', 'chat'],
};

const lanesIn = ({ lanes }: { readonly lanes: readonly string[] }) =>
  lanes.length > 0 ? lanes.join(', ') : '없음 (이벤트가 없는 기록)';

/** What was typed wrong. */
export const usageErrors = {
  'unknown-option': ({ option, suggestion }) => ({
    what: `'${option}' 옵션은 없습니다.`,
    why: '이 명령이 모르는 옵션입니다.',
    next: did(suggestion, '모든 옵션을 보려면 --help를 쓰십시오.'),
  }),
  'unknown-command': ({ name, suggestion }) => ({
    what: `'${name}' 명령은 없습니다.`,
    why: 'sockets가 모르는 명령입니다.',
    next: did(suggestion, '명령 목록: sockets --help'),
  }),
  'missing-argument': ({ name }) => ({
    what: `<${name}> 인자가 없습니다.`,
    why: '이 명령에 꼭 필요한 인자입니다.',
    next: '쓰는 법을 보려면 --help를 쓰십시오.',
  }),
  'missing-option-value': ({ option }) => ({
    what: `${option} 옵션에는 값이 필요합니다.`,
    why: '옵션 뒤에 값이 없습니다.',
    next: '어떤 값을 받는지 보려면 --help를 쓰십시오.',
  }),
  'too-many-arguments': ({ expected, given }) => ({
    what: `인자가 너무 많습니다: 최대 ${expected}개인데 ${given}개를 주었습니다.`,
    why: '이 명령은 나머지 인자로 할 일이 없습니다.',
    next: '빈칸이 있는 텍스트는 따옴표로 묶고, 인자는 --help에서 확인하십시오.',
  }),
  'conflicting-options': ({ one, other }) => ({
    what: `두 옵션은 함께 쓸 수 없습니다: ${one}, ${other}.`,
    why: '둘 가운데 하나만 할 수 있습니다.',
    next: '하나를 빼십시오.',
  }),
  'not-a-port': ({ value }) => ({
    what: `포트 번호가 아닙니다: '${value}'.`,
    why: '포트는 0부터 65535까지의 정수이며, 서버에서 0은 아무 빈 포트나 뜻합니다.',
    next: '예: 9000',
  }),
  'not-a-number': ({ option, value, least, most }) => ({
    what: `${option} 옵션에 쓸 수 없는 값입니다: '${value}'.`,
    why: `${grouped(least)}부터 ${grouped(most)}까지의 정수를 받습니다.`,
    next: `예: ${option} ${Math.max(least, 1)}`,
  }),
  'not-a-duration': ({ option, value }) => ({
    what: `${option} 옵션에 쓸 수 없는 값입니다: '${value}'.`,
    why: '시간을 받습니다: 숫자만 쓰거나, 숫자 뒤에 ms, s, m 가운데 하나를 붙입니다.',
    next: `예: ${option} 5s`,
  }),
  'not-a-choice': ({ option, value, choices }) => ({
    what: `${option} 옵션에 쓸 수 없는 값입니다: '${value}'.`,
    why: `다음 가운데 하나를 받습니다: ${choices.join(', ')}.`,
    next: `예: ${option} ${choices[0] ?? ''}`,
  }),
  'bad-value': ({ option, value, wanted }) => ({
    what: `${option}에 쓸 수 없는 값입니다: '${value}'.`,
    why: WANTED[wanted][0],
    next: `예: ${option} ${WANTED[wanted][1]}`,
  }),
  'option-needs': ({ option, needs }) => ({
    what: `${option} 옵션은 ${needs} 옵션과 함께 써야 합니다.`,
    why: '혼자서는 뜻이 없습니다.',
    next: `${needs} 옵션을 더하거나, ${option} 옵션을 빼십시오.`,
  }),
  'not-for-terminal': ({ format }) => ({
    what: `터미널에 보일 수 없는 형식입니다: ${format}.`,
    why: '텍스트가 아닌 바이트입니다.',
    next: `파일로 쓰십시오: --output run.${format}`,
  }),
  'needs-terminal': ({ option }) => ({
    what: `${option} 옵션은 터미널에서만 쓸 수 있습니다.`,
    why: '표준 입력에서 키를 읽고 표준 출력에 그리는데, 둘 가운데 하나가 파일이나 파이프입니다.',
    next: `${option} 옵션을 빼거나, > 와 | 없이 터미널에서 실행하십시오.`,
  }),
  'nothing-to-compare': ({ reference, other }) => ({
    what: `비교할 것이 없습니다: ${reference.path}, ${other.path}.`,
    why: `첫 기록의 레인: ${lanesIn(reference)}. 둘째 기록의 레인: ${lanesIn(other)}.`,
    next: '두 기록을 같은 방법으로 만들거나, 양쪽에 다 있는 레인을 --lanes 옵션으로 고르십시오.',
  }),
  'recording-too-long': ({ path, events }) => ({
    what: `'${path}' 기록은 이렇게 보기에는 너무 깁니다: 이벤트가 ${grouped(events)}개보다 많습니다.`,
    why: '전체를 한꺼번에 메모리에 두어야 합니다.',
    next: "먼저 일부만 고르십시오: 'sockets view' 명령에 --socket, --lanes, --kind, --from, --until 옵션과 -o part.jsonl 옵션을 쓰면 됩니다.",
  }),
  'not-hex': ({ value }) => ({
    what: `16진수가 아닙니다: '${value}'.`,
    why: '바이트 하나는 0-9와 a-f 가운데 두 자리로 씁니다.',
    next: "예: '68 65 6c 6c 6f 0a'",
  }),
  'bad-escape': ({ value, at }) => ({
    what: `'${value}' 안의 ${at} 표기는 뜻이 없습니다.`,
    why: '역슬래시 뒤에는 n r t 0 e \\ " 또는 xNN, u{...} 가운데 하나가 옵니다.',
    next: "예: 'hello\\n', 역슬래시 자체는 \\\\",
  }),
  'unknown-word': ({ word, suggestion }) => ({
    what: `'${word}' 항목의 설명은 없습니다.`,
    why: '이 도구가 출력하는 낱말이 아닙니다.',
    next: did(suggestion, '낱말 목록: sockets explain'),
  }),
} satisfies Partial<Text['errors']>;
