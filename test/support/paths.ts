import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { connect, createServer, type NetConnectOpts } from 'node:net';
import { Peer, PeerServer } from './peer.ts';
import { type RunningProcess, startProgram } from './sockets-process.ts';

/** Connects to a path; `\0name` is an abstract one. Resolves when the connection is established. */
export async function connectPath(path: string): Promise<Peer> {
  const options: NetConnectOpts = { path, allowHalfOpen: true };
  const socket = connect(options);
  const peer = new Peer(socket);
  await once(socket, 'connect');
  return peer;
}

/** Listens on a path. `unread`: of its connections nothing is read until somebody resumes them. */
export async function listenPath(path: string, { unread = false } = {}): Promise<PeerServer> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: unread });
  server.listen(path);
  await once(server, 'listening');
  return new PeerServer(server);
}

/** Leaves a socket's file behind which nobody listens, as a killed server does. */
export async function leaveStale(path: string): Promise<void> {
  const server = await listenPath(`${path}~`);
  await rename(`${path}~`, path); // its server will not find it to remove it
  await server[Symbol.asyncDispose]();
}

// A process that listens and then waits for its input, not for connections: nobody accepts.
const NEVER_ACCEPTS = `
  const server = require('node:net').createServer();
  server.listen({ path: process.argv[1], backlog: 1 }, () => {
    const { writeSync, readSync } = require('node:fs');
    writeSync(2, 'listening\\n');
    readSync(0, Buffer.alloc(1));
    process.exit();
  });
`;

/** A path where nobody accepts and whose accept queue is full: one more connect(2) gets EAGAIN (connect(2), Linux). */
export class FullPath implements AsyncDisposable {
  readonly #listener: RunningProcess;
  readonly #queued: readonly Peer[];

  private constructor(listener: RunningProcess, queued: readonly Peer[]) {
    this.#listener = listener;
    this.#queued = queued;
  }

  /** Linux queues one connection more than the backlog says: two of them fill it. */
  static async open(path: string): Promise<FullPath> {
    const listener = startProgram(process.execPath, ['-e', NEVER_ACCEPTS, path]);
    await listener.untilError(/listening/);
    return new FullPath(listener, [await connectPath(path), await connectPath(path)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#queued) peer[Symbol.dispose]();
    await this.#listener[Symbol.asyncDispose]();
  }
}
