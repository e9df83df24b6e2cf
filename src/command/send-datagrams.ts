import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import { type DropWatch, narrateDrops } from '../observe/kernel/watch-drops.ts';
import { openUdp } from '../udp/open.ts';
import type { Datagram, UdpOptions } from '../udp/options.ts';
import { DEFAULT_PROBE_SIZE } from '../udp/probe.ts';
import type { UdpSocket } from '../udp/udp-socket.ts';
import { openDatagramConsole } from './console/datagram-console.ts';
import type { Context } from './context.ts';
import { DatagramOutput } from './datagram-output.ts';
import { inputChunks } from './input.ts';
import { Interrupts } from './interrupts.ts';
import { pause, turn } from './pause.ts';
import { eachOf, linesOf, piecesOf, probesOf, Typed } from './payloads.ts';
import { destinationOf } from './peer-output.ts';
import { ReplyWatch } from './reply-watch.ts';
import type { RunOutput } from './run-output.ts';
import { sendConclusion } from './send-conclusion.ts';
import type { SharedOptions } from './shared-options.ts';

/** The options about what is sent and awaited, as commander gives them. */
export interface ParsedSendOptions extends SharedOptions {
  readonly datagramSize?: number;
  /** Send numbered probes. */
  readonly count?: number;
  /** Milliseconds between two datagrams. */
  readonly interval?: number;
  readonly size?: number;
  /** Milliseconds to wait for replies. */
  readonly wait?: number;
  readonly connected?: true;
}

/** What a sender sends, and where it says what. */
export interface SendOptions extends ParsedSendOptions {
  /** The datagrams given on the command line. */
  readonly datagrams: readonly Uint8Array[];
  readonly context: Context;
  readonly output: RunOutput;
}

/** Ten probes a second, as long as nobody wants them slower or faster: each can be seen. */
const DEFAULT_INTERVAL = 100;
/** So many datagrams go out at a stretch before what has come in is taken: Node's own word on a send does not wait for that. */
const STRETCH = 16;
/** How long a connected sender that waits for no reply stays for a refusal, ms. One from this machine is there at once. */
const REFUSAL = 200;

/** Sends datagrams and takes what comes back, until all are sent and nothing is awaited. Throws SocketsError. */
export async function sendDatagrams(socket: UdpOptions, options: SendOptions): Promise<number> {
  return new SenderRun(options).status(socket);
}

class SenderRun {
  readonly #options: SendOptions;
  readonly #payloads: DatagramOutput;
  readonly #interactive: boolean;
  readonly #stop = new AbortController();
  readonly #typed = new Typed();
  #watch: ReplyWatch | undefined;
  #dropped = 0;
  #failure: SocketsError | undefined;

  constructor(options: SendOptions) {
    const { context, datagrams, count, quiet } = options;
    const { terminal } = context;
    this.#options = options;
    this.#payloads = new DatagramOutput(terminal, destinationOf(terminal, options));
    const inTerminal = terminal.inputIsTerminal && terminal.errorIsTerminal && !quiet;
    this.#interactive = inTerminal && datagrams.length === 0 && count === undefined;
  }

  async status(asked: UdpOptions): Promise<number> {
    const { context, output } = this.#options;
    const stop = () => this.#stop.abort();
    using interrupts = new Interrupts(context.terminal, stop);
    context.terminal.onOutputClosed(stop);
    output.stopped.addEventListener('abort', stop);
    const receive = (_socket: UdpSocket, datagram: Datagram) => this.#receive(datagram);
    const failed = (_socket: UdpSocket, error: SocketsError) => this.#failed(error);
    await using socket = await openUdp({ ...asked, receive, failed }, output.emit);
    try {
      await this.#run(socket, () => interrupts.interrupt());
    } catch (error) {
      if (!(error instanceof SocketsError)) throw error;
      this.#failure ??= error; // what was sent before it is told first
    }
    await socket.close();
    this.#conclude(socket);
    if (this.#failure) throw this.#failure;
    if (!this.#stop.signal.aborted) this.#throwIfSilent(socket);
    return interrupts.status;
  }

  async #run(socket: UdpSocket, interrupt: () => void): Promise<void> {
    const { context, output, wait } = this.#options;
    using watch = wait === undefined ? undefined : this.#watching(socket, wait);
    using drops = watch && this.#drops(socket);
    const end = () => this.#typed.end();
    this.#stop.signal.addEventListener('abort', end);
    {
      const send = (datagram: Uint8Array) => this.#typed.add(datagram);
      using _console = this.#interactive
        ? openDatagramConsole({ context, output, interrupt, send, end })
        : undefined;
      await this.#sendAll(socket);
    }
    const stay = wait ?? (socket.connected ? REFUSAL : 0);
    if (stay > 0) await pause(stay, this.#stop.signal);
    await drops?.check();
    watch?.giveUp(); // Last: nothing more is read before close(2).
  }

  #watching(socket: UdpSocket, wait: number): ReplyWatch {
    const matching = this.#options.count === undefined ? 'content' : 'number';
    this.#watch = new ReplyWatch(socket, { matching, wait, emit: this.#options.output.emit });
    return this.#watch;
  }

  #drops({ label, address }: UdpSocket): DropWatch {
    return narrateDrops({ socket: label, local: address }, (event) => {
      if (event.type === 'kernel-drops') this.#dropped += event.count;
      this.#options.output.emit?.(event);
    });
  }

  /** One after the other: when one cannot be sent, all before it were, and none after it. */
  async #sendAll(socket: UdpSocket): Promise<void> {
    const { count, interval = count === undefined ? 0 : DEFAULT_INTERVAL } = this.#options;
    const { signal } = this.#stop;
    if (signal.aborted) return;
    let due: Microseconds = now();
    let sent = 0;
    for await (const bytes of this.#datagrams()) {
      if (interval > 0) await pause(Math.max(0, due - now()) / 1000, signal);
      else if (sent % STRETCH === STRETCH - 1) await turn();
      if (signal.aborted) return;
      const time = now();
      await socket.send(bytes);
      this.#watch?.sent(bytes, time);
      sent += 1;
      due = Math.max(due, time) + interval * 1000;
    }
  }

  #datagrams(): AsyncIterable<Uint8Array> {
    const { datagrams, count, size = DEFAULT_PROBE_SIZE, datagramSize, context } = this.#options;
    if (count !== undefined) return probesOf(count, size);
    if (datagrams.length > 0) return eachOf(datagrams);
    if (this.#interactive) return this.#typed.pieces();
    const { input } = context.terminal;
    this.#stop.signal.addEventListener('abort', () => input.destroy());
    const chunks = inputChunks(input);
    return datagramSize === undefined ? linesOf(chunks) : piecesOf(chunks, datagramSize);
  }

  #receive({ bytes, remote }: Datagram): void {
    this.#watch?.received(bytes, remote);
    this.#payloads.write(bytes);
  }

  /** Of what no call waits for, a refusal alone is the end: it answers what was sent. */
  #failed(error: SocketsError): void {
    if (error.code !== 'port-unreachable') return;
    this.#failure ??= error;
    this.#stop.abort();
  }

  #conclude(socket: UdpSocket): void {
    const { context, output } = this.#options;
    const ran = { socket, watch: this.#watch, dropped: this.#dropped };
    const { unwritten } = this.#payloads;
    const refused = this.#failure?.code === 'port-unreachable';
    output.conclude((columns) =>
      sendConclusion({ ...ran, unwritten, refused }, context.text, columns),
    );
  }

  #throwIfSilent(socket: UdpSocket): void {
    const { received = 0, others = 0 } = this.#watch?.summary ?? {};
    const { sent } = socket.counts.datagrams;
    if (!this.#watch || sent === 0 || received + others > 0) return;
    const address = formatAddress(socket.destination);
    const seconds = (this.#options.wait ?? 0) / 1000;
    const facts = { address, sent, seconds, connected: socket.connected };
    throw new SocketsError('peer', 'no-replies', facts);
  }
}
