import { type Address, formatAddress, isLoopback, isPath } from '../event/address.ts';
import type { Emit } from '../event/event.ts';
import type { Service } from '../stream/handler.ts';
import type { StreamServer } from '../stream/server.ts';
import { visibleText } from '../view/visible.ts';
import { openAloud } from './aloud.ts';
import type { ConsoleOptions } from './console/console.ts';
import type { Context } from './context.ts';
import { Interrupts } from './interrupts.ts';
import type { RunOutput } from './run-output.ts';

/** How a server runs, and where it says what. */
export interface ServeOptions {
  readonly context: Context;
  readonly output: RunOutput;
  readonly service: string;
  /** What else to say before the first step. */
  readonly notes?: readonly string[];
  readonly once?: true;
  readonly pauseAccept?: true;
  readonly quiet?: true;
}

/** Begins to listen, on whatever kind of stream. */
export type Listen = (serve: Service, emit: Emit | undefined) => Promise<StreamServer<Address>>;

/** Runs a server until it is stopped or, with `once`, its one connection is gone. Throws SocketsError. */
export async function serve(
  listen: Listen,
  service: Service,
  options: ServeOptions,
): Promise<number> {
  const { context, output } = options;
  const { terminal, text } = context;
  const once = options.once || options.service === 'pipe';
  let server: StreamServer<Address> | undefined;
  const serveEach: Service = (connection) => {
    if (once) server?.stopListening();
    return service(connection);
  };
  const interactive = terminal.inputIsTerminal && terminal.errorIsTerminal && !options.quiet;
  const listening = (emit: Emit | undefined) => listen(serveEach, emit);
  server = await openAloud(output, listening, (opened) => announce(opened, options, interactive));
  output.stopped.addEventListener('abort', () => server.cut());
  output.stopped.addEventListener('abort', () => server.stopListening());
  if (options.pauseAccept) {
    output.say(text.console.holding);
    // Not awaited: while we wait, a client would be accepted. The write goes on in a thread of its own.
    void output.screen.flushed();
    output.save();
    terminal.holdUntilEnter();
    output.say(text.console.accepting);
  }
  const stop = stopper(server, context, output);
  using interrupts = new Interrupts(terminal, stop);
  using _console = interactive
    ? await openConsole(server, { context, output, interrupt: () => interrupts.interrupt() })
    : undefined;
  await server.closed;
  return interrupts.status;
}

function announce(
  { address }: StreamServer<Address>,
  options: ServeOptions,
  interactive: boolean,
): void {
  const { context, output, service } = options;
  const { listening, consoleHint, stopHint, wide } = context.text.console;
  const hint = interactive ? consoleHint : stopHint;
  const at = visibleText(formatAddress(address));
  output.announce(`${listening({ address: at, service })} · ${hint}`);
  if (!isPath(address) && !isLoopback(address.host)) output.announce(wide(address.host));
  for (const note of options.notes ?? []) output.say(note);
}

/** Its code is loaded only now: a person waits for the address first. */
async function openConsole(
  server: StreamServer<Address>,
  options: ConsoleOptions,
): Promise<Disposable> {
  const { openServerConsole } = await import('./console/server-console.ts');
  return openServerConsole(server, options);
}

/** The first time, ends every connection and waits; from then on, cuts what is left. */
function stopper(
  server: StreamServer<Address>,
  { text }: Context,
  output: RunOutput,
): (times: number) => void {
  return (times) => {
    const labels = [...server.connections.keys()];
    if (times === 1) {
      void server.close();
      if (labels.length > 0) output.say(text.console.stopping(labels));
    } else {
      const cut = server.cut();
      if (cut.length > 0) output.say(text.console.cut(cut));
    }
  };
}
