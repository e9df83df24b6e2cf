import type { Text } from '../text.ts';

/** What private networks and the programs we run refuse. */
export const labErrors = {
  'tool-missing': ({ tool, package: name }) => ({
    what: `${tool} 프로그램이 설치되어 있지 않습니다.`,
    why: '이 프로그램 없이는 할 수 없는 일입니다.',
    next: `설치하십시오: sudo apt-get install ${name}`,
  }),
  'tool-failed': ({ tool, said }) => ({
    what: `${tool} 프로그램이 거부했습니다: ${said}`,
    why: '이 컴퓨터의 커널에 그 기능이 없거나, 이 사용자에게는 허락되지 않았습니다.',
    next: '그 옵션을 빼십시오. 나머지는 그대로 됩니다.',
  }),
  'not-runnable': ({ program, code }) => ({
    what: `'${program}' 프로그램을 실행할 수 없습니다 (${code}).`,
    why:
      code === 'ENOENT'
        ? '그런 경로도 없고, PATH의 폴더 어디에도 그런 이름의 프로그램이 없습니다.'
        : '파일은 있지만 실행 권한이 없거나, 이 컴퓨터용 프로그램이 아닙니다.',
    next: '이름을 다시 확인하거나, 경로 전체를 주십시오.',
  }),
  'lab-forbidden': ({ said, setting }) => ({
    what: `이 사용자는 사설 네트워크를 만들 수 없습니다: ${said}`,
    why: setting
      ? `이 컴퓨터는 일반 사용자에게 이를 금지합니다 (${setting.name} = ${setting.value}).`
      : '여기서는 root만 만들 수 있거나, 아무도 만들 수 없습니다. 대부분의 컨테이너 안에서 그렇습니다.',
    next: setting
      ? `다음 부팅 때까지 허락하려면: sudo sysctl -w ${setting.name}=${setting.allow}. 또는 root로 실행하십시오: sudo sockets lab`
      : 'root로 실행하십시오: sudo sockets lab. 컨테이너라면 --privileged 옵션을 주어 시작하십시오.',
  }),
  'unsafe-folder': ({ path }) => ({
    what: `'${path}' 경로는 이 사용자만의 폴더가 아닙니다.`,
    why: '다른 사람이 그곳에 소켓을 바꿔 놓을 수 있습니다.',
    next: '그 폴더를 지우거나, XDG_RUNTIME_DIR 변수에 자기 폴더를 주십시오.',
  }),
  'no-lab': ({ id, ids }) => ({
    what: id === undefined ? '실행 중인 lab이 없습니다.' : `실행 중인 lab 가운데 '${id}' 없음.`,
    why:
      ids.length > 0
        ? `실행 중인 lab: ${ids.join(', ')}.`
        : 'lab은 첫 터미널이 나갈 때까지만 있으며, 사용자마다 자기 것만 보입니다.',
    next: ids.length > 0 ? `예: --id ${ids[0] ?? ''}` : '하나 시작하십시오: sockets lab',
  }),
  'several-labs': ({ ids }) => ({
    what: '실행 중인 lab이 여럿입니다.',
    why: `어느 것인지 알 수 없습니다: ${ids.join(', ')}.`,
    next: `하나를 고르십시오: --id ${ids[0] ?? ''}`,
  }),
  'inside-lab': ({ id }) => ({
    what: `이미 lab 안에 있습니다: ${id}.`,
    why: 'lab 안에는 다른 lab을 만들 수 없습니다.',
    next: 'sockets lab set 명령으로 이 lab을 바꾸거나, 먼저 나가십시오: exit',
  }),
  'lab-unanswered': ({ id }) => ({
    what: `lab ${id}: 응답이 없습니다.`,
    why: '방금 끝났거나, 멈춰 있거나(Ctrl-Z), sockets의 버전이 다릅니다.',
    next: '실행 중인 것을 보십시오: sockets lab status',
  }),
  'not-of-lab': ({ value, choices }) => ({
    what: `sockets lab에는 '${value}' 항목이 없습니다.`,
    why: `${choices.join(', ')} 가운데 하나를 쓰거나 아무것도 쓰지 않습니다. 실행할 명령은 -- 뒤에 씁니다: sockets lab -- python3 server.py`,
    next: `명령이라면: sockets lab -- ${value}`,
  }),
  'not-seen': ({ what }) => ({
    what: `여기서는 일어나지 않았습니다: ${what}`,
    why: '시나리오가 이것을 기다리는데, 이 컴퓨터의 커널이 달리 움직였거나 너무 바빴습니다.',
    next: '다시 해 보십시오. --json을 붙이면 본 것을 모두 읽을 수 있습니다.',
  }),
} satisfies Partial<Text['errors']>;
