import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { processLabels } from '../event/label.ts';
import { addressOf, domainOf } from '../system/address-of.ts';
import { type Ends, findEnds } from './ends.ts';
import { callFailure } from './failure.ts';
import { Narrator } from './narrator.ts';
import { setOptions, type UdpOptions } from './options.ts';
import { UdpSocket } from './udp-socket.ts';

/**
 * Opens a datagram socket: socket, bind, options, groups, and connect if a peer is given. Resolves when datagrams may come and go.
 * Throws SocketsError.
 */
export async function openUdp(options: UdpOptions = {}, emit?: Emit): Promise<UdpSocket> {
  const narrator = new Narrator((options.labels ?? processLabels).next('U'), emit);
  const ends = await findEnds(options, narrator);
  const socket = createSocket({
    type: ends.family === 6 ? 'udp6' : 'udp4',
    ipv6Only: options.family === 6,
    reuseAddr: options.reuse === true,
    // Every address is a number already. Node's own lookup would take each datagram through the event loop.
    lookup: (address, _options, found) => found(null, address, ends.family),
  });
  await bind(socket, ends, options, narrator);
  // Whoever is told of messages only now misses none: the event loop has not gone on.
  const opened = new UdpSocket(socket, { ends, options, narrator });
  try {
    setOptions(socket, ends.family, options, narrator);
    for (const membership of options.memberships ?? []) opened.join(membership);
    await connect(socket, ends, narrator);
  } catch (cause) {
    await opened.close();
    throw cause;
  }
  opened.start(ends.peer && addressOf(socket.remoteAddress()));
  return opened;
}

/** libuv makes the socket and binds it in one call, and cannot set an option (but SO_REUSEADDR) before. */
async function bind(
  socket: Socket,
  { local }: Ends,
  { reuse }: UdpOptions,
  narrator: Narrator,
): Promise<void> {
  const bound = once(socket, 'listening');
  socket.bind({ address: local.host, port: local.port });
  try {
    await bound;
  } catch (cause) {
    narrator.name(local);
    narrator.failed(cause);
    socket.close();
    throw callFailure(cause, 'bind', local);
  }
  const call = 'socket.bind()';
  narrator.tell({ type: 'socket', domain: domainOf(local), kind: 'dgram', call });
  if (reuse) narrator.tell({ type: 'setsockopt', option: 'SO_REUSEADDR', value: 1 });
  narrator.name(addressOf(socket.address()));
  narrator.tell({ type: 'bind', call });
}

/** Notes the peer. Nothing is sent, so it has no time to take but the call's own; and only now is the local address known. */
async function connect(socket: Socket, { peer }: Ends, narrator: Narrator): Promise<void> {
  if (!peer) return;
  const begun = now();
  const connected = once(socket, 'connect');
  try {
    socket.connect(peer.port, peer.host);
    await connected;
  } catch (cause) {
    narrator.failed(cause, peer);
    throw callFailure(cause, 'connect', peer);
  }
  const time = now();
  narrator.name(addressOf(socket.address()), addressOf(socket.remoteAddress()));
  narrator.tell({ type: 'connect', kind: 'dgram', elapsed: time - begun }, time);
}
