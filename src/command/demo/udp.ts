import { SocketsError } from '../../error.ts';
import type { InternetAddress } from '../../event/address.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import type { Text } from '../../text/text.ts';
import { openUdp } from '../../udp/open.ts';
import type { UdpSocket } from '../../udp/udp-socket.ts';
import type { Stage } from './stage.ts';
import { WRITES } from './tcp.ts';

const ALL = WRITES.join('').length;
/** All of 127.0.0.0/8: a broadcast that does not leave this machine. */
const BROADCAST = '127.255.255.255';
/** An address of one's own choice, for one's own organisation (RFC 2365 §6.1). */
const GROUP = '239.255.42.1';
const LOOPBACK = '127.0.0.1';
const LARGEST = 65_507;

/** Datagram sockets of our own talk over loopback: what they keep that a stream does not, and what they do not. */
export async function showUdp(stage: Stage, { demo }: Text): Promise<void> {
  const { labels, emit } = stage;
  const { udp } = demo;
  stage.title(udp.title);

  stage.chapter(udp.bind);
  const answer = (
    socket: UdpSocket,
    { bytes, remote }: { bytes: Uint8Array; remote: InternetAddress },
  ) => void socket.send(Buffer.from(bytes).toString().toUpperCase().slice(0, 64), remote);
  await using receiver = await openUdp({ labels, receive: answer }, emit);

  stage.chapter(udp.send);
  await using sender = await openUdp({ labels, host: LOOPBACK }, emit);
  await sender.send('hello\n', receiver.address);
  await stage.received(sender.label, 6);

  await showBorders(stage, demo, sender, receiver);
  await showMany(stage, demo);
  await showNobody(stage, demo);

  stage.chapter(udp.largest);
  await sender.send('x'.repeat(LARGEST), receiver.address);
  await stage.received(receiver.label, 6 + ALL + LARGEST);
  await tried(sender.send('x'.repeat(LARGEST + 1), receiver.address));

  stage.chapter(udp.stop);
  await sender.close();
  await receiver.close();
  await stage.close(demo.seen, udp.next);
}

/** The same writes as datagrams, and on a stream. */
async function showBorders(
  stage: Stage,
  { udp }: Text['demo'],
  sender: UdpSocket,
  receiver: UdpSocket,
): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(udp.borders);
  const before = stage.of('receive', receiver.label).length;
  for (const write of WRITES) await sender.send(write, receiver.address);
  await stage.received(receiver.label, 6 + ALL);
  await stage.received(sender.label, 6 + ALL);
  const receives = stage.of('receive', receiver.label).length - before;

  stage.chapter(udp.stream);
  await using server = await listenTcp({ port: 0, labels, serve: makeService('discard') }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  for (const write of WRITES) client.send(write);
  client.end();
  await client.closed;
  await server.close();
  const reads = stage.of('receive', 'S1').length;
  stage.seen(udp.bordersSeen({ sends: WRITES.length, receives, reads }));
}

/** One to all on this machine, then many to many. */
async function showMany(stage: Stage, { udp }: Text['demo']): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(udp.broadcast);
  try {
    await using first = await openUdp({ labels, host: BROADCAST, reuse: true }, emit);
    const { port } = first.address;
    await using second = await openUdp({ labels, host: BROADCAST, port, reuse: true }, emit);
    await using sender = await openUdp({ labels, host: LOOPBACK, broadcast: true }, emit);
    await sender.send('to all\n', { host: BROADCAST, port });
    for (const { label } of [first, second]) await stage.received(label, 7);
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
    stage.seen(udp.noBroadcast); // macOS has none on loopback
  }

  stage.chapter(udp.multicast);
  const memberships = [{ group: GROUP, interface: LOOPBACK }];
  const common = { labels, host: GROUP, reuse: true, memberships };
  await using one = await openUdp(common, emit);
  const { port } = one.address;
  await using two = await openUdp({ ...common, port }, emit);
  const from = { labels, host: LOOPBACK, multicastInterface: LOOPBACK };
  await using first = await openUdp(from, emit);
  await using second = await openUdp(from, emit);
  await first.send('from one\n', { host: GROUP, port });
  await second.send('from another\n', { host: GROUP, port });
  for (const { label } of [one, two]) await stage.received(label, 22);
}

/** A port nobody has bound: silence, unless the socket is connected. */
async function showNobody(stage: Stage, { udp }: Text['demo']): Promise<void> {
  const { labels, emit } = stage;
  const gone = await openUdp({ host: LOOPBACK });
  const { address } = gone;
  await gone.close();

  stage.chapter(udp.nobody);
  await using sender = await openUdp({ labels, host: LOOPBACK }, emit);
  await sender.send('anybody?\n', address);

  stage.chapter(udp.connected);
  await using connected = await openUdp({ labels, peer: address }, emit);
  await tried(connected.send('anybody?\n'));
  await stage.told(connected.label, 'error');
}

/** What fails here is the lesson, and told as an event. */
async function tried(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
  }
}
