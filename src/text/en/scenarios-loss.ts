import { grouped } from '../quantity.ts';
import type { ScenarioText } from '../wording-scenarios.ts';

type LossScenario = 'retransmission' | 'flowControl' | 'congestion' | 'keepAlive';

export const lossScenarios: Pick<ScenarioText, LossScenario> = {
  retransmission: {
    alone: '2  A single segment, and it is lost: nobody misses it, and a timer has to go off',
    another: '3  Another connection, without a past',
    crowd: ({ writes }) =>
      `4  ${writes} segments, the first is lost: those behind it arrive, and their ACKs say what is missing`,
    seen: ({ timer, acks, missed, faster }) => [
      `By the timer it was sent again after ${timer}; when ${acks === 1 ? 'an ACK' : `${grouped(acks)} ACKs`} told of octets behind the gap (SACK), after ${missed}${faster > 1 ? `: ${grouped(faster)} times as fast` : ''}.`,
      'The stream had no gap and no double: what came behind the gap waited in the kernel.',
    ],
  },
  flowControl: {
    largeBuffers: 'The buffers cannot be made small here: it takes more octets to fill them.',
    fill: ({ bytes: size }) => `2  The server does not read; the client writes ${size}`,
    probe: '3  The window is zero: the client may only ask, now and then, whether it still is',
    resume: '4  The server reads again: the window opens, and the write goes on',
    seen: ({ first, opened, closedFor, blockedFor, probes }) => [
      `The window: ${first} at first, 0 for ${closedFor}, ${opened} again; ${grouped(probes)} ${probes === 1 ? 'probe' : 'probes'} meanwhile.`,
      `The write was blocked for ${blockedFor}: a slow reader slows its sender down, and nothing was lost.`,
    ],
  },
  congestion: {
    notReno: 'The algorithm cannot be chosen here: the curve is that of this machine’s own.',
    noQueue: ({ loss }) =>
      `No queue of its own can be had here: ${loss}% of packets are lost instead.`,
    send: ({ bytes: size, rate }) =>
      `2  ${size} through a link of ${rate}, with room for some 17 packets (segments: --json)`,
    curve: '3  The congestion window, in segments; x: something was sent again',
    unmeasured: 'ss (iproute2) does not tell the congestion window here.',
    seen: ({ first, most, least, cuts, retransmitted, samples, took }) => [
      `cwnd began at ${first}, went up to ${most}, and was cut ${grouped(cuts)} ${cuts === 1 ? 'time' : 'times'} (least ${least}), in ${took}; ${grouped(samples)} measurements.`,
      `${grouped(retransmitted)} segments were sent again: each loss says that the network is full, and the window shrinks.`,
    ],
  },
  keepAlive: {
    idle: ({ limit }) => `1  The server ends a connection that is silent for ${limit}`,
    probes: '2  SO_KEEPALIVE: after a second of silence the kernel asks, and the peer’s answers',
    gone: '3  Now every packet is lost: probes without an answer, one a second',
    seen: ({ after, unanswered, silent, code }) => [
      `The peer was there: its kernel answered the probe after ${after}; no program noticed.`,
      `Then ${grouped(unanswered)} probes in ${silent} had no answer: ${code}, though nobody had closed.`,
    ],
  },
};
