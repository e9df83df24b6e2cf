import type { Connection } from '../stream/connection.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { VisibleStream } from '../view/visible.ts';
import type { SharedOptions } from './shared-options.ts';

/** Where a peer's octets go: to stdout as they are, or made visible when that is a terminal, or nowhere else than the trace. */
export type Destination = 'raw' | 'visible' | 'trace';

/** With a trace on the very screen that stdout is, the octets are in the trace; with --json, they are in the JSON. */
export function destinationOf(terminal: Terminal, { json, quiet }: SharedOptions): Destination {
  if (json) return 'trace';
  if (!terminal.outputIsTerminal) return 'raw';
  return quiet || !terminal.errorIsTerminal ? 'visible' : 'trace';
}

/** Writes peers' octets to stdout, and has a connection wait when stdout is slow. */
export class PeerOutput {
  readonly #terminal: Terminal;
  readonly #destination: Destination;
  readonly #visible = new Map<Connection, VisibleStream>();

  constructor(terminal: Terminal, destination: Destination) {
    this.#terminal = terminal;
    this.#destination = destination;
  }

  write(connection: Connection, bytes: Uint8Array): void {
    if (this.#destination === 'trace') return;
    const shown = this.#destination === 'raw' ? bytes : this.#streamOf(connection).write(bytes);
    const { output } = this.#terminal;
    if (output.write(shown)) return;
    connection.hold();
    output.once('drain', () => connection.release());
  }

  /** The connection is gone: what was kept of a character cut in two comes out. */
  end(connection: Connection): void {
    const rest = this.#visible.get(connection)?.end();
    if (rest) this.#terminal.output.write(rest);
    this.#visible.delete(connection);
  }

  #streamOf(connection: Connection): VisibleStream {
    let stream = this.#visible.get(connection);
    if (!stream) {
      stream = new VisibleStream({ newlines: 'kept' });
      this.#visible.set(connection, stream);
    }
    return stream;
  }
}
