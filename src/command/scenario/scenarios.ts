import type { LabTool } from '../../lab/run-tool.ts';
import type { ScenarioName } from '../../text/wording-scenarios.ts';
import type { Scene } from './scene.ts';

/** Plays a scenario to its end. Throws SocketsError. */
export type Play = (scene: Scene) => Promise<void>;

/** A scenario: its code, loaded when it is wanted, and the programs it cannot do without. */
export interface Scenario {
  readonly load: () => Promise<Play>;
  readonly needs: readonly LabTool[];
}

const WATCHING = ['tcpdump'] as const satisfies readonly LabTool[];
const DROPPING = ['tcpdump', 'nft'] as const satisfies readonly LabTool[];
const SHAPING = ['tcpdump', 'ip'] as const satisfies readonly LabTool[];

/** What `sockets lab <scenario>` can show. */
export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  states: { load: async () => (await import('./states.ts')).showStates, needs: DROPPING },
  handshake: { load: async () => (await import('./handshake.ts')).showHandshake, needs: WATCHING },
  data: { load: async () => (await import('./data.ts')).showData, needs: WATCHING },
  close: { load: async () => (await import('./close.ts')).showClose, needs: WATCHING },
  reset: { load: async () => (await import('./reset.ts')).showReset, needs: WATCHING },
  'half-close': {
    load: async () => (await import('./half-close.ts')).showHalfClose,
    needs: WATCHING,
  },
  backlog: { load: async () => (await import('./backlog.ts')).showBacklog, needs: WATCHING },
  retransmission: {
    load: async () => (await import('./retransmission.ts')).showRetransmission,
    needs: DROPPING,
  },
  'flow-control': {
    load: async () => (await import('./flow-control.ts')).showFlowControl,
    needs: WATCHING,
  },
  congestion: {
    load: async () => (await import('./congestion.ts')).showCongestion,
    needs: SHAPING,
  },
  stream: { load: async () => (await import('./stream.ts')).showStream, needs: SHAPING },
  'udp-fragments': {
    load: async () => (await import('./udp-fragments.ts')).showUdpFragments,
    needs: SHAPING,
  },
  'udp-unreachable': {
    load: async () => (await import('./udp-unreachable.ts')).showUdpUnreachable,
    needs: WATCHING,
  },
  'keep-alive': {
    load: async () => (await import('./keep-alive.ts')).showKeepAlive,
    needs: DROPPING,
  },
  layers: { load: async () => (await import('./layers.ts')).showLayers, needs: WATCHING },
};
