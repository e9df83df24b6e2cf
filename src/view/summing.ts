import type { Microseconds } from '../event/clock.ts';
import type { EventType, SocketEvent } from '../event/event.ts';
import type { TcpFlag } from '../event/wire-event.ts';

/**
 * A reader is shown so many lines at once, and so many more each second; what comes faster is summed up. A line takes
 * up to a tenth of a millisecond to make, in which no socket is served.
 */
const BURST = 500;
const PER_SECOND = 500;
/** How long a sum goes on, ms. */
export const SUM_PERIOD = 1000;

/** What was counted in place of being shown. */
export interface Summary {
  readonly from: Microseconds;
  readonly to: Microseconds;
  readonly counts: ReadonlyMap<EventType, { readonly count: number; readonly bytes: number }>;
  /** A `blocked` that nothing has followed: not counted, for it is what a reader waits with. */
  readonly last?: SocketEvent;
}

/** Lines that may still be shown: filled with time, emptied by use. */
class Allowance {
  #lines = BURST;
  #last: Microseconds = 0;

  /** Uses up lines that are shown beneath one that was taken. */
  spend(lines: number): void {
    this.#lines -= lines;
  }

  take(time: Microseconds): boolean {
    const gained = ((time - this.#last) / 1_000_000) * PER_SECOND;
    this.#last = time;
    this.#lines = Math.min(BURST, this.#lines + gained);
    if (this.#lines < 1) return false;
    this.#lines -= 1;
    return true;
  }
}

/** What comes with each octet or datagram that moves, and so may come too fast to be read. */
const FLOW: ReadonlySet<EventType> = new Set([
  ...(['send', 'receive', 'blocked', 'drained'] as const),
  ...(['reply', 'no-reply', 'fate', 'tls-record', 'ws-frame', 'ws-message'] as const),
  ...(['datagram', 'ip-fragment', 'dropped', 'queues', 'accept-queue', 'tcp-info'] as const),
]);

/** What carries the octets of a stream or of datagrams: its sum tells how many. */
const CARRYING: ReadonlySet<EventType> = new Set([
  ...(['send', 'receive', 'syscall', 'segment', 'datagram', 'ip-fragment', 'dropped'] as const),
]);

/** Of segments and system calls, those that move octets, acknowledge them or find none: none that begins or ends anything. */
function isFlow(event: SocketEvent): boolean {
  if (event.type === 'segment') return !event.flags.some((flag) => TURNING.has(flag));
  if (event.type === 'syscall') return (event.bytes ?? 0) > 0 || event.error === 'EAGAIN';
  return FLOW.has(event.type);
}
const TURNING: ReadonlySet<TcpFlag> = new Set(['SYN', 'FIN', 'RST']);

/**
 * Decides for each event whether it gets a line of its own or is counted, so that each is told once, in order. The flow of
 * octets has an allowance of its own: a flood hides no other step.
 */
export class Summing {
  readonly #flow = new Allowance();
  readonly #others = new Allowance();
  #summing = false;
  #inPeriod = 0;
  #from: Microseconds = 0;
  #last: SocketEvent | undefined;
  #counts = new Map<EventType, { count: number; bytes: number }>();

  /** True when the event shall have its own line, after what `drain` gives. `behind`: there is too much to write already. */
  takes(event: SocketEvent, behind: boolean): boolean {
    const { time } = event;
    const flows = isFlow(event);
    if (!behind) {
      if (!flows && this.#others.take(time)) return true;
      if (flows && !this.#summing && this.#flow.take(time)) return true;
    }
    this.#summing = true;
    this.#inPeriod += 1;
    if (this.#last) this.#count(this.#last);
    else if (this.#counts.size === 0) this.#from = time;
    this.#last = event;
    return false;
  }

  /** More lines than the one that was taken: octets shown beneath it. */
  spend(lines: number): void {
    this.#flow.spend(lines);
  }

  /** What was counted since the last time, if anything was. */
  drain(): Summary | undefined {
    const last = this.#last;
    if (!last) return;
    const waiting = last.type === 'blocked';
    if (!waiting) this.#count(last);
    const summary = { from: this.#from, to: last.time, counts: this.#counts };
    this.#counts = new Map();
    this.#last = undefined;
    return waiting ? { ...summary, last } : summary;
  }

  /** To be called each `SUM_PERIOD` while it is true: a period that was slow enough to be shown ends the counting. */
  goOn(): boolean {
    this.#summing = this.#inPeriod > PER_SECOND / 2;
    this.#inPeriod = 0;
    return this.#summing;
  }

  #count(event: SocketEvent): void {
    const bytes = CARRYING.has(event.type) && 'bytes' in event ? (event.bytes ?? 0) : 0;
    const kind = this.#counts.get(event.type);
    if (kind) {
      kind.count += 1;
      kind.bytes += bytes;
    } else this.#counts.set(event.type, { count: 1, bytes });
  }
}
