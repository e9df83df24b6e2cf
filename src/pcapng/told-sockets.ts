import type { Side, SocketEvent, SocketLabel } from '../event/event.ts';
import { Flow } from './flow.ts';
import type { Layer, Unit } from './unit.ts';

/** What the events tell of one socket. */
export interface ToldSocket {
  /** How its connection came to be: `C1 connect`, `S1 accept (L1)`. */
  opened?: string;
  /** By which call it ended its half. */
  finished?: string;
  reset?: string;
  endOfStream?: string;
  readonly flows: Map<`${Layer} ${Side}`, Flow>;
}

/** System calls, by what they are to a connection. */
const CALLS: ReadonlyMap<string, 'opened' | 'finished'> = new Map([
  ...([
    ['connect', 'opened'],
    ['accept', 'opened'],
    ['accept4', 'opened'],
    ['shutdown', 'finished'],
    ['close', 'finished'],
  ] as const),
]);

/** The lowest layer comes first: its octets are those of the segments. */
const LAYERS = ['record', 'plain', 'call'] as const satisfies readonly Layer[];

/** All sockets of a trace, and the octets they sent and got, in the words of the events that told of them. */
export class ToldSockets {
  readonly #sockets = new Map<SocketLabel, ToldSocket>();

  /** What is known of a socket. */
  get(label: SocketLabel): ToldSocket | undefined {
    return this.#sockets.get(label);
  }

  /** The octets one side of a socket sent, as the lowest layer that was seen has them. */
  flow(label: SocketLabel, by: Side): Flow | undefined {
    const flows = this.get(label)?.flows;
    const found = LAYERS.find((layer) => flows?.has(`${layer} ${by}`));
    return found && flows?.get(`${found} ${by}`);
  }

  /** Takes the next event, and the octets of a stream it tells of. */
  learn(event: SocketEvent, unit: Unit | undefined): void {
    if (unit) {
      const { flows } = this.#of(event.socket);
      const name = `${unit.layer} ${unit.by}` as const;
      const flow = flows.get(name) ?? new Flow();
      flows.set(name, flow);
      flow.add(unit);
    }
    this.#note(event);
  }

  #note(event: SocketEvent): void {
    const text = `${event.socket} ${event.type}`;
    switch (event.type) {
      case 'attempt':
      case 'connect':
        this.#of(event.socket).opened = text;
        break;
      case 'accept':
        this.#of(event.socket).opened = `${text} (${event.listener})`;
        break;
      case 'shutdown':
      case 'close':
        this.#of(event.socket).finished ??= text;
        break;
      case 'reset':
        this.#of(event.socket).reset = text;
        break;
      case 'end-of-stream':
        this.#of(event.socket).endOfStream = text;
        break;
      case 'syscall':
        this.#noteCall(event.socket, event.call);
        break;
      default:
    }
  }

  #noteCall(label: SocketLabel, call: string): void {
    const what = CALLS.get(call);
    if (what) this.#of(label)[what] ??= `${label} ${call}`;
  }

  #of(label: SocketLabel): ToldSocket {
    const known = this.#sockets.get(label);
    if (known) return known;
    const made: ToldSocket = { flows: new Map() };
    this.#sockets.set(label, made);
    return made;
  }
}
