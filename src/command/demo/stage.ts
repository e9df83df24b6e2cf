import type { Emit, EventOf, EventType, SocketEvent } from '../../event/event.ts';
import { Labels } from '../../event/label.ts';
import { Trace } from '../../trace/trace.ts';
import { hexdump } from '../../view/hexdump.ts';
import type { RunOutput } from '../run-output.ts';

/** What every guided run has: its own labels, the record of what happened, and a voice between the steps. */
export class Stage {
  readonly labels = new Labels();
  readonly trace = new Trace();
  readonly #output: RunOutput;
  readonly #narrated: boolean;
  readonly #columns: () => number | undefined;

  /** `columns` of the terminal, where there is one. */
  constructor(output: RunOutput, narrated: boolean, columns: () => number | undefined) {
    this.#output = output;
    this.#narrated = narrated;
    this.#columns = columns;
  }

  /** Takes what sockets tell, keeps it and shows it. */
  readonly emit: Emit = (event) => {
    this.trace.record(event);
    this.#output.emit?.(event);
  };

  /** The title of the run. */
  title(line: string): void {
    if (this.#narrated) this.#output.announce(line);
  }

  /** Says what the next steps are. */
  chapter(line: string): void {
    if (!this.#narrated) return;
    this.#output.say('');
    this.#output.announce(line);
  }

  /** Says what was seen. */
  seen(line: string): void {
    if (this.#narrated) this.#output.hint(line);
  }

  /** Shows lines as they are. */
  show(lines: readonly string[]): void {
    if (!this.#narrated) return;
    for (const line of lines) this.#output.say(line);
  }

  /** Shows octets as they passed. */
  dump(title: string, octets: Uint8Array): void {
    if (!this.#narrated) return;
    this.#output.say(title);
    const lines = hexdump(octets, { columns: Math.min(80, this.#columns() ?? 80) - 2 });
    for (const line of lines) this.#output.say(`  ${line}`);
  }

  /** How much was seen, and what to try next: when all of it has been told. */
  async close(
    seen: (facts: { steps: number; sockets: number }) => string,
    next: readonly string[],
  ): Promise<void> {
    await this.#output.settled();
    const sockets = new Set([...this.trace].map(({ socket }) => socket)).size;
    this.chapter(seen({ steps: this.trace.length, sockets }));
    if (this.#narrated) for (const line of next) this.#output.say(`  ${line}`);
  }

  /** The events of one type at one socket, so far. */
  of<Type extends EventType>(type: Type, socket: string): EventOf<Type>[] {
    return this.trace.of(type).filter((event) => event.socket === socket);
  }

  /** Resolves when a socket has received so many octets in all. */
  async received(socket: string, octets: number): Promise<void> {
    const sum = () => this.of('receive', socket).reduce((all, { bytes }) => all + bytes, 0);
    await this.trace.until(() => sum() >= octets);
  }

  /** The socket that was accepted last. */
  accepted(): string {
    return this.trace.of('accept').at(-1)?.socket ?? '';
  }

  /** Resolves when the socket that was accepted last is closed, so that its end does not stand in the next chapter. */
  async acceptedIsClosed(): Promise<void> {
    await this.told(this.accepted(), 'close');
  }

  /** Resolves when a socket has told a step of a type, past or future. */
  async told(socket: string, type: EventType): Promise<void> {
    await this.trace.until((event: SocketEvent) => event.socket === socket && event.type === type);
  }
}
