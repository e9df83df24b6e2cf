import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import type { ClockEstimate } from './merge-clock.ts';
import { MergedEnds } from './merge-ends.ts';
import { ClockEvidence } from './merge-exchange.ts';
import { isPacket, type Packet } from './merge-flow.ts';
import { MergedLabels, type OneSocket, type Renamed } from './merge-labels.ts';
import { Once, type Teller } from './merge-once.ts';
import { type Held, Waiting } from './merge-waiting.ts';

/** How long an event waits for older ones of the other recordings, µs. */
const HOLD_BACK: Microseconds = 200_000;
/** Events that wait at the most: beyond, the oldest go on whether or not something older may follow. */
const MOST_HELD = 50_000;

/** An event of the merged trace, and which recording told it, from 0. */
export interface Merged {
  readonly file: number;
  readonly event: SocketEvent;
}

/** `holdBack`: how long an event waits for older ones of the other recordings, µs. */
export interface MergerOptions {
  readonly holdBack?: Microseconds;
}

/**
 * Puts several recordings on one timeline, while they grow or afterwards: each socket with a label of its own, times by the clock of the
 * first recording, in the order of these, and within a recording in its own order; what two recordings tell of, once. A packet stands at
 * its sender, and names its receiver, where both are known.
 * Knows no clock and has no timer: its caller says what time it is. Bounded, as long as `release` is called now and then.
 */
export class Merger {
  readonly #waiting: readonly Waiting[];
  readonly #holdBack: Microseconds;
  readonly #labels = new MergedLabels();
  readonly #ends = new MergedEnds();
  readonly #evidence: ClockEvidence;
  readonly #once = new Once();

  /** For so many recordings. */
  constructor(files: number, { holdBack = HOLD_BACK }: MergerOptions = {}) {
    this.#waiting = Array.from({ length: files }, () => new Waiting());
    this.#evidence = new ClockEvidence(files);
    this.#holdBack = holdBack;
  }

  /** How each recording's clock differs from the first one's, as far as is known now. */
  get clocks(): readonly ClockEstimate[] {
    return this.#evidence.clocks;
  }

  /** The sockets that have another label now. */
  get renamed(): readonly Renamed[] {
    return this.#labels.renamed;
  }

  /** How many events were left out, for another recording told the same. */
  get repeated(): number {
    return this.#once.repeated;
  }

  /** Takes the next event of a recording. `now` by the caller's clock, µs. */
  push(file: number, event: SocketEvent, now: Microseconds): void {
    this.#ends.learn(file, event);
    this.#evidence.learn(file, event);
    this.#waiting[file]?.add({ event, since: now });
  }

  /** Nothing more of this recording comes. */
  end(file: number): void {
    const waiting = this.#waiting[file];
    if (waiting) waiting.ended = true;
  }

  /** The label of a socket in the merged trace. Who asks first keeps its own. */
  label(socket: OneSocket): string {
    return this.#labels.of(socket, this.#ends.sameAs(socket));
  }

  /** What goes on now: every recording has gone further, or it has waited long enough. */
  release(now: Microseconds): Merged[] {
    return this.#take((held) => {
      const isNext = this.#waiting.every(({ ended, length }) => ended || length > 0);
      return isNext || now - held.since >= this.#holdBack || this.#held > MOST_HELD;
    });
  }

  /** All that is left. */
  flush(): Merged[] {
    return this.#take(() => true);
  }

  get #held(): number {
    return this.#waiting.reduce((sum, { length }) => sum + length, 0);
  }

  #take(mayGo: (held: Held) => boolean): Merged[] {
    const { clocks } = this;
    const gone: Merged[] = [];
    for (;;) {
      const next = this.#earliest(clocks);
      if (next === undefined || !mayGo(next.held)) return gone;
      const { file, held, time } = next;
      const waiting = this.#waiting[file];
      if (waiting) waiting.passed = time;
      waiting?.shift();
      const event = this.#merged(file, held.event, clocks);
      const shared = this.#ends.sameAs({ file, label: held.event.socket }).length > 0;
      const teller = { file, apart: apart(clocks), shared };
      if (!this.#once.isRepeated(event, teller)) gone.push({ file, event });
    }
  }

  #earliest(clocks: readonly ClockEstimate[]) {
    let best: { file: number; held: Held; time: Microseconds } | undefined;
    for (const [file, { first: held, passed }] of this.#waiting.entries()) {
      if (held === undefined) continue;
      const time = Math.max(passed, held.event.time + (clocks[file]?.offset ?? 0));
      if (best === undefined || time < best.time) best = { file, held, time };
    }
    return best;
  }

  /** An event with its label and time in the merged trace. */
  #merged(file: number, event: SocketEvent, clocks: readonly ClockEstimate[]): SocketEvent {
    const offset = clocks[file]?.offset ?? 0;
    const named = (label: string) => this.label({ file, label });
    const socket = named(event.socket);
    // A clock that is years behind: no time is before 1970 (docs/trace-format.md).
    const time = Math.max(0, event.time + offset);
    const moved = { ...event, socket, time };
    if (moved.type === 'accept') return { ...moved, listener: named(moved.listener) };
    if (!isPacket(moved)) return moved;
    const peer = this.#ends.peerOf(event);
    const to = moved.to === undefined ? peer && this.label(peer) : named(moved.to);
    return to === undefined || to === socket ? moved : atSender({ ...moved, to });
  }
}

/** The same packet as its sender has it. What a router said stays with the socket it was said of. */
function atSender(packet: Packet): SocketEvent {
  const { socket, local, remote, to } = packet;
  if (packet.by === 'us' || packet.type === 'icmp' || to === undefined) return packet;
  return { ...packet, socket: to, to: socket, by: 'us', local: remote, remote: local };
}

/** How far the clocks may be wrong where the recordings are of several machines. */
function apart(clocks: readonly ClockEstimate[]): Teller['apart'] {
  const others = clocks.filter(({ by }) => by === 'exchange' || by === 'bound');
  if (others.every(({ offset }) => offset === 0)) return undefined;
  return Math.max(...others.map(({ uncertainty }) => uncertainty ?? 0));
}
