import type { SocketEvent } from '../event/event.ts';
import { Labels } from '../event/label.ts';
import type { Connection } from '../stream/connection.ts';
import { makeService } from '../stream/services.ts';
import { connectTcp } from '../tcp/connect.ts';
import { listenTcp } from '../tcp/listen.ts';
import { Trace } from '../trace/trace.ts';
import type { Context } from './context.ts';
import type { RunOutput } from './run-output.ts';

const WRITES = ['one ', 'two ', 'three ', 'four '];

/** The guided run: a server and a client of our own talk over loopback, waiting for what happens and not for time. */
export async function showTcp(
  { text }: Context,
  output: RunOutput,
  narrated: boolean,
): Promise<void> {
  const { demo } = text;
  const trace = new Trace();
  const emit = (event: SocketEvent) => {
    trace.record(event);
    output.emit?.(event);
  };
  const say = (line: string) => narrated && output.announce(line);
  const chapter = (line: string) => {
    if (narrated) output.say('');
    say(line);
  };
  const labels = new Labels();
  say(demo.title);

  chapter(demo.listen);
  const serve = makeService('upper');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);

  chapter(demo.connect);
  const client = await connectTcp({ port: server.address.port, labels, noDelay: true }, emit);
  await trace.until('accept');
  const answers = readAll(client);

  chapter(demo.talk);
  client.send('hello\n');
  await received(trace, client.label, 6);

  chapter(demo.stream);
  const readsBefore = readsOf(trace, 'S1');
  for (const write of WRITES) client.send(write);
  await received(trace, client.label, 6 + WRITES.join('').length);
  const reads = readsOf(trace, 'S1') - readsBefore;
  if (narrated) output.hint(demo.streamSeen({ writes: WRITES.length, reads }));

  chapter(demo.halfClose);
  client.send('bye\n');
  client.end();
  await answers;
  await client.closed;

  chapter(demo.stop);
  await server.close();
  const sockets = new Set([...trace].map(({ socket }) => socket)).size;
  chapter(demo.seen({ steps: trace.length, sockets }));
  if (narrated) for (const line of demo.next) output.say(`  ${line}`);
}

/** Resolves when a socket has received so many octets in all. */
async function received(trace: Trace, socket: string, octets: number): Promise<void> {
  await trace.until(() => sumReceived(trace, socket) >= octets);
}

function sumReceived(trace: Trace, socket: string): number {
  return trace
    .of('receive')
    .filter((event) => event.socket === socket)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function readsOf(trace: Trace, socket: string): number {
  return trace.of('receive').filter((event) => event.socket === socket).length;
}

async function readAll(connection: Connection): Promise<void> {
  for await (const _octets of connection);
}
