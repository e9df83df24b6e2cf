import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import { now } from '../event/clock.ts';
import { makeProbe } from '../udp/probe.ts';
import { Probes } from '../udp/probes.ts';
import { roundTripTable } from '../view/udp-tables.ts';
import type { WsClosed } from '../ws/closing-handshake.ts';
import type { WsMessage } from '../ws/inbox.ts';
import type { WsConnection } from '../ws/ws-connection.ts';
import { openWsClientConsole } from './console/ws-client-console.ts';
import type { Context } from './context.ts';
import { inputChunks } from './input.ts';
import { Interrupts } from './interrupts.ts';
import { pause } from './pause.ts';
import { linesOf } from './payloads.ts';
import { destinationOf, PeerOutput } from './peer-output.ts';
import type { RunOutput } from './run-output.ts';
import type { SharedOptions } from './shared-options.ts';

/** One thing to send, as given on the command line. */
export interface WsSending {
  readonly kind: 'text' | 'binary' | 'ping';
  readonly bytes: Uint8Array;
}

/** What a client sends, how it ends, and where it says what. */
export interface ConverseWsOptions extends SharedOptions {
  readonly sendings: readonly WsSending[];
  /** Standard input goes as binary messages, as it comes, instead of a text message a line. */
  readonly binary?: true;
  /** The status code and reason of our Close frame. */
  readonly closing: { readonly code?: number; readonly reason?: string };
  /** Stay connected after the end of input. */
  readonly lingerOpen?: true;
  /** Numbered messages, to be echoed. */
  readonly count?: number;
  /** Milliseconds between two of them. */
  readonly interval?: number;
  readonly context: Context;
  readonly output: RunOutput;
}

const PROBE_SIZE = 16;

/** Runs one WebSocket connection until it is gone. Throws SocketsError. */
export async function converseWs(
  connect: (signal: AbortSignal) => Promise<WsConnection>,
  options: ConverseWsOptions,
): Promise<number> {
  const run = new WsRun(connect, options);
  return run.status();
}

class WsRun {
  readonly #connect: (signal: AbortSignal) => Promise<WsConnection>;
  readonly #options: ConverseWsOptions;
  readonly #peerOutput: PeerOutput;
  readonly #probes = new Probes('number');
  readonly #giveUp = new AbortController();
  readonly #interactive: boolean;
  #wake: () => void = () => undefined;
  #ws: WsConnection | undefined;
  /** Whether whoever types ended the stream without a Close frame: then there is no failure in it. */
  #left = false;

  constructor(connect: (signal: AbortSignal) => Promise<WsConnection>, options: ConverseWsOptions) {
    const { terminal } = options.context;
    this.#connect = connect;
    this.#options = options;
    this.#peerOutput = new PeerOutput(terminal, destinationOf(terminal, options));
    const inTerminal = terminal.inputIsTerminal && terminal.errorIsTerminal && !options.quiet;
    const nothing = options.sendings.length === 0 && options.count === undefined;
    this.#interactive = inTerminal && (nothing || options.lingerOpen === true);
  }

  async status(): Promise<number> {
    const { context, output } = this.#options;
    using interrupts = new Interrupts(context.terminal, (times) => this.#stop(times));
    context.terminal.onOutputClosed(() => this.#stop(2));
    output.stopped.addEventListener('abort', () => this.#stop(2));
    try {
      const ws = await this.#connect(this.#giveUp.signal);
      this.#ws = ws;
      ws.handle({
        message: (_ws, message) => this.#receive(message),
        drained: () => this.#wake(),
        closed: () => this.#gone(),
      });
      using _console = this.#interactive
        ? openWsClientConsole(ws, {
            context,
            output,
            interrupt: () => interrupts.interrupt(),
            leaving: () => {
              this.#left = true;
            },
          })
        : undefined;
      await this.#send(ws);
      const closed = await ws.closed;
      this.#conclude();
      if (interrupts.status === 0 && !this.#left) this.#throwIfAbnormal(ws, closed);
    } catch (error) {
      if (interrupts.status === 0 && !this.#giveUp.signal.aborted) throw error;
    }
    return interrupts.status;
  }

  /** The first time politely, with 1001 (RFC 6455 §7.4.1: going away); then at once. */
  #stop(times: number): void {
    this.#giveUp.abort();
    if (times === 1) this.#ws?.close(1001);
    else this.#ws?.reset();
  }

  #gone(): void {
    const { input } = this.#options.context.terminal;
    if (this.#ws) this.#peerOutput.end(this.#ws.connection);
    input.destroy(); // what nobody will send any more must not keep us waiting for it
    this.#wake();
  }

  #receive({ kind, bytes }: WsMessage): void {
    const ws = this.#ws;
    if (!ws) return;
    this.#probes.received(bytes, now());
    this.#peerOutput.write(ws.connection, bytes);
    // A message of text is a line where messages have no other borders.
    if (kind === 'text') this.#peerOutput.write(ws.connection, NEWLINE);
  }

  async #send(ws: WsConnection): Promise<void> {
    const { sendings, count, lingerOpen, closing } = this.#options;
    for (const { kind, bytes } of sendings) {
      if (kind === 'ping') ws.ping(bytes);
      else await this.#sendOne(ws, kind, bytes);
    }
    if (count !== undefined) await this.#sendProbes(ws, count);
    if (this.#interactive) return;
    if (sendings.length === 0 && count === undefined) await this.#sendInput(ws);
    if (!lingerOpen) ws.close(closing.code, closing.reason);
  }

  async #sendProbes(ws: WsConnection, count: number): Promise<void> {
    const { interval = 100 } = this.#options;
    for (let number = 1; number <= count && ws.open; number += 1) {
      if (number > 1 && interval > 0) await pause(interval, this.#giveUp.signal);
      const probe = makeProbe(number, PROBE_SIZE);
      this.#probes.sent(now(), probe);
      await this.#sendOne(ws, 'text', probe);
    }
  }

  async #sendInput(ws: WsConnection): Promise<void> {
    const chunks = inputChunks(this.#options.context.terminal.input);
    if (this.#options.binary) {
      for await (const chunk of chunks) await this.#sendOne(ws, 'binary', chunk);
      return;
    }
    for await (const line of linesOf(chunks)) {
      const ended = line.at(-1) === NEWLINE[0] ? line.subarray(0, -1) : line;
      await this.#sendOne(ws, 'text', ended);
    }
  }

  async #sendOne(ws: WsConnection, kind: 'text' | 'binary', bytes: Uint8Array): Promise<void> {
    if (!ws.open || ws.sendAs(kind, bytes)) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Our own code that comes back is no failure, whatever it is; another one answers what we sent before. */
  #throwIfAbnormal(ws: WsConnection, { code, reason, clean, by, sent }: WsClosed): void {
    if (WELL.has(code) || (clean && by === 'us' && code === sent)) return;
    const address = formatAddress(ws.remote);
    throw new SocketsError('peer', 'ws-closed', { address, code, reason });
  }

  #conclude(): void {
    const { count, context, output } = this.#options;
    if (count === undefined) return;
    this.#probes.expire(Number.POSITIVE_INFINITY);
    const summary = this.#probes.summary();
    output.conclude((columns) => ['', ...roundTripTable(summary, context.text, columns)]);
  }
}

const NEWLINE = Buffer.from('\n');

/** Codes that say that all is well (RFC 6455 §7.4.1): done, going away, and none at all. */
const WELL: ReadonlySet<number> = new Set([1000, 1001, 1005]);
