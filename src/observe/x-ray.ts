import { type Microseconds, now } from '../event/clock.ts';
import type { Emit, EventType, SocketEvent, Source } from '../event/event.ts';
import { type Labels, processLabels } from '../event/label.ts';
import { labelled, type Sighting } from './sighting.ts';
import { Timeline } from './timeline.ts';
import { Whose } from './whose.ts';

/** A lane besides the program's own, at work. */
export interface LaneSource {
  /** Resolves when it sees what happens from now on, or never will. Never rejects. */
  readonly ready: Promise<void>;
  /** Something has happened to a socket: a good moment to look. */
  look?(): void;
  /** Resolves when it has told all that happened until now, and is gone. Never rejects. */
  close(): Promise<void>;
}

/** Something to say between the events: it has its place among them. */
interface Note {
  readonly seen: 'note';
  readonly time: Microseconds;
  readonly say: () => void;
}

/** What a source tells: events that have their labels, or sightings that have none yet. */
export type Tell = (seen: SocketEvent | Sighting) => void;

/** How long an event is held back, so that what other lanes saw before it comes before it, µs. */
const WINDOW = 100_000;
/** How long what happened last may be on its way to us from the other lanes, ms. */
const TAIL = 100;
/** A timer that is there only to be there, ms. */
const LONG = 60_000;
/** How often what is old enough goes on, ms. */
const BEAT = 20;

/** Steps that change what the kernel keeps. */
const TURNS: ReadonlySet<EventType> = new Set([
  ...(['listen', 'attempt', 'connect', 'accept', 'shutdown', 'end-of-stream'] as const),
  ...(['reset', 'close', 'blocked', 'drained', 'pause', 'resume', 'syscall'] as const),
]);

/** All lanes on one timeline: takes what the program and the other sources see, and hands it on in order, each with its socket's label. */
export class XRay {
  readonly #emit: Emit;
  readonly #shown: ReadonlySet<Source>;
  readonly #whose: Whose;
  readonly #timeline: Timeline<SocketEvent | Sighting | Note>;
  readonly #sources: LaneSource[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  /** Events of the sources that are `shown` are handed to `emit`; of the others only what they teach is used. */
  constructor(emit: Emit, shown: ReadonlySet<Source>, labels: Labels = processLabels) {
    this.#whose = new Whose(labels);
    this.#emit = emit;
    this.#shown = shown;
    this.#timeline = new Timeline((seen) => this.#hand(seen));
  }

  /** Adds a lane. `open` is given where to tell what is seen. */
  add(open: (tell: Tell, whose: Whose) => LaneSource): void {
    this.#sources.push(open(this.#tell, this.#whose));
  }

  /** Resolves when every lane is watching. */
  async ready(): Promise<void> {
    await Promise.all(this.#sources.map(({ ready }) => ready));
  }

  /** Takes what the program tells. */
  readonly take: Emit = (event) => {
    this.#tell(event);
    if (TURNS.has(event.type)) this.#look();
  };

  /** Has something said after all that happened until a time. Default: now. */
  note(say: () => void, time: Microseconds = now()): void {
    if (this.#closed) {
      say();
      return;
    }
    this.#timeline.add({ seen: 'note', time, say });
    this.#start();
  }

  /** Resolves when all that was seen until now has been handed on. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ until: now(), resolve });
      this.#start();
    });
  }

  /** Ends all lanes, and hands on what is left. */
  async close(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, TAIL));
    // What a lane still waits for, an answer of ss, may not keep this program running by itself.
    const awake = setInterval(() => undefined, LONG);
    await Promise.all(this.#sources.map((source) => source.close()));
    clearInterval(awake);
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#timeline.close();
    this.#closed = true;
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  readonly #tell: Tell = (seen) => {
    if (!('seen' in seen)) this.#whose.learn(seen);
    else if (seen.seen === 'call') this.#look();
    this.#timeline.add(seen);
    this.#start();
  };

  /** Something has changed: whoever only looks from time to time looks now. */
  #look(): void {
    for (const source of this.#sources) source.look?.();
  }

  #hand(seen: SocketEvent | Sighting | Note): void {
    if ('seen' in seen && seen.seen === 'note') {
      seen.say();
      return;
    }
    const event = 'seen' in seen ? labelled(seen, this.#whose) : seen;
    if (event && this.#shown.has(event.source)) this.#emit(event);
  }

  #start(): void {
    this.#timer ??= setInterval(() => this.#beat(), BEAT);
  }

  #beat(): void {
    const old = now() - WINDOW;
    const held = this.#timeline.release(old);
    this.#waiting = this.#waiting.filter(({ until, resolve }) => {
      if (until > old) return true;
      resolve();
      return false;
    });
    if (held > 0 || this.#waiting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
