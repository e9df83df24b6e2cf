import { bytes, grouped } from '../quantity.ts';
import type { ScenarioText } from '../wording-scenarios.ts';
import { lossScenarios } from './scenarios-loss.ts';
import { states } from './scenarios-states.ts';

export const scenarios: ScenarioText = {
  ...lossScenarios,
  titles: {
    states: 'TCP의 11가지 상태 전부를 사설 네트워크에서, 이 커널의 진짜 소켓으로 봅니다.',
    handshake: '3-way 핸드셰이크: SYN, SYN-ACK, ACK와 그 실제 번호.',
    data: '데이터를 나르는 것: 순서 번호, 그리고 그것을 확인하는 ACK 번호.',
    close: '연결을 닫는 방법: 세그먼트 네 개로, 그리고 세 개로.',
    reset: '리셋: RST에 이르는 세 가지 길.',
    'half-close': '반만 닫힌 연결: 한쪽은 끝냈고, 다른 쪽은 아직 보냅니다.',
    backlog: 'accept 큐: 몇이나 기다릴 수 있고, 누가 밖에서 기다려야 하는지.',
    retransmission: '세그먼트를 잃고 다시 보냅니다: 타이머로, 그리고 ACK가 알려 주어서.',
    'flow-control': '흐름 제어: 윈도가 0이 되었다가 다시 열립니다.',
    congestion: '혼잡 제어: 시간에 따른 혼잡 윈도.',
    stream: '스트림: 한 번의 쓰기가 여러 세그먼트로 가고, 다른 크기로 읽힙니다.',
    'udp-fragments': '가장 큰 데이터그램: 패킷 하나로, 조각으로, 그리고 1바이트를 더해서.',
    'udp-unreachable': '아무도 없는 포트로 보낸 데이터그램.',
    'keep-alive': '조용한 연결: 누가 끝내고, 누가 알아차리는지.',
    layers: '진짜 패킷 하나를 헤더별로 엽니다: 모든 바이트에 제 계층이 있습니다.',
  },
  opening: '1  서버가 수신 대기하고, 클라이언트가 연결합니다',
  closing: '닫습니다',
  saw: '지금 본 것',
  states,
  handshake: {
    listen: '1  서버가 수신 대기합니다: LISTEN. 아직 아무것도 오가지 않았습니다',
    connect: '2  클라이언트가 연결합니다: 세그먼트 세 개, 그리고 양쪽 모두 ESTABLISHED',
    seen: ({ x, y, synAckNumber, ackNumber, answered, connected }) => [
      `SYN seq ${x}; SYN,ACK seq ${y} ack ${synAckNumber}; ACK ack ${ackNumber}: 저마다 상대의 번호에 1을 더해 확인합니다.`,
      `SYN부터 SYN,ACK까지 ${answered}: 왕복 한 번입니다. 프로그램이 본 connect 시간: ${connected}.`,
    ],
  },
  data: {
    write: ({ chapter, bytes: size, seq }) => `${chapter}  ${size}바이트 쓰기: seq ${seq}부터`,
    seen: ({ rows, total }) => [
      rows
        .map(({ seq, bytes: size, ack, after }) => `seq ${seq} + ${size} B → ack ${ack} (${after})`)
        .join('; '),
      `${grouped(total)}바이트, 세그먼트 ${rows.length}개: ack는 언제나 다음에 기다리는 바이트의 번호입니다. SYN의 번호가 0이었습니다.`,
    ],
  },
  close: {
    half: '2  클라이언트가 송신을 끝냅니다: FIN, 그리고 서버가 확인합니다',
    other: '3  나중에 서버도 송신을 끝냅니다: FIN, 그리고 클라이언트가 확인합니다',
    again: '4  또 다른 연결, 그리고 그 위의 에코 한 번',
    together: '5  클라이언트가 끝내자 서버도 곧바로 끝냅니다. ACK는 아직 미뤄 둔 채입니다',
    seen: ({ apart, together }) => [
      `따로: ${apart.join(' · ')}: 세그먼트 ${apart.length}개.`,
      `곧바로: ${together.join(' · ')}: 세그먼트 ${together.length}개${together.length === 3 ? '. 두 번째 FIN에 첫 번째 FIN의 확인이 함께 실렸습니다' : '. 이번에는 커널이 확인과 FIN을 합치지 않았습니다'}.`,
    ],
  },
  reset: {
    onPurpose: '2  클라이언트가 일부러 연결을 끊습니다 (SO_LINGER 0)',
    unread: '3  서버가 읽지 않은 바이트를 두고 닫습니다: 잃어버렸다고 알려야 합니다',
    nobody: ({ port }) => `4  이제 아무도 없는 포트에 클라이언트가 연결합니다: ${port}`,
    seen: ({ flags }) => [
      `리셋 세 번: ${flags.join(', ')}. 앞의 둘은 FIN 없이 연결을 끊습니다: 상대는 ECONNRESET을 받습니다.`,
      '세 번째는 SYN에 답하고 그것을 확인합니다(RST,ACK): connect는 ECONNREFUSED로 실패합니다.',
    ],
  },
  halfClose: {
    end: '2  클라이언트가 송신을 끝냅니다: 클라이언트는 FIN-WAIT-2, 서버는 CLOSE-WAIT',
    goOn: '3  서버는 계속 보내고, 클라이언트는 받습니다',
    other: '4  이어서 서버도 송신을 끝냅니다',
    seen: ({ received, open, fins }) => [
      `FIN을 보낸 뒤에도 클라이언트는 ${open} 동안 ${bytes(received)} 더 받았습니다: FIN은 한 방향만 끝냅니다.`,
      `FIN ${fins}개, 방향마다 하나씩입니다. 마지막 것이 지나면 연결이 끝납니다.`,
    ],
  },
  backlog: {
    listen: ({ backlog }) =>
      `1  서버가 backlog ${backlog}, 즉 작은 큐로 수신 대기하고, accept는 하지 않습니다`,
    fill: '2  클라이언트 둘이 연결합니다: 커널이 핸드셰이크를 마치고, 둘은 큐에서 기다립니다',
    third: '3  세 번째 클라이언트: 큐가 가득 차서 아무도 그 SYN에 답하지 않습니다',
    accept: '4  이제 서버가 accept합니다: 자리가 생기고, 다음 SYN에는 답이 옵니다',
    seen: ({ waiting, limit, backlog, waited, syns }) => [
      `listen(${backlog}): 한도 ${limit}, 기다린 연결 ${waiting}개. Linux는 말한 것보다 하나를 더 받습니다.`,
      `세 번째 클라이언트는 connect에서 ${waited} 기다렸고, SYN을 ${syns}번 보냈습니다. 이유는 아무도 알려 주지 않았습니다.`,
    ],
  },
  stream: {
    large: ({ bytes: size }) => `2  ${size} 한 번 쓰기, 패킷은 1,500바이트까지`,
    small: ({ writes }) => `3  작은 쓰기 ${writes}번을 잇달아, TCP_NODELAY 없이`,
    seen: ({ size, large, writes, small, digest, equal }) => [
      `${size} 쓰기 1번: 세그먼트 ${large.segments}개, 읽기 ${large.reads}번. 쓰기 ${writes}번: 세그먼트 ${small.segments}개, 읽기 ${small.reads}번.`,
      equal
        ? `양 끝의 바이트가 같습니다: SHA-256 ${digest}…`
        : `양 끝의 바이트가 다릅니다. 있을 수 없는 일입니다: SHA-256 ${digest}…`,
    ],
  },
  udpFragments: {
    open: '1  데이터그램 소켓 둘. 루프백의 패킷은 65,536바이트까지입니다',
    whole: '2  가장 큰 데이터그램이 패킷 하나로 갑니다',
    pieces: '3  이더넷처럼 패킷이 1,500바이트까지일 때: IP가 조각으로 나눕니다',
    tooLong: ({ bytes: size }) => `4  ${size}: 그렇게 긴 IPv4 패킷은 없습니다`,
    seen: ({ whole, pieces, received, largest, code }) => [
      `${largest}: 처음에는 패킷 ${whole}개, 다음에는 조각 ${pieces}개. 받을 때는 통째로: ${received.map(bytes).join(', ')}.`,
      `1바이트를 더하면 ${code}: 이쪽 커널이 거부했고 아무것도 보내지 않았습니다. 조각을 잃었다면 아무도 알려 주지 않습니다.`,
    ],
  },
  udpUnreachable: {
    unconnected: ({ port }) => `1  아무도 없는 포트 ${port}번으로 데이터그램: 보내기는 성공합니다`,
    connected: '2  같은 것을 연결한(connected) 소켓으로',
    seen: ({ kind, code, errors, errno, after }) => [
      `두 번 모두 ICMP type ${kind}, code ${code} 패킷이 돌아왔습니다. 첫 소켓이 알게 된 것: ${errors === 0 ? '없음' : `오류 ${errors}개`}.`,
      `연결한 소켓에는 ICMP 패킷의 ${after} 뒤에 ${errno} 오류가 왔습니다: 커널은 누구의 것인지 알았습니다.`,
    ],
  },
  layers: {
    send: '2  클라이언트가 6바이트를 보내고, 그것을 나르는 패킷을 잡습니다',
    unwrap: '3  그 패킷: 필드가 시작하는 곳, 그 바이트(또는 비트), 이름, 값',
    names: {
      ethernet: 'Ethernet, 링크 계층 (OSI 2)',
      ipv4: 'IPv4, 인터넷 계층 (OSI 3)',
      tcp: 'TCP, 전송 계층 (OSI 4)',
      payload: '데이터, 응용 계층 (OSI 5~7)',
    },
    layer: ({ name, from, to, length }) => `${name}: ${from}~${to}번째 바이트 (${length}바이트)`,
    seen: ({ layers, octets, owned, payload }) => [
      `${layers.map(({ name, length }) => `${name} ${length}`).join(' + ')} = ${octets}바이트. 그 가운데 ${owned}바이트에 제 필드가 있습니다.`,
      `데이터 ${payload}바이트 앞에 헤더가 ${octets - payload}바이트 있었습니다: 계층마다 제 헤더를 앞에 붙입니다.`,
    ],
  },
};
