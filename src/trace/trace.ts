import type { Emit, EventOf, EventType, SocketEvent, SocketLabel } from '../event/event.ts';

/** How long `until` waits when not told: long for a loopback conversation, short for a person. */
const DEFAULT_TIMEOUT = 2000;

/** Node turns a longer delay into one of 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** How many of the last events a missed deadline tells. */
const TOLD = 50;

/** `timeout` in milliseconds; 2000 when not given. */
export interface UntilOptions {
  readonly timeout?: number;
}

/**
 * What has happened, in the order it was seen: events are added and never changed or taken away.
 * It keeps every event it is given; a program that runs for days hands its source an `Emit` of its own instead.
 */
export class Trace implements Iterable<SocketEvent> {
  readonly #events: SocketEvent[] = [];
  readonly #waiting = new Set<Emit>();

  /** Adds an event. A function of its own, to be handed to a source: `listenTcp({ port: 0 }, trace.record)`. */
  readonly record: Emit = (event) => {
    this.#events.push(event);
    for (const look of this.#waiting) look(event);
  };

  get length(): number {
    return this.#events.length;
  }

  [Symbol.iterator](): IterableIterator<SocketEvent> {
    return this.#events.values();
  }

  /** Every event of one type, in order. */
  of<Type extends EventType>(type: Type): EventOf<Type>[] {
    return this.#events.filter(ofType(type));
  }

  /** The steps of one socket in order, or of all: `['socket', 'bind', 'listen']`. */
  steps(socket?: SocketLabel): EventType[] {
    const seen = this.#events.filter((event) => socket === undefined || event.socket === socket);
    return seen.map((event) => event.type);
  }

  /**
   * The first event that matches, past or future.
   * Rejects at the deadline with an Error that tells what was seen instead, and with whatever `match` throws.
   */
  until<Type extends EventType>(match: Type, options?: UntilOptions): Promise<EventOf<Type>>;
  until<Event extends SocketEvent>(
    match: (event: SocketEvent) => event is Event,
    options?: UntilOptions,
  ): Promise<Event>;
  until(match: (event: SocketEvent) => boolean, options?: UntilOptions): Promise<SocketEvent>;
  async until(
    match: EventType | ((event: SocketEvent) => boolean),
    { timeout = DEFAULT_TIMEOUT }: UntilOptions = {},
  ): Promise<SocketEvent> {
    const matches = typeof match === 'string' ? ofType(match) : match;
    const past = this.#events.find(matches);
    if (past !== undefined) return past;

    const caller: { stack?: string } = {};
    Error.captureStackTrace(caller, this.until);
    const event = await this.#next(matches, timeout);
    if (event !== undefined) return event;

    const wanted = typeof match === 'string' ? `'${match}'` : 'such event';
    const missed = new Error(`no ${wanted} in ${timeout} ms; saw: ${this.#tale()}`);
    // The stack of a timer leads nowhere: tell who waited.
    missed.stack = `${missed}\n${caller.stack?.split('\n').slice(1).join('\n')}`;
    throw missed;
  }

  /** The next event that matches, or undefined when `timeout` ms have passed without one. */
  #next(
    matches: (event: SocketEvent) => boolean,
    timeout: number,
  ): Promise<SocketEvent | undefined> {
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const look = (event: SocketEvent) => {
        // A source that emits must never meet an exception of someone who waits.
        try {
          if (!matches(event)) return;
          resolve(event);
        } catch (error) {
          reject(error);
        }
        finish();
      };
      const giveUp = () => {
        finish();
        resolve(undefined);
      };
      const timer = setTimeout(giveUp, Math.min(timeout, LONGEST_TIMEOUT));
      this.#waiting.add(look);
    });
  }

  /** `L1 socket, L1 bind, …`: the last events in short. */
  #tale(): string {
    const told = this.#events.slice(-TOLD).map(({ socket, type }) => `${socket} ${type}`);
    const before = this.#events.length - told.length;
    if (before > 0) told.unshift(`${before} before these`);
    return told.join(', ') || 'nothing';
  }
}

function ofType<Type extends EventType>(type: Type) {
  return (event: SocketEvent): event is EventOf<Type> => event.type === type;
}
