import { SocketsError } from '../../error.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import type { Text } from '../../text/text.ts';
import { clientLayer } from '../../tls/client-layer.ts';
import { makeCertificate } from '../../tls/make-certificate.ts';
import { serverLayer } from '../../tls/server-layer.ts';
import type { Stage } from './stage.ts';

const SECRET = 'the code is 4711\n';
const HOST = 'localhost';

/** The same message in plain and under TLS, octet by octet as it passed; then certificates that are refused. */
export async function showTls(stage: Stage, { demo }: Text): Promise<void> {
  const { tls } = demo;
  stage.title(tls.title);
  const plain = await talkPlain(stage, tls);
  const { cert, key } = await makeCertificate({ names: [HOST] });
  const layer = serverLayer({ cert, key });
  const encrypted = await talkEncrypted(stage, tls, layer, cert);
  stage.seen(tls.compared({ plain: found(plain), encrypted: found(encrypted) }));
  await refuse(stage, tls, layer, cert);
  await stage.close(demo.seen, tls.next);
}

type TlsWords = Text['demo']['tls'];

/** Gives the octets that passed. */
async function talkPlain(stage: Stage, tls: TlsWords): Promise<Uint8Array> {
  const { labels, emit } = stage;
  stage.chapter(tls.plain);
  await using server = await listenTcp({ port: 0, labels, serve: makeService('discard') }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  client.send(SECRET);
  client.end();
  await client.closed;
  await server.close();
  const passed = Buffer.concat(stage.of('send', client.label).map(({ data }) => data));
  stage.dump(tls.passed, passed);
  return passed;
}

/** Gives the octets of every record that passed. */
async function talkEncrypted(
  stage: Stage,
  tls: TlsWords,
  layer: ReturnType<typeof serverLayer>,
  ca: string,
): Promise<Uint8Array> {
  const { labels, emit } = stage;
  stage.chapter(tls.encrypted);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve, layer }, emit);
  const trusting = clientLayer({ ca }, HOST);
  const client = await connectTcp({ port: server.address.port, labels, layer: trusting }, emit);
  client.handle({});
  const records = () => stage.of('tls-record', client.label).filter(({ by }) => by === 'us');
  const before = records().length;
  client.send(SECRET);
  await stage.trace.until(() => records().length > before);
  const [record] = records().slice(before);
  client.end();
  await client.closed;
  await server.close();
  stage.dump(tls.passed, record?.data ?? new Uint8Array());
  return Buffer.concat(stage.of('tls-record', client.label).map(({ data }) => data));
}

/** A certificate nobody vouches for, and one for another name. */
async function refuse(
  stage: Stage,
  tls: TlsWords,
  layer: ReturnType<typeof serverLayer>,
  ca: string,
): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(tls.unknown);
  await using server = await listenTcp({ port: 0, labels, layer }, emit);
  const { port } = server.address;
  await refused(connectTcp({ port, labels, layer: clientLayer({}, HOST) }, emit));
  await closedAt(stage, server.label, 1);
  stage.chapter(tls.wrongName);
  const wrong = clientLayer({ ca, servername: 'bank.example' }, HOST);
  await refused(connectTcp({ port, labels, layer: wrong }, emit));
  await closedAt(stage, server.label, 2);
}

/** Resolves when so many of a listener's sockets are gone. */
async function closedAt({ trace }: Stage, listener: string, count: number): Promise<void> {
  const ended = () => {
    const accepted = trace.of('accept').filter((event) => event.listener === listener);
    const labels = accepted.map(({ socket }) => socket);
    return trace.of('close').filter(({ socket }) => labels.includes(socket)).length;
  };
  await trace.until(() => ended() >= count);
}

/** Being refused is the lesson, and told as an event. */
async function refused(connecting: Promise<unknown>): Promise<void> {
  try {
    await connecting;
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
  }
}

function found(octets: Uint8Array): boolean {
  return Buffer.from(octets).includes(SECRET.trim());
}
