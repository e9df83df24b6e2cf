import { SocketsError } from '../../error.ts';
import type { InternetAddress } from '../../event/address.ts';
import { useEthernetPackets } from '../../lab/bottleneck.ts';
import { bytes } from '../../text/quantity.ts';
import { openUdp } from '../../udp/open.ts';
import type { UdpSocket } from '../../udp/udp-socket.ts';
import type { Scene } from './scene.ts';

const LOOPBACK = '127.0.0.1';
/** 65,535 octets of an IPv4 packet, without its header's 20 and UDP's 8 (RFC 791 §3.1, RFC 768). */
const LARGEST = 65_507;

/** The largest datagram: in one packet, in pieces, and one octet more, which no packet can carry. */
export async function showUdpFragments(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.udpFragments.open);
  await using receiver = await openUdp({ labels, host: LOOPBACK }, emit);
  await using sender = await openUdp({ labels, host: LOOPBACK }, emit);

  stage.chapter(words.udpFragments.whole);
  const whole = await passed(scene, sender, receiver.address);

  stage.chapter(words.udpFragments.pieces);
  await useEthernetPackets();
  const pieces = await passed(scene, sender, receiver.address);

  stage.chapter(words.udpFragments.tooLong({ bytes: bytes(LARGEST + 1) }));
  await sender.send('x'.repeat(LARGEST + 1), receiver.address).catch((error: unknown) => {
    if (!(error instanceof SocketsError)) throw error;
  });
  const { code } = await scene.until('error', 'EMSGSIZE');
  const received = stage.of('receive', receiver.label).map((event) => event.bytes);

  stage.chapter(words.closing);
  await sender.close();
  await receiver.close();
  await scene.saw(
    words.udpFragments.seen({ whole, pieces, received, largest: bytes(LARGEST), code }),
  );
}

/** Sends the largest datagram, and gives in how many packets it went. */
async function passed(scene: Scene, sender: UdpSocket, to: InternetAddress): Promise<number> {
  const { seen } = scene;
  const fragments = () => seen.of('ip-fragment').length;
  const before = { datagrams: seen.of('datagram').length, fragments: fragments() };
  const receives = scene.seen.of('receive').length;
  await sender.send('x'.repeat(LARGEST), to);
  await scene.until('receive', 'receive', () => scene.seen.of('receive').length > receives);
  await scene.until('datagram', 'datagram', () => seen.of('datagram').length > before.datagrams);
  return seen.of('datagram').length - before.datagrams + fragments() - before.fragments;
}
