import process from 'node:process';
import { connectPeer, type Peer } from './peer.ts';
import { type RunningProcess, startProgram } from './sockets-process.ts';

// A process that listens and then waits for its input, not for connections: nobody accepts.
const NEVER_ACCEPTS = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    const { writeSync, readSync } = require('node:fs');
    writeSync(2, 'listening on 127.0.0.1:' + server.address().port + '\\n');
    readSync(0, Buffer.alloc(1));
    process.exit();
  });
`;

/** A port on loopback where nobody accepts and whose accept queue is full: a further SYN gets no answer (listen(2)). */
export class FullQueue implements AsyncDisposable {
  readonly port: number;
  readonly #listener: RunningProcess;
  readonly #queued: readonly Peer[];

  private constructor(port: number, listener: RunningProcess, queued: readonly Peer[]) {
    this.port = port;
    this.#listener = listener;
    this.#queued = queued;
  }

  /** Linux queues one connection more than the backlog says: two of them fill it. */
  static async open(): Promise<FullQueue> {
    const listener = startProgram(process.execPath, ['-e', NEVER_ACCEPTS]);
    const port = await listener.port;
    const queued = [await connectPeer(port), await connectPeer(port)];
    return new FullQueue(port, listener, queued);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#queued) peer[Symbol.dispose]();
    await this.#listener[Symbol.asyncDispose]();
  }
}
