import { grouped } from '../quantity.ts';
import type { ScenarioText } from '../wording-scenarios.ts';

type LossScenario = 'retransmission' | 'flowControl' | 'congestion' | 'keepAlive';

export const lossScenarios: Pick<ScenarioText, LossScenario> = {
  retransmission: {
    alone: '2  세그먼트 하나만 보내고, 그것을 잃습니다: 아무도 모르므로 타이머가 만료되어야 합니다',
    another: '3  지난 일이 없는 새 연결',
    crowd: ({ writes }) =>
      `4  세그먼트 ${writes}개 가운데 첫째를 잃습니다: 뒤의 것은 도착하고, 그 ACK가 무엇이 빠졌는지 말합니다`,
    seen: ({ timer, acks, missed, faster }) => [
      `타이머로는 ${timer} 뒤에 다시 보냈습니다. 빈 곳 뒤의 바이트를 알리는 ACK(SACK) ${grouped(acks)}개가 오자 ${missed} 뒤에 보냈습니다${faster > 1 ? `: ${grouped(faster)}배 빠릅니다` : ''}.`,
      '스트림에는 빈 곳도 겹친 곳도 없었습니다: 빈 곳 뒤에 온 것은 커널에서 기다렸습니다.',
    ],
  },
  flowControl: {
    largeBuffers: '여기서는 버퍼를 작게 할 수 없어서, 채우는 데 바이트가 더 듭니다.',
    fill: ({ bytes: size }) => `2  서버는 읽지 않고, 클라이언트는 씁니다: ${size}`,
    probe: '3  윈도가 0입니다: 클라이언트는 아직 그런지 가끔 물어볼 수 있을 뿐입니다',
    resume: '4  서버가 다시 읽습니다: 윈도가 열리고, 쓰기가 이어집니다',
    seen: ({ first, opened, closedFor, blockedFor, probes }) => [
      `윈도: 처음 ${first}, ${closedFor} 동안 0, 다시 ${opened}. 그사이 탐색 ${grouped(probes)}번.`,
      `쓰기가 막혀 있던 시간: ${blockedFor}. 느린 수신자는 송신자를 늦추며, 잃은 것은 없습니다.`,
    ],
  },
  congestion: {
    notReno: '여기서는 알고리즘을 고를 수 없습니다: 곡선은 이 컴퓨터의 것입니다.',
    noQueue: ({ loss }) => `여기서는 큐를 따로 둘 수 없습니다. 대신 패킷의 ${loss}%를 버립니다.`,
    send: ({ bytes: size, rate }) =>
      `2  ${rate} 링크로 ${size}, 큐에는 패킷 17개쯤 (세그먼트 보기: --json)`,
    curve: '3  혼잡 윈도 (세그먼트 수). x: 다시 보낸 때',
    unmeasured: '여기서는 ss(iproute2)가 혼잡 윈도를 알려 주지 않습니다.',
    seen: ({ first, most, least, cuts, retransmitted, samples, took }) => [
      `cwnd: 처음 ${first}, 최대 ${most}. ${took} 동안 ${grouped(cuts)}번 줄었습니다 (최소 ${least}). 측정 ${grouped(samples)}번.`,
      `다시 보낸 세그먼트 ${grouped(retransmitted)}개: 손실은 네트워크가 가득 찼다는 뜻이고, 윈도는 줄어듭니다.`,
    ],
  },
  keepAlive: {
    idle: ({ limit }) => `1  서버가 ${limit} 동안 조용한 연결을 끝냅니다`,
    probes: '2  SO_KEEPALIVE: 1초 동안 조용하면 커널이 묻고, 상대의 커널이 답합니다',
    gone: '3  이제 모든 패킷을 잃습니다: 답이 없는 탐색을 1초에 하나씩 보냅니다',
    seen: ({ after, unanswered, silent, code }) => [
      `상대는 있었습니다: 그 커널이 ${after} 뒤에 탐색에 답했고, 어느 프로그램도 몰랐습니다.`,
      `그다음 ${silent} 동안 탐색 ${grouped(unanswered)}번에 답이 없었습니다: 아무도 닫지 않았는데 ${code} 오류입니다.`,
    ],
  },
};
