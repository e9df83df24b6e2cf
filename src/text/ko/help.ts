import type { HelpText } from '../wording.ts';
import { options } from './options.ts';

export const help: HelpText = {
  tagline: '소켓을 눈으로 봅니다: 진짜 TCP 통신을 socket()부터 close()까지 한 단계씩.',
  titles: {
    'Usage:': '사용법:',
    'Arguments:': '인자:',
    'Options:': '옵션:',
    'Commands:': '명령:',
  },
  defaultValue: (value) => `기본값: ${value}`,
  choices: (values) => `선택: ${values}`,
  examples: '예:',
  exitStatus:
    '종료 상태: 0 완료 · 1 이 컴퓨터 (사용 중인 포트, 권한 없음) · 2 사용법 · 3 상대 (거부, RST, 무응답) · 130 중단',
  seeCommand: 'sockets <command> --help: 각 명령의 자세한 설명',
  summaries: {
    demo: '서버와 클라이언트의 통신을 양쪽 모두 한 단계씩 봅니다',
    'tcp-server': 'TCP 포트에서 수신 대기하며 모든 연결을 봅니다',
    'tcp-client': 'TCP 포트에 연결하여 보내고 받습니다',
    explain: '단계, 상태, 오류, 옵션의 뜻을 알려 줍니다',
    completion: '셸의 자동 완성 스크립트를 출력합니다',
  },
  descriptions: {
    demo: '안내와 함께 보는 시연입니다. 진짜 서버와 진짜 클라이언트가 루프백으로 통신하고, 양쪽의 모든 단계를 한 시간 축에 보여 줍니다.',
    'tcp-server':
      'TCP 포트에서 수신 대기하며, 연결하는 모든 클라이언트에 서비스를 제공하고 모든 단계를 보여 줍니다. 터미널에서는 실행 중에 명령을 받습니다: /help.',
    'tcp-client':
      '연결한 뒤 입력한 것, 파이프로 받은 것, --send로 준 것을 보내고, 돌아오는 것을 출력합니다. 입력이 끝나면 보내는 쪽을 닫고(shutdown), 상대가 끝낼 때까지 계속 읽습니다.',
    explain:
      '이 도구가 출력하는 낱말을 설명하고, 더 읽을 곳을 알려 줍니다. 낱말을 주지 않으면 모두 나열합니다.',
    completion: '셸이 sockets의 명령과 옵션을 자동 완성하게 하는 스크립트를 출력합니다.',
  },
  arguments: {
    port: '수신 대기할 포트. 0이면 빈 포트',
    host: '상대의 이름이나 주소',
    peerPort: '상대의 포트',
    word: '단계, TCP 상태, errno, 옵션, 서비스, 또는 용어',
    shell: 'bash, zsh, fish 가운데 하나',
    what: '보여 줄 것: tcp',
  },
  options,
  captions: {
    demo: [
      '안내와 함께 보는 시연',
      '새로운 단계마다 설명 한 문장 더하기',
      '프로그램이 읽을 JSON Lines로',
    ],
    'tcp-server': [
      '9000번 포트의 echo 서버',
      '아무 빈 포트에서, 수업에서 쓸 채팅',
      '파일 하나 받기: 데이터는 표준 출력, 추적 기록은 표준 오류',
      '느린 서버: 클라이언트가 길이 2인 대기열에서 기다립니다',
      '모든 이벤트를 파일에 남기기',
    ],
    'tcp-client': [
      '줄을 입력하고 답 보기',
      '한 줄을 보내고 답만 출력하기',
      '파일을 보내고 돌아오는 것을 저장하기',
      'HTTP 요청을 바이트 하나까지 그대로 보내기',
      '한 바이트씩 100 ms 간격으로 쓰기',
      '정상적으로 끝내지 않고 RST로 끊기',
    ],
    explain: ['accept의 뜻', 'TCP 상태 하나', '오류 하나', '모든 낱말'],
    completion: ['~/.bashrc 파일에', '~/.zshrc 파일에', 'fish에서'],
  },
  kinds: {
    step: '단계',
    state: 'TCP 상태',
    errno: '오류',
    option: '소켓 옵션',
    service: '서비스',
    word: '용어',
  },
  explainMore: '더 읽을 곳:',
};
