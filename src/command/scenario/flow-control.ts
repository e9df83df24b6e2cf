import type { SocketLabel } from '../../event/event.ts';
import { setKernel } from '../../lab/kernel-settings.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { bytes, duration, grouped } from '../../text/quantity.ts';
import { type Scene, type SegmentEvent, senderOf } from './scene.ts';

const OCTETS = 96 * 1024;
/** Octets of the buffers: least, first, most. Small ones are full soon. */
const BUFFER = '4096 16384 16384';

/** A reader that does not read: its window goes to zero, the sender's write has to wait, and goes on when it reads (RFC 9293 §3.8.6). */
export async function showFlowControl(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  const small = (await setKernel('tcp_rmem', BUFFER)) && (await setKernel('tcp_wmem', BUFFER));
  if (!small) stage.seen(words.flowControl.largeBuffers);
  stage.chapter(words.opening);
  const discard = makeService('discard');
  await using server = await listenTcp(
    {
      ...{ port: 0, labels },
      serve: (connection) => {
        connection.pause();
        return discard(connection);
      },
    },
    emit,
  );
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  const { socket } = await scene.until('pause', 'pause');

  const size = small ? OCTETS : 8 * 1024 * 1024;
  stage.chapter(words.flowControl.fill({ bytes: bytes(size) }));
  client.send(Buffer.alloc(size, 'x'));
  const closed = await scene.segment('window 0', isClosed(socket));
  await scene.until('blocked', 'blocked');

  stage.chapter(words.flowControl.probe);
  const probe = await scene.segment(
    'zero-window probe',
    (segment) => segment.judged?.includes('zero-window-probe') === true,
  );

  stage.chapter(words.flowControl.resume);
  server.connections.get(socket)?.resume();
  const { elapsed } = await scene.until('drained', 'drained');
  await scene.received(socket, size);
  const opened = await scene.segment(
    'window',
    (segment) => segment.time > probe.time && senderOf(segment) === socket && segment.window > 0,
  );

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  await scene.saw(
    words.flowControl.seen({
      ...{ first: grouped(firstWindow(scene, socket)), opened: grouped(opened.window) },
      closedFor: duration(opened.time - closed.time),
      blockedFor: duration(elapsed),
      probes: probes(scene, client.label),
    }),
  );
}

function isClosed(socket: SocketLabel): (segment: SegmentEvent) => boolean {
  return (segment) =>
    senderOf(segment) === socket && segment.window === 0 && !segment.flags.includes('RST');
}

function firstWindow(scene: Scene, socket: SocketLabel): number {
  return scene.segments([socket]).find((segment) => senderOf(segment) === socket)?.window ?? 0;
}

function probes(scene: Scene, socket: SocketLabel): number {
  const isProbe = ({ judged }: SegmentEvent) => judged?.includes('zero-window-probe') === true;
  return scene.segments([socket]).filter(isProbe).length;
}
