import { formatAddress, isLoopback } from '../event/address.ts';
import type { Emit, SocketEvent } from '../event/event.ts';
import { type ListenOptions, listenTcp, type TcpServer } from '../tcp/listen.ts';
import type { ConsoleOptions } from './console/console.ts';
import type { Context } from './context.ts';
import { Interrupts } from './interrupts.ts';
import type { RunOutput } from './run-output.ts';

/** How a server runs, and where it says what. */
export interface ServeOptions {
  readonly context: Context;
  readonly output: RunOutput;
  readonly service: string;
  readonly once?: true;
  readonly pauseAccept?: true;
  readonly quiet?: true;
}

/** Runs a server until it is stopped or, with `once`, its one connection is gone. Throws SocketsError. */
export async function serve(listen: ListenOptions, options: ServeOptions): Promise<number> {
  const { context, output, service } = options;
  const { terminal, text } = context;
  const once = options.once || service === 'pipe';
  let server: TcpServer | undefined;
  const serveEach: ListenOptions['serve'] = (connection) => {
    if (once) server?.stopListening();
    return listen.serve?.(connection) ?? {};
  };
  const interactive = terminal.inputIsTerminal && terminal.errorIsTerminal && !options.quiet;
  server = await listenAloud({ ...listen, serve: serveEach }, options, interactive);
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
  output.stopped.addEventListener('abort', () => server.cut());
  output.stopped.addEventListener('abort', () => server.stopListening());
  using _console = interactive
    ? await openConsole(server, { context, output, interrupt: () => interrupts.interrupt() })
    : undefined;
  await server.closed;
  return interrupts.status;
}

/** Listens, and tells the address before any step: it is the line a person waits for. */
async function listenAloud(
  listen: ListenOptions,
  options: ServeOptions,
  interactive: boolean,
): Promise<TcpServer> {
  const early: SocketEvent[] = [];
  const { emit } = options.output;
  let tell: Emit = (event) => early.push(event);
  try {
    const server = await listenTcp(listen, emit && ((event) => tell(event)));
    announce(server, options, interactive);
    return server;
  } finally {
    if (emit) tell = emit;
    for (const event of early) tell(event);
  }
}

function announce(server: TcpServer, options: ServeOptions, interactive: boolean): void {
  const { context, output, service } = options;
  const { listening, consoleHint, stopHint, wide } = context.text.console;
  const hint = interactive ? consoleHint : stopHint;
  const address = formatAddress(server.address);
  output.announce(`${listening({ address, service })} · ${hint}`);
  if (!isLoopback(server.address.host)) output.announce(wide(server.address.host));
}

/** Its code is loaded only now: a person waits for the address first. */
async function openConsole(server: TcpServer, options: ConsoleOptions): Promise<Disposable> {
  const { openServerConsole } = await import('./console/server-console.ts');
  return openServerConsole(server, options);
}

/** The first time, ends every connection and waits; from then on, cuts what is left. */
function stopper(server: TcpServer, { text }: Context, output: RunOutput): (times: number) => void {
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
