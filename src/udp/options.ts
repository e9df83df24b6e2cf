import type { Socket } from 'node:dgram';
import { SocketsError } from '../error.ts';
import type { InternetAddress } from '../event/address.ts';
import type { Labels } from '../event/label.ts';
import type { SocketOption } from '../event/socket-option.ts';
import { systemError } from '../system/failure.ts';
import type { Family } from '../system/resolve.ts';
import { failureBy } from './failure.ts';
import { badInterface, interfaceOf, type Membership } from './membership.ts';
import type { Narrator } from './narrator.ts';
import type { UdpSocket } from './udp-socket.ts';

/** One datagram that came, and from whom. Its octets belong to whoever gets it. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly remote: InternetAddress;
}

/** What a datagram socket can be set to: socket(7), ip(7), ipv6(7). */
export interface DatagramOptions {
  /** Permission to send to broadcast addresses: SO_BROADCAST. */
  readonly broadcast?: boolean;
  /** How many routers a datagram may pass, from 1 to 255: IP_TTL, IPV6_UNICAST_HOPS. */
  readonly ttl?: number;
  /** The same for datagrams to a group, from 0 (none leaves this machine) to 255. The kernel's default is 1. */
  readonly multicastTtl?: number;
  /**
   * Whether this machine's members hear what we send to a group: IP_MULTICAST_LOOP. The kernel's default is yes. Over the loopback
   * interface Linux brings everything back in any case.
   */
  readonly multicastLoop?: boolean;
  /** Where datagrams to a group go out: an interface by its name or one of its addresses. */
  readonly multicastInterface?: string;
  /** Octets asked for: SO_RCVBUF, SO_SNDBUF. Linux grants twice as many, for its own bookkeeping, up to a limit. */
  readonly receiveBuffer?: number;
  readonly sendBuffer?: number;
}

/** How to open a datagram socket. Nothing is needed. */
export interface UdpOptions extends DatagramOptions {
  /** 0, the default, for a free one, which `address.port` then tells. */
  readonly port?: number;
  /**
   * Where to bind. Default: loopback, 127.0.0.1; any address of this machine where that would hear nothing or reach nobody:
   * with a group, `broadcast`, a `peer`, a `destination`, or `bind: false`.
   */
  readonly host?: string;
  readonly family?: Family;
  /** False: a sender that does not mind where from. Node binds it all the same, to any address and a free port. */
  readonly bind?: boolean;
  /** Several sockets may bind to the same port: SO_REUSEADDR (socket(7)). */
  readonly reuse?: boolean;
  /** connect(2): the socket's one peer. Others are not heard, and its ICMP answers are (udp(7)). */
  readonly peer?: InternetAddress;
  /** Where `send` goes when it is not told. Its host, and the peer's, may be a name. */
  readonly destination?: InternetAddress;
  readonly memberships?: readonly Membership[];
  readonly labels?: Labels;
  /** Called with each datagram. */
  readonly receive?: (socket: UdpSocket, datagram: Datagram) => void;
  /** Called when something failed that no caller waits for. The socket goes on. */
  readonly failed?: (socket: UdpSocket, error: SocketsError) => void;
}

/** An option: its C name in each family, what was asked, how Node sets it, and how it tells what was granted. */
interface Setting<Value extends number | string> {
  readonly names: Readonly<Record<4 | 6, SocketOption>>;
  readonly asked: (options: DatagramOptions) => Value | undefined;
  readonly set: (socket: Socket, value: Value, family: 4 | 6) => void;
  readonly granted?: (socket: Socket) => number;
}

const flag = (value: boolean | undefined) => (value === undefined ? undefined : Number(value));
const inBoth = (name: SocketOption) => ({ 4: name, 6: name });

const NUMBERS: readonly Setting<number>[] = [
  {
    names: inBoth('SO_BROADCAST'),
    asked: ({ broadcast }) => flag(broadcast || undefined),
    set: (socket, value) => socket.setBroadcast(value !== 0),
  },
  {
    names: { 4: 'IP_TTL', 6: 'IPV6_UNICAST_HOPS' },
    asked: ({ ttl }) => ttl,
    set: (socket, value) => socket.setTTL(value),
  },
  {
    names: { 4: 'IP_MULTICAST_TTL', 6: 'IPV6_MULTICAST_HOPS' },
    asked: ({ multicastTtl }) => multicastTtl,
    set: (socket, value) => socket.setMulticastTTL(value),
  },
  {
    names: { 4: 'IP_MULTICAST_LOOP', 6: 'IPV6_MULTICAST_LOOP' },
    asked: ({ multicastLoop }) => flag(multicastLoop),
    set: (socket, value) => socket.setMulticastLoopback(value !== 0),
  },
  {
    names: inBoth('SO_RCVBUF'),
    asked: ({ receiveBuffer }) => receiveBuffer,
    set: (socket, value) => socket.setRecvBufferSize(value),
    granted: (socket) => socket.getRecvBufferSize(),
  },
  {
    names: inBoth('SO_SNDBUF'),
    asked: ({ sendBuffer }) => sendBuffer,
    set: (socket, value) => socket.setSendBufferSize(value),
    granted: (socket) => socket.getSendBufferSize(),
  },
];

const MULTICAST_INTERFACE: Setting<string> = {
  names: { 4: 'IP_MULTICAST_IF', 6: 'IPV6_MULTICAST_IF' },
  asked: ({ multicastInterface }) => multicastInterface,
  set: (socket, value, family) => {
    try {
      socket.setMulticastInterface(interfaceOf(value, family));
    } catch (cause) {
      throw badInterface(value, cause);
    }
  },
};

/** Sets what was asked for on a bound socket, and tells each: setsockopt(2). Throws SocketsError. */
export function setOptions(
  socket: Socket,
  family: 4 | 6,
  options: DatagramOptions,
  narrator: Narrator,
): void {
  const each = <Value extends number | string>(setting: Setting<Value>) => {
    const value = setting.asked(options);
    if (value === undefined) return;
    try {
      setting.set(socket, value, family);
    } catch (cause) {
      narrator.failed(cause);
      const { call, code } = systemError(cause);
      throw cause instanceof SocketsError ? cause : failureBy(call, code, cause);
    }
    const granted = setting.granted && { granted: setting.granted(socket) };
    narrator.tell({ type: 'setsockopt', option: setting.names[family], value, ...granted });
  };
  each(MULTICAST_INTERFACE);
  for (const setting of NUMBERS) each(setting);
}
