import type { SocketEvent } from '../event/event.ts';
import {
  allows,
  type Bounds,
  type ClockEstimate,
  estimate,
  reversed,
  sum,
  UNBOUNDED,
} from './merge-clock.ts';
import { keep } from './merge-memory.ts';
import { type Passage, Passages } from './merge-passages.ts';
import { Progress } from './merge-progress.ts';

/** Directions that are followed at once. */
const MOST_FLOWS = 4096;

/**
 * Learns from what passed between recordings how their clocks differ: nothing is received before it was sent. Whatever was sent at `s` by
 * the clock of i and received at `r` by that of j says of the offset θ of j that r + θ ≥ s; what passed the other way limits it from above.
 */
export class ClockEvidence {
  readonly #passages: readonly Passages[];
  readonly #flows = new Map<string, Map<string, Progress>>();
  /** For each pair of recordings i < j: what is to be added to the times of j to have those of i. */
  readonly #bounds = new Map<string, Bounds>();
  #clocks: readonly ClockEstimate[];
  #changed = false;

  /** For so many recordings. */
  constructor(files: number) {
    this.#passages = Array.from({ length: files }, () => new Passages());
    this.#clocks = this.#passages.map(unknown);
  }

  /** How each clock differs from the first recording's. An offset, once told, stays until it is shown to be impossible. */
  get clocks(): readonly ClockEstimate[] {
    if (this.#changed) {
      this.#changed = false;
      const before = this.#clocks;
      const bounds = this.#boundsOfAll();
      this.#clocks = bounds.map((one, file) => better(before[file], one));
    }
    return this.#clocks;
  }

  /** Learns from an event of a recording. */
  learn(file: number, event: SocketEvent): void {
    for (const passage of this.#passages[file]?.of(event) ?? []) this.#pass(file, passage);
  }

  #pass(file: number, passage: Passage): void {
    const { flow, side, time, units } = passage;
    const sides = this.#flows.get(flow) ?? new Map<string, Progress>();
    keep(this.#flows, flow, sides, MOST_FLOWS);
    const own = sides.get(`${side} ${file}`) ?? new Progress();
    sides.set(`${side} ${file}`, own);
    const begin = own.end;
    if (!own.reach('more' in units ? begin + units.more : units.until, time)) return;
    for (const other of this.#passages.keys()) {
      const far = sides.get(`${side === 'sent' ? 'received' : 'sent'} ${other}`);
      if (other !== file && far)
        this.#limit(passage, file, other, far.timeOf(tightest(side, begin, own, far)));
    }
  }

  /** A passage at one recording, and when its counterpart was seen at another. */
  #limit({ side, time }: Passage, file: number, other: number, seen: number | undefined): void {
    if (seen === undefined) return;
    if (side === 'sent') this.#narrow(file, time, other, seen);
    else this.#narrow(other, seen, file, time);
  }

  /** What `sender` sent at one time, by its clock, `receiver` received at the other. */
  #narrow(sender: number, sent: number, receiver: number, received: number): void {
    const isForward = sender < receiver;
    const key = isForward ? `${sender} ${receiver}` : `${receiver} ${sender}`;
    const before = this.#bounds.get(key) ?? UNBOUNDED;
    const { low, high } = before;
    const after = isForward
      ? { low: Math.max(low, sent - received), high }
      : { low, high: Math.min(high, received - sent) };
    if (after.low === low && after.high === high) return;
    this.#bounds.set(key, after);
    this.#changed = true;
  }

  /** From the first recording on, over whichever recordings lead to the others. */
  #boundsOfAll(): (Bounds | undefined)[] {
    const found: (Bounds | undefined)[] = this.#passages.map(() => undefined);
    found[0] = { low: 0, high: 0 };
    for (const at of found.keys()) {
      if (found[at] === undefined) this.#reach(found);
    }
    return found;
  }

  #reach(found: (Bounds | undefined)[]): void {
    for (const [from, known] of found.entries()) {
      for (const to of found.keys()) {
        const between = this.#between(from, to);
        if (known && between && found[to] === undefined) found[to] = sum(known, between);
      }
    }
  }

  #between(from: number, to: number): Bounds | undefined {
    if (from < to) return this.#bounds.get(`${from} ${to}`);
    const bounds = this.#bounds.get(`${to} ${from}`);
    return bounds && reversed(bounds);
  }
}

/** Which unit tells most: what was received first of what was sent now, what was sent last of what is received now. */
function tightest(side: Passage['side'], begin: number, own: Progress, far: Progress): number {
  return side === 'sent' ? begin : Math.min(own.end, far.end) - 1;
}

function unknown(): ClockEstimate {
  return { offset: 0, by: 'unknown' };
}

/** The offset that was told already, where it is still possible: times that are on the screen must not become others for nothing. */
function better(before: ClockEstimate | undefined, bounds: Bounds | undefined): ClockEstimate {
  if (bounds === undefined) return unknown();
  const now = estimate(bounds);
  if (before === undefined || before.offset === now.offset || !allows(bounds, before.offset)) {
    return now;
  }
  if (now.by !== 'exchange') return now;
  const uncertainty = Math.max(bounds.high - before.offset, before.offset - bounds.low);
  return { offset: before.offset, uncertainty: Math.max(0, Math.ceil(uncertainty)), by: now.by };
}
