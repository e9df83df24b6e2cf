import { type Address, formatAddress, isLoopback, isPath } from '../event/address.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { visibleText } from '../view/visible.ts';
import { openAloud } from './aloud.ts';
import type { ConsoleOptions } from './console/console.ts';
import type { Context } from './context.ts';
import { Interrupts } from './interrupts.ts';
import type { RunOutput } from './run-output.ts';

/** A server, whatever it serves. */
export interface Served {
  readonly address: Address;
  readonly connections: ReadonlyMap<SocketLabel, unknown>;
  readonly closed: Promise<void>;
  stopListening(): void;
  close(): Promise<void>;
  cut(): readonly SocketLabel[];
}

/** How a server runs, and where it says what. */
export interface ServeOptions<Server extends Served> {
  /** Begins to listen. `accepted` is to be called for each connection. */
  readonly listen: (accepted: () => void, emit: Emit | undefined) => Promise<Server>;
  /** Takes commands for it, in a terminal. Its code is loaded only then: a person waits for the address first. */
  readonly openConsole: (server: Server, options: ConsoleOptions) => Promise<Disposable>;
  /** Its address as a person writes it. Default: as it is. */
  readonly written?: (address: Address) => string;
  readonly context: Context;
  readonly output: RunOutput;
  readonly service: string;
  /** What else to say before the first step. */
  readonly notes?: readonly string[] | ((address: Address) => readonly string[]);
  readonly once?: true;
  readonly pauseAccept?: true;
  readonly quiet?: true;
}

/** Runs a server until it is stopped or, with `once`, its one connection is gone. Throws SocketsError. */
export async function serve<Server extends Served>(options: ServeOptions<Server>): Promise<number> {
  const { context, output, listen } = options;
  const { terminal, text } = context;
  const once = options.once || options.service === 'pipe';
  let server: Server | undefined;
  const accepted = () => {
    if (once) server?.stopListening();
  };
  const interactive = terminal.inputIsTerminal && terminal.errorIsTerminal && !options.quiet;
  const listening = (emit: Emit | undefined) => listen(accepted, emit);
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
    ? await options.openConsole(server, {
        context,
        output,
        interrupt: () => interrupts.interrupt(),
      })
    : undefined;
  await server.closed;
  return interrupts.status;
}

function announce<Server extends Served>(
  { address }: Server,
  options: ServeOptions<Server>,
  interactive: boolean,
): void {
  const { context, output, service, written = formatAddress } = options;
  const { listening, consoleHint, stopHint, wide } = context.text.console;
  const hint = interactive ? consoleHint : stopHint;
  const at = visibleText(written(address));
  output.announce(`${listening({ address: at, service })} · ${hint}`);
  if (!isPath(address) && !isLoopback(address.host)) output.announce(wide(address.host));
  const { notes = [] } = options;
  for (const note of typeof notes === 'function' ? notes(address) : notes) output.say(note);
}

/** The first time, ends every connection and waits; from then on, cuts what is left. */
function stopper(server: Served, { text }: Context, output: RunOutput): (times: number) => void {
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
