import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import type { Connection } from '../../src/stream/connection.ts';
import type { Handler } from '../../src/stream/handler.ts';
import { type ConnectOptions, connectTcp } from '../../src/tcp/connect.ts';
import { type ListenOptions, listenTcp, type TcpServer } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { within } from './deadline.ts';

export interface PairOptions {
  /** What the accepted end does. Default: reads, and does nothing with it. */
  readonly handler?: Handler;
  /** Done with the accepted end before it reads anything: `pause`, say. */
  readonly first?: (peer: Connection) => void;
  readonly listen?: Partial<ListenOptions>;
  readonly connect?: Partial<ConnectOptions>;
}

/** A client `C1` and its accepted peer `S1`, connected over loopback, and all that both tell. Disposing cuts both. */
export class Pair implements AsyncDisposable {
  readonly trace: Trace;
  readonly server: TcpServer;
  readonly client: Connection;
  readonly peer: Connection;

  constructor(trace: Trace, server: TcpServer, client: Connection, peer: Connection) {
    this.trace = trace;
    this.server = server;
    this.client = client;
    this.peer = peer;
  }

  /** The first event of a type that a socket tells, past or future. */
  told<Type extends EventType>(socket: string, type: Type): Promise<EventOf<Type>> {
    const matches = (event: SocketEvent): event is EventOf<Type> =>
      event.socket === socket && event.type === type;
    return until(this.trace, matches, `${socket} ${type}`);
  }

  /** Resolves when a socket has received so many octets in all. */
  async receivedBy(socket: string, octets: number): Promise<void> {
    const enough = () => sum(this.trace, socket, 'receive') >= octets;
    await until(this.trace, enough, `${octets} octets at ${socket}`);
  }

  /**
   * Resolves when octets have gone from one end to the other and nothing else is left to do: a clock that counts
   * turns of the event loop, for tests of what does not happen. The other end must be reading.
   */
  async turns(from: Connection, to: Connection): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      const sofar = sum(this.trace, to.label, 'receive');
      from.send('.');
      await this.receivedBy(to.label, sofar + 1);
    }
  }

  /** Resolves when both ends are gone. */
  async gone(): Promise<void> {
    const seen = () => this.trace.steps().join(', ');
    await within(Promise.all([this.client.closed, this.peer.closed]), 'end of both', seen);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    await this.server[Symbol.asyncDispose]();
  }
}

/** Two ends whose halves close only when told to. */
export async function connectedPair(options: PairOptions = {}): Promise<Pair> {
  const trace = new Trace();
  const labels = new Labels();
  let accepted: (peer: Connection) => void = () => undefined;
  const peer = new Promise<Connection>((resolve) => {
    accepted = resolve;
  });
  const serve = (connection: Connection) => {
    options.first?.(connection);
    accepted(connection);
    return options.handler ?? {};
  };
  const listening = { port: 0, halfOpen: true, labels, serve, ...options.listen };
  const server = await listenTcp(listening, trace.record);
  const { port } = server.address;
  const client = await connectTcp({ port, labels, ...options.connect }, trace.record);
  return new Pair(trace, server, client, await peer);
}

/** The first event that matches, however busy the machine is. */
export function until<Event extends SocketEvent>(
  trace: Trace,
  match: ((event: SocketEvent) => event is Event) | ((event: SocketEvent) => boolean),
  wanted: string,
): Promise<Event>;
export async function until(
  trace: Trace,
  match: (event: SocketEvent) => boolean,
  wanted: string,
): Promise<SocketEvent> {
  const timeout = 10_000;
  try {
    return await trace.until(match, { timeout });
  } catch (cause) {
    throw new Error(`no ${wanted}`, { cause });
  }
}

/** How many octets one socket has sent or received, by its events. */
export function sum(trace: Trace, socket: string, type: 'send' | 'receive'): number {
  const counts = trace.of(type).filter((event) => event.socket === socket);
  return counts.reduce((octets, { bytes }) => octets + bytes, 0);
}

/** More than the kernel's two buffers of a connection can take: whoever sends it waits for a reader. */
export const TOO_MUCH = 32 * 1024 * 1024;
