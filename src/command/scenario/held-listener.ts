import { Worker } from 'node:worker_threads';
import type { Emit, SocketEvent, SocketLabel } from '../../event/event.ts';
import type { HeldThread, HeldThreadListens } from './held-thread.ts';

/** The thread's code, beside ours: built, or not. */
const THREAD = new URL('./held-thread.ts', import.meta.url);
const CODE = new URL(THREAD.href.replace(/ts$/, import.meta.url.endsWith('.ts') ? 'ts' : 'js'));

interface Parts extends HeldThreadListens {
  readonly worker: Worker;
  readonly gate: SharedArrayBuffer;
  readonly gone: Promise<void>;
}

/** What the thread says. */
type Message = { readonly event: SocketEvent } | HeldThreadListens;

/** A listener that accepts nobody until it is let: in a thread of its own, which stands still. */
export class HeldListener implements AsyncDisposable {
  readonly label: SocketLabel;
  readonly port: number;
  readonly #worker: Worker;
  readonly #gate: Int32Array;
  readonly #gone: Promise<void>;

  private constructor({ label, port, worker, gate, gone }: Parts) {
    this.label = label;
    this.port = port;
    this.#worker = worker;
    this.#gate = new Int32Array(gate);
    this.#gone = gone;
  }

  /** Listens on loopback, with a label of its own. */
  static async open(backlog: number, emit: Emit): Promise<HeldListener> {
    const gate = new SharedArrayBuffer(4);
    const workerData: HeldThread = { backlog, gate };
    const worker = new Worker(CODE, { workerData });
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const listens = await new Promise<HeldThreadListens>((resolve, reject) => {
      worker.once('error', reject);
      worker.on('message', (message: Message) => {
        if ('event' in message) emit(message.event);
        else resolve(message);
      });
    });
    return new HeldListener({ ...listens, worker, gate, gone });
  }

  /** From now on everybody is accepted, those first who have waited. */
  accept(): void {
    Atomics.store(this.#gate, 0, 1);
    Atomics.notify(this.#gate, 0);
  }

  /** Stops listening and ends our half of every connection. Resolves when all are gone. */
  async close(): Promise<void> {
    this.#worker.postMessage('close');
    await this.#gone;
  }

  /** Ends the thread, whatever it does. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
