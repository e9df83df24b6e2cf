import { SocketAddress } from 'node:net';
import type { InternetAddress } from '../../event/address.ts';
import { LINUX_STATE, type TcpState } from '../../event/tcp-state.ts';

/** What the rows of Linux's tables of TCP and of UDP sockets have in common (proc_pid_net(5)). */
export interface ProcInetRow {
  readonly local: InternetAddress;
  /** The wildcard address with port 0 while there is no peer. */
  readonly remote: InternetAddress;
  /** A UDP socket has none of its own: the kernel says ESTABLISHED when it is connected, and else CLOSED. */
  readonly state: TcpState;
  readonly sendQueue: number;
  readonly receiveQueue: number;
  /** The user who made the socket. */
  readonly uid: number;
  /** The number in the link `socket:[inode]` of /proc/[pid]/fd; 0 when no process holds the socket. */
  readonly inode: number;
  /** What the line has after the inode, from the count of references on. */
  readonly rest: string;
}

/** How the machine that wrote the text stores numbers, as `os.endianness()` names it. */
export type ByteOrder = 'LE' | 'BE';

const END = '([\\dA-F]{8}|[\\dA-F]{32}):([\\dA-F]{4})';
const QUEUES = '([\\dA-F]{8}):([\\dA-F]{8})';
const TIMER = '[\\dA-F]{2}:[\\dA-F]{8,16} [\\dA-F]{8}';
// The reference count after the inode is asked for, so that an inode cut short is never taken for a whole one.
const ROW = new RegExp(
  `^ *\\d+: ${END} ${END} ([\\dA-F]{2}) ${QUEUES} ${TIMER} +(\\d{1,10}) +\\d+ (\\d{1,15}) (\\d.*)`,
);

const STATES: Readonly<Record<number, TcpState>> = LINUX_STATE;

/**
 * Reads one line of /proc/net/tcp, tcp6, udp or udp6, IPv6 addresses in the form of RFC 5952. `undefined` for what is no row: the
 * heading, a line cut short, an unknown state. Never throws.
 */
export function parseInetRow(line: string, order: ByteOrder): ProcInetRow | undefined {
  const match = ROW.exec(line);
  if (!match) return undefined;

  const [, localHost = '', localPort = '', remoteHost = '', remotePort = '', ...others] = match;
  const [number = '', sendQueue = '', receiveQueue = '', uid = '', inode = '', rest = ''] = others;
  const state = STATES[hex(number)];
  if (!state || localHost.length !== remoteHost.length) return undefined;

  return {
    local: { host: parseHost(localHost, order), port: hex(localPort) },
    remote: { host: parseHost(remoteHost, order), port: hex(remotePort) },
    state,
    sendQueue: hex(sendQueue),
    receiveQueue: hex(receiveQueue),
    uid: Number(uid),
    inode: Number(inode),
    rest,
  };
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}

/** The kernel prints each 32-bit word of an address as a number of its own byte order; the port it has already turned. */
function parseHost(digits: string, order: ByteOrder): string {
  const octets = Buffer.from(digits, 'hex');
  if (order === 'LE') octets.swap32();
  if (octets.length === 4) return octets.join('.');

  const groups = octets.toString('hex').replace(/.{4}(?=.)/g, '$&:');
  return new SocketAddress({ address: groups, family: 'ipv6' }).address;
}
