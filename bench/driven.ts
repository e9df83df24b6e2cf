import type { Load } from './load/load.ts';
import { MESSAGE } from './load/pinger.ts';
import type { Slice } from './load/task.ts';
import { processorTime } from './proc.ts';
import { readRecorded } from './recorded.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';
import type { Traffic } from './traffic.ts';

/**
 * Without these, glibc gives the memory of each chunk back to the kernel, or does not, by where in the heap it happens
 * to lie: one and the same program is then a third slower or faster from start to start.
 */
const KEEP_HEAP = { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_TOP_PAD_: '67108864' };

/** A stretch of traffic and the processor time, ns, the server spent on it. */
export interface Driving extends Slice {
  readonly processor: number;
}

/** A server under load, and how much it was sent in all. */
export class Driven {
  readonly #server: Server;
  readonly #traffic: Traffic;
  readonly #load: Load;
  #bytes = 0;
  #lost = 0;

  /** Use `start`. */
  private constructor(server: Server, traffic: Traffic, load: Load) {
    this.#server = server;
    this.#traffic = traffic;
    this.#load = load;
  }

  static async start(options: ServerOptions, traffic: Traffic, load: Load): Promise<Driven> {
    return new Driven(await startServer({ ...options, env: KEEP_HEAP }), traffic, load);
  }

  async run(milliseconds: number): Promise<Driving> {
    const { pid, at } = this.#server;
    const before = processorTime(pid);
    const slice = await this.#load.perform(this.#traffic.task(at, milliseconds));
    this.#bytes += slice.bytes;
    this.#lost += slice.lost ?? 0;
    return { ...slice, processor: processorTime(pid) - before };
  }

  /** Ends the server. Throws when what it recorded is not all that was sent, both ways, or lost. */
  async stop(): Promise<void> {
    const { recording } = this.#server;
    await this.#server.stop();
    if (recording === undefined) return;
    const { received, sent, dropped } = await readRecorded(recording);
    const lost = this.#lost / MESSAGE;
    if (received !== this.#bytes || sent !== this.#bytes || dropped !== lost) {
      const recorded = `recorded ${received} and ${sent}, ${dropped} dropped`;
      throw new Error(`${this.#bytes} octets, ${lost} datagrams lost: ${recorded}`);
    }
  }
}
