import { setMaxListeners } from 'node:events';
import { SocketsError } from '../error.ts';
import { type Address, formatAddress } from '../event/address.ts';
import type { Connection } from '../stream/connection.ts';
import type { Closed } from '../stream/connection-options.ts';
import { openClientConsole } from './console/client-console.ts';
import type { Context } from './context.ts';
import { Conversation } from './conversation.ts';
import { checkReadable, chunksOf, inPieces, type Sending, STANDARD_INPUT } from './input.ts';
import { Interrupts } from './interrupts.ts';
import { destinationOf, PeerOutput } from './peer-output.ts';
import type { RunOutput } from './run-output.ts';
import type { ParsedClientOptions } from './stream-client-options.ts';

/** Connects, on whatever kind of stream, unless it is aborted before. */
export type Connect = (signal: AbortSignal) => Promise<Connection>;

/** What a client sends, and where it says what. */
export interface ConverseOptions extends ParsedClientOptions {
  readonly sendings: readonly Sending[];
  /** End by cutting the connection. */
  readonly reset?: true;
  /** What cut an established connection, as an error with its facts. */
  readonly failure: (error: Error, remote: Address | undefined) => SocketsError;
  readonly context: Context;
  readonly output: RunOutput;
}

/** Runs a client's connections until each is gone. Throws SocketsError: the first that a peer gave reason for. */
export async function converse(connect: Connect, options: ConverseOptions): Promise<number> {
  for (const sending of options.sendings) {
    if (sending.kind === 'file' && sending.path !== STANDARD_INPUT) checkReadable(sending.path);
  }
  const run = new ClientRun(connect, options);
  return run.status();
}

class ClientRun {
  readonly #connect: Connect;
  readonly #options: ConverseOptions;
  readonly #peerOutput: PeerOutput;
  readonly #connections = new Set<Connection>();
  readonly #giveUp = new AbortController();
  readonly #interactive: boolean;

  constructor(connect: Connect, options: ConverseOptions) {
    const { terminal } = options.context;
    this.#connect = connect;
    this.#options = options;
    this.#peerOutput = new PeerOutput(terminal, destinationOf(terminal, options));
    const inTerminal = terminal.inputIsTerminal && terminal.errorIsTerminal && !options.quiet;
    const more = options.sendings.length === 0 || options.lingerOpen === true;
    this.#interactive = inTerminal && more && options.count === 1;
    setMaxListeners(options.count + 1, this.#giveUp.signal);
  }

  async status(): Promise<number> {
    const { context, output, count } = this.#options;
    using interrupts = new Interrupts(context.terminal, () => this.#stop());
    context.terminal.onOutputClosed(() => this.#stop());
    output.stopped.addEventListener('abort', () => this.#stop());
    const one = () => this.#one(() => interrupts.interrupt());
    const results = await Promise.allSettled(Array.from({ length: count }, one));
    if (interrupts.status !== 0 || this.#giveUp.signal.aborted) return interrupts.status;
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return 0;
  }

  /** Ends at once, as a program does that is ended: close(2), or RST when that was asked for. */
  #stop(): void {
    this.#giveUp.abort();
    for (const connection of this.#connections) {
      if (this.#options.reset) connection.reset();
      else connection.close();
    }
  }

  async #one(interrupt: () => void): Promise<void> {
    const { context, output } = this.#options;
    const { signal } = this.#giveUp;
    const connection = await this.#connect(signal);
    this.#connections.add(connection);
    const conversation = new Conversation(connection, this.#peerOutput, () =>
      this.#peerEnded(connection),
    );
    connection.handle(conversation);
    using _console = this.#interactive
      ? openClientConsole(connection, {
          context,
          output,
          interrupt,
          crlf: this.#options.crlf === true,
        })
      : undefined;
    try {
      await this.#send(connection, conversation);
    } catch (error) {
      connection.reset(); // an end of stream would tell the peer that it has everything
      throw error;
    } finally {
      await connection.closed;
    }
    this.#connections.delete(connection);
    throwIfCut(connection, await connection.closed, this.#options);
  }

  async #send(connection: Connection, conversation: Conversation): Promise<void> {
    const { context, sendings, crlf, writeSize, pause, count } = this.#options;
    const { input } = context.terminal;
    const none: readonly Sending[] =
      this.#interactive || count > 1 ? [] : [{ kind: 'file', path: STANDARD_INPUT }];
    const chunks = chunksOf(sendings.length > 0 ? sendings : none, input, crlf === true);
    // Input that nobody will send any more must not keep us waiting for it.
    void connection.closed.then(() => input.destroy());
    await conversation.send(writeSize === undefined ? chunks : inPieces(chunks, writeSize), pause);
    if (!this.#interactive) this.#finish(connection);
  }

  #finish(connection: Connection): void {
    const { reset, lingerOpen, context, output } = this.#options;
    if (reset) connection.reset();
    else if (!lingerOpen) connection.end();
    else if (connection.sendable) output.say(context.text.console.inputEnded);
  }

  /** Somebody typing has nobody to type to any more; piped input still goes to its end. */
  #peerEnded(connection: Connection): void {
    if (!this.#interactive || this.#options.lingerOpen) return;
    this.#options.output.say(this.#options.context.text.console.peerEnded);
    connection.end();
  }
}

function throwIfCut(
  { idledOut, remote }: Connection,
  { error, received, sent }: Closed,
  { idleTimeout = 0, failure }: ConverseOptions,
): void {
  const address = formatAddress(remote);
  if (idledOut) {
    throw new SocketsError('peer', 'idle-timeout', { address, seconds: idleTimeout / 1000 });
  }
  if (!error) return;
  const failed = failure(error, remote);
  if (failed.code !== 'reset') throw failed;
  throw new SocketsError('peer', 'reset', { address, received, sent }, { cause: error });
}
