import { SocketsError } from '../../error.ts';
import type { EventOf, EventType, SocketEvent, SocketLabel } from '../../event/event.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import type { TcpFlag } from '../../event/wire-event.ts';
import type { Impairer } from '../../lab/impairer.ts';
import type { Change } from '../../lab/impairments.ts';
import type { ScenarioText } from '../../text/wording-scenarios.ts';
import type { Trace } from '../../trace/trace.ts';
import { wrap } from '../../view/columns.ts';
import type { Stage } from '../demo/stage.ts';

/** A TCP segment as the wire lane tells it. */
export type SegmentEvent = EventOf<'segment'>;

/** How long a fact may take, ms: the kernel's own timers double from 200 ms or 1 s. */
const LONGEST = 20_000;

/** What a scenario is made of. */
export interface SceneParts {
  readonly stage: Stage;
  readonly words: ScenarioText;
  readonly network: Impairer;
  readonly asked: Change;
  readonly seen: Trace;
  readonly columns: number;
  /** Has all told that happened until now, and nothing more after it: resolves then. */
  readonly conclude: () => Promise<void>;
}

/** What a scenario plays on: sockets tell the stage, the network can be made to lose things, and what all lanes saw can be waited for. */
export class Scene {
  readonly stage: Stage;
  readonly words: ScenarioText;
  /** Impairs the private network that we are in. */
  readonly network: Impairer;
  /** How the user wants the network to be; only `congestion` can be asked. */
  readonly asked: Change;
  /** What all lanes saw, in order, some 100 ms after it happened. */
  readonly seen: Trace;
  /** How wide what is drawn may be. */
  readonly columns: number;
  readonly #conclude: () => Promise<void>;

  constructor({ stage, words, network, asked, seen, columns, conclude }: SceneParts) {
    this.stage = stage;
    this.words = words;
    this.network = network;
    this.asked = asked;
    this.seen = seen;
    this.columns = columns;
    this.#conclude = conclude;
  }

  /** The first event of a type that matches, past or future. Throws `not-seen` when it does not come: `what` says in a few words what that is. */
  async until<Type extends EventType>(
    type: Type,
    what: string,
    match: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const isIt = (event: SocketEvent): event is EventOf<Type> => isOf(event, type) && match(event);
    try {
      return await this.seen.until(isIt, { timeout: LONGEST });
    } catch (cause) {
      throw new SocketsError('system', 'not-seen', { what }, { cause });
    }
  }

  /** The first segment that matches, past or future. */
  segment(what: string, match: (segment: SegmentEvent) => boolean): Promise<SegmentEvent> {
    return this.until('segment', what, match);
  }

  /** Resolves when the kernel has a socket in a state, from `since` on (µs). */
  state(socket: SocketLabel, state: TcpState, since = 0): Promise<EventOf<'state'>> {
    return this.until(
      'state',
      `${state} (${socket})`,
      (event) => event.socket === socket && event.state === state && event.time >= since,
    );
  }

  /** Resolves when a socket has received so many octets in all: at once, without waiting for the other lanes. */
  async received(socket: SocketLabel, octets: number): Promise<void> {
    const { stage } = this;
    const sum = () => stage.of('receive', socket).reduce((all, { bytes }) => all + bytes, 0);
    try {
      await stage.trace.until(() => sum() >= octets, { timeout: LONGEST });
    } catch (cause) {
      throw new SocketsError('system', 'not-seen', { what: `receive (${socket})` }, { cause });
    }
  }

  /** The segments of a connection's two ends since a time, in order. */
  segments(sockets: readonly SocketLabel[], since = 0): SegmentEvent[] {
    return this.seen
      .of('segment')
      .filter(({ time, socket }) => time >= since && sockets.includes(socket));
  }

  /** Resolves when the kernel has done with a connection: the socket that closed first waits on in TIME-WAIT, others are gone. */
  async over(socket: SocketLabel): Promise<void> {
    await this.until(
      'state',
      `TIME-WAIT (${socket})`,
      (event) => event.socket === socket && DONE.has(event.state) && event.was !== undefined,
    );
  }

  /** What was seen, in short: with figures that were measured just now. The last that is said. */
  async saw(lines: readonly string[]): Promise<void> {
    await this.#conclude();
    this.stage.chapter(this.words.saw);
    this.stage.show(lines.flatMap((line) => wrap(line, this.columns - 2).map((row) => `  ${row}`)));
  }
}

const DONE: ReadonlySet<TcpState> = new Set(['TIME-WAIT', 'CLOSED']);

function isOf<Type extends EventType>(event: SocketEvent, type: Type): event is EventOf<Type> {
  return event.type === type;
}

/** Whether a segment has exactly these control bits; PSH, which only says that data is complete, does not count. */
export function hasFlags({ flags }: SegmentEvent, ...wanted: readonly TcpFlag[]): boolean {
  const told = flags.filter((flag) => flag !== 'PSH');
  return told.length === wanted.length && told.every((flag) => wanted.includes(flag));
}

/** Who sent a segment: `undefined` when it is none of ours. */
export function senderOf({ by, socket, to }: SegmentEvent): SocketLabel | undefined {
  return by === 'us' ? socket : to;
}
