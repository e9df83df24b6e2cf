import { Labels } from '../../src/event/label.ts';
import type { Connection } from '../../src/stream/connection.ts';
import type { Closed } from '../../src/stream/connection-options.ts';
import { connectTcp } from '../../src/tcp/connect.ts';
import { type ListenOptions, listenTcp } from '../../src/tcp/listen.ts';
import { clientLayer } from '../../src/tls/client-layer.ts';
import type { TlsClientOptions, TlsServerOptions } from '../../src/tls/options.ts';
import { serverLayer } from '../../src/tls/server-layer.ts';
import { Trace } from '../../src/trace/trace.ts';
import { certificate } from '../support/certificates.ts';
import { within } from '../support/deadline.ts';
import { connectedPair, type Pair, type PairOptions, until } from '../support/pair.ts';

/** The authority of these tests, one nobody knows, and the server's own: for `localhost` and 127.0.0.1. */
export const root = await certificate({ subject: 'Root', ca: true });
export const stranger = await certificate({ subject: 'Stranger', ca: true });
export const own = await certificate({ issuer: root });

/** Whether somebody listens to the events: then a tap lies between, and else OpenSSL has the socket itself. */
export const BOTH_PATHS = [
  { path: 'traced', heard: true },
  { path: 'quiet', heard: false },
] as const;

/** What a test changes of a server that shows `own`. */
export interface Secured {
  readonly tls?: Partial<TlsServerOptions>;
  readonly listen?: Partial<ListenOptions>;
  /** Default: yes. */
  readonly heard?: boolean;
}

/** A server of TLS on a free port, and what it tells. Disposing cuts whoever is left. */
export async function secured({ tls, listen, heard = true }: Secured = {}) {
  const trace = new Trace();
  const layer = serverLayer({ cert: own.cert, key: own.key, ...tls });
  const options = { port: 0, labels: new Labels(), layer, ...listen };
  const server = await listenTcp(options, heard ? trace.record : undefined);
  return Object.assign(server, { trace, port: server.address.port });
}

/** What a test changes of a client that trusts `root` and asks for `localhost`. */
export interface Trusting {
  readonly tls?: TlsClientOptions;
  readonly host?: string;
  readonly connectTimeout?: number;
  readonly signal?: AbortSignal;
  readonly heard?: boolean;
}

/** A client of TLS, and what it tells. */
export function trusting(port: number, options: Trusting = {}) {
  const { tls, host = 'localhost', heard = true, ...rest } = options;
  const trace = new Trace();
  const layer = clientLayer({ ca: root.cert, ...tls }, host);
  const wanted = { port, labels: new Labels(), layer, ...rest };
  const connected = connectTcp(wanted, heard ? trace.record : undefined);
  return { trace, connected };
}

/** Two ends over TLS whose halves close only when told to. */
export function securedPair(options: PairOptions = {}): Promise<Pair> {
  const { listen, connect } = options;
  return connectedPair({
    ...options,
    listen: { layer: serverLayer({ cert: own.cert, key: own.key }), ...listen },
    connect: { layer: clientLayer({ ca: root.cert }, 'localhost'), ...connect },
  });
}

/** Sends, ends, and gives all that comes back as text. */
export async function ask(client: Connection, text: string): Promise<string> {
  client.send(text);
  client.end();
  let answer = '';
  for await (const octets of client) answer += Buffer.from(octets);
  return answer;
}

type Server = Awaited<ReturnType<typeof secured>>;

/** Resolves when a socket has told its close. */
export async function gone({ trace }: Server, label: string): Promise<void> {
  await until(trace, ({ socket, type }) => socket === label && type === 'close', `${label} close`);
}

/** What a server still answers: `still here`. */
export async function serves({ port }: Server): Promise<string> {
  const { connected } = trusting(port);
  return await ask(await connected, 'still here');
}

/** How a connection ends that only reads, and ends when its peer does. */
export async function toEnd(connection: Connection): Promise<Closed> {
  connection.handle({ endOfStream: () => connection.end() });
  return await within(connection.closed, 'end of the connection', () => connection.label);
}

/** What a client fails with, as plain data; what it told, and that it is gone. */
export async function failing(client: ReturnType<typeof trusting>) {
  const failure = client.connected.then(
    () => 'no failure',
    ({ code, fault, facts }) => ({ code, fault, ...facts }),
  );
  return await within(failure, 'failure', () => client.trace.steps().join(', '));
}
