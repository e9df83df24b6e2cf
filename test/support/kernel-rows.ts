import type { TcpState } from '../../src/event/tcp-state.ts';
import type { SsTcpInfo, SsTcpRow } from '../../src/observe/kernel/ss-tcp.ts';
import type { TcpRow } from '../../src/observe/kernel/tcp-tables.ts';
import type { StateChange } from '../../src/observe/kernel/trace-pipe.ts';
import type { KernelSighting } from '../../src/observe/sighting.ts';

const HOST = '127.0.0.1';
export const end = (port: number) => ({ host: port === 0 ? '0.0.0.0' : HOST, port });
export const all = () => true;

export const row = (state: TcpState, local = 9000, remote = 40_000, queues = {}): TcpRow => ({
  ...{ local: end(local), remote: end(remote), state, receiveQueue: 0, sendQueue: 0 },
  ...queues,
});
export const listener = (receiveQueue = 0) => row('LISTEN', 9000, 0, { receiveQueue });
export const ssRow = (
  state: TcpState,
  remote: number,
  queues = {},
  info: SsTcpInfo = {},
): SsTcpRow => ({
  ...{ local: end(9000), remote: end(remote), state, receiveQueue: 0, sendQueue: 0, info },
  ...queues,
});
export const change = (
  at: number,
  was: TcpState,
  state: TcpState,
  ends = [9000, 40_000],
): StateChange => {
  const [local = 0, remote = 0] = ends;
  return {
    type: 'change',
    at,
    local: { host: HOST, port: local },
    remote: end(remote),
    was,
    state,
  };
};

/** `5 9000 ESTABLISHED polled (SYN-SENT)`. */
export const shown = (told: readonly KernelSighting[]) =>
  told.map(({ time, local, what }) => {
    if (what.type === 'state') {
      const was = what.was === undefined ? '' : ` (${what.was})`;
      return `${time} ${local.port} ${what.state} ${what.how}${was}`;
    }
    if (what.type === 'queues') return `${time} ${local.port} in ${what.receive} out ${what.send}`;
    if (what.type === 'accept-queue')
      return `${time} ${local.port} ${what.waiting} of ${what.limit}`;
    return `${time} ${local.port} cwnd ${what.cwnd} rtt ${what.rtt}`;
  });
