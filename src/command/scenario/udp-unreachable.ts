import { SocketsError } from '../../error.ts';
import { duration } from '../../text/quantity.ts';
import { openUdp } from '../../udp/open.ts';
import type { Scene } from './scene.ts';

const LOOPBACK = '127.0.0.1';

/** A port that nobody has: the machine answers with ICMP in any case (RFC 1122 §4.1.3.1), and only a connected socket hears of it (udp(7)). */
export async function showUdpUnreachable(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  const gone = await openUdp({ host: LOOPBACK });
  const { address } = gone;
  await gone.close();

  stage.chapter(words.udpUnreachable.unconnected({ port: address.port }));
  await using sender = await openUdp({ labels, host: LOOPBACK }, emit);
  await sender.send('anybody?\n', address);
  const report = await scene.until('icmp', 'ICMP', ({ socket }) => socket === sender.label);
  const errors = stage.of('error', sender.label).length;

  stage.chapter(words.udpUnreachable.connected);
  await using connected = await openUdp({ labels, peer: address }, emit);
  await connected.send('anybody?\n').catch((error: unknown) => {
    if (!(error instanceof SocketsError)) throw error;
  });
  const second = await scene.until('icmp', 'ICMP', ({ socket }) => socket === connected.label);
  const { code, time } = await scene.until(
    'error',
    'ECONNREFUSED',
    ({ socket }) => socket === connected.label,
  );

  stage.chapter(words.closing);
  await sender.close();
  await connected.close();
  await scene.saw(
    words.udpUnreachable.seen({
      ...{ kind: report.kind, code: report.code, errors, errno: code },
      after: duration(Math.max(0, time - second.time)),
    }),
  );
}
