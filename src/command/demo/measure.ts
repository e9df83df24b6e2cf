import { now } from '../../event/clock.ts';
import type { Connection } from '../../stream/connection.ts';

/** What a connection to an echo server was measured to do. */
export interface Figures {
  /** µs from a send to its echo, the median. */
  readonly roundTrip: number;
  /** Octets a second, there and back at once. */
  readonly throughput: number;
}

const WARM_UP = 200;
const ROUND_TRIPS = 1000;
const PROBE = Buffer.alloc(64, 'x');
const BULK = 32 * 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 'x');

/** Measures echoes of 64 octets, one after the other, then 32 MiB in one go. The peer must echo. */
export async function measure(connection: Connection): Promise<Figures> {
  const echo = new EchoCount(connection);
  await roundTrips(connection, echo, WARM_UP);
  const times = await roundTrips(connection, echo, ROUND_TRIPS);
  const roundTrip = median(times);
  const began = now();
  const sent = sendAll(connection, echo);
  await echo.of(BULK);
  await sent;
  const throughput = (BULK / (now() - began)) * 1_000_000;
  return { roundTrip, throughput };
}

/** The middle one; of an even number the upper of the two. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;
}

async function roundTrips(
  connection: Connection,
  echo: EchoCount,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const began = now();
    connection.send(PROBE);
    await echo.of(PROBE.length);
    times.push(now() - began);
  }
  return times;
}

async function sendAll(connection: Connection, echo: EchoCount): Promise<void> {
  for (let sent = 0; sent < BULK; sent += PIECE.length) {
    if (!connection.send(PIECE)) await echo.drained();
  }
}

/** Counts what comes back. */
class EchoCount {
  #waiting = 0;
  #wake: () => void = () => undefined;
  #drained: () => void = () => undefined;

  constructor(connection: Connection) {
    connection.handle({
      receive: (_connection, { length }) => {
        this.#waiting -= length;
        if (this.#waiting <= 0) this.#wake();
      },
      drained: () => this.#drained(),
    });
  }

  /** Resolves when so many octets more than before have come. */
  of(octets: number): Promise<void> {
    this.#waiting += octets;
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#waiting <= 0) resolve();
    });
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained = resolve;
    });
  }
}
