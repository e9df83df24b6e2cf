import { SocketsError } from '../error.ts';
import { LINK_MTU } from './narrow-link.ts';
import { runTool } from './run-tool.ts';

/** A narrow place on the way to a server. */
export interface Bottleneck {
  /** The server's port: what goes to it is held up, what comes back is not. */
  readonly port: number;
  /** Bits per second. */
  readonly rate: number;
  /** How long a packet may wait at the most, milliseconds: one that would have to wait longer is thrown away. */
  readonly queue: number;
}

/** Packets as large as Ethernet's on loopback, each of them sent for itself and not left to be divided. */
export async function useEthernetPackets(): Promise<void> {
  await runTool('ip', ['link', 'set', 'dev', 'lo', 'mtu', String(LINK_MTU), 'gso_max_segs', '1']);
}

const DEVICE = 'ifb0';
/** Octets that may go at once: two packets. */
const BURST = 3100;

/**
 * Puts a narrow place behind loopback, with a queue as a router has it: what comes in for the server takes the way through a device of its own
 * (tc-mirred(8), tc-tbf(8)). A queue before the interface would hold the sender back, which asks it before it sends (TCP small queues). False
 * where the kernel has not got the parts.
 */
export async function addBottleneck({ port, rate, queue }: Bottleneck): Promise<boolean> {
  const toServer = ['protocol', 'ip', 'u32', 'match', 'ip', 'dport', String(port), '0xffff'];
  const shape = ['tbf', 'rate', `${rate}bit`, 'burst', String(BURST), 'latency', `${queue}ms`];
  const redirect = ['action', 'mirred', 'egress', 'redirect', 'dev', DEVICE];
  try {
    await runTool('ip', ['link', 'add', DEVICE, 'type', 'ifb']);
    await runTool('ip', ['link', 'set', 'dev', DEVICE, 'up']);
    await runTool('tc', ['qdisc', 'add', 'dev', DEVICE, 'root', ...shape]);
    await runTool('tc', ['qdisc', 'add', 'dev', 'lo', 'ingress']);
    await runTool('tc', [
      ...['filter', 'add', 'dev', 'lo', 'parent', 'ffff:'],
      ...toServer,
      ...redirect,
    ]);
    return true;
  } catch (error) {
    if (error instanceof SocketsError && error.code === 'tool-failed') return false;
    throw error;
  }
}
