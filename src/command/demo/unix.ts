import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../stream/connection.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { approximateBytes, duration } from '../../text/quantity.ts';
import type { Text } from '../../text/text.ts';
import { connectUnix } from '../../unix/connect.ts';
import { listenUnix } from '../../unix/listen.ts';
import { withCredentials } from '../with-credentials.ts';
import { type Figures, measure, median } from './measure.ts';
import type { Stage } from './stage.ts';

const ROUNDS = 3;
/** The kernel is asked through another program, which may be missing. */
const LONGEST_SEARCH = 1000;

/** The echo of `demo tcp` through a file's path instead of a port; then both are measured against each other. */
export async function showUnix(stage: Stage, { demo }: Text): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
  try {
    await talk(stage, demo, join(folder, 'echo.sock'));
    await compare(stage, demo, join(folder, 'measured.sock'));
    await stage.close(demo.seen, demo.unix.next);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function talk(stage: Stage, { unix }: Text['demo'], path: string): Promise<void> {
  const { labels, emit, trace } = stage;
  stage.title(unix.title);

  stage.chapter(unix.listen);
  const serve = withCredentials(makeService('upper'), emit);
  await using server = await listenUnix({ path, labels, serve }, emit);

  stage.chapter(unix.connect);
  const client = await connectUnix({ path, labels }, emit);
  await trace.until('accept');
  client.handle({});
  await trace.until('credentials', { timeout: LONGEST_SEARCH }).catch(() => {
    stage.seen(unix.nobodyKnows);
  });

  stage.chapter(unix.talk);
  client.send('hello\n');
  await stage.received(client.label, 6);
  client.end();
  await client.closed;

  stage.chapter(unix.stop);
  await server.close();
}

/** Nothing is told meanwhile: that would be measured, too. In turns, so that a busy moment of the machine meets both. */
async function compare(stage: Stage, { unix }: Text['demo'], path: string): Promise<void> {
  stage.chapter(unix.compare);
  await using _byPath = await listenUnix({ path });
  await using byPort = await listenTcp({ port: 0 });
  const { port } = byPort.address;
  const figures: Record<'path' | 'port', Figures[]> = { path: [], port: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.path.push(await measured(await connectUnix({ path })));
    figures.port.push(await measured(await connectTcp({ port, noDelay: true })));
  }
  const [ofPath, ofPort] = [middle(figures.path), middle(figures.port)];
  const words = ({ roundTrip, throughput }: Figures) => ({
    roundTrip: duration(roundTrip),
    throughput: `${approximateBytes(throughput)}/s`,
  });
  stage.seen(
    unix.compared({
      path: words(ofPath),
      port: words(ofPort),
      roundTrips: (ofPort.roundTrip / ofPath.roundTrip).toFixed(2),
      throughputs: (ofPath.throughput / ofPort.throughput).toFixed(2),
    }),
  );
}

async function measured(connection: Connection): Promise<Figures> {
  const figures = await measure(connection);
  connection.end();
  await connection.closed;
  return figures;
}

function middle(all: readonly Figures[]): Figures {
  return {
    roundTrip: median(all.map(({ roundTrip }) => roundTrip)),
    throughput: median(all.map(({ throughput }) => throughput)),
  };
}
