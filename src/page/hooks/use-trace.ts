import { useEffect, useState } from 'preact/hooks';
import type { BadLine, Incoming } from '../model/incoming.ts';
import { makeRecording, type Recording } from '../model/recording.ts';
import { follow, type OnProgress, type Progress, readEmbedded, type Source } from '../source.ts';

/** The trace as far as it is here. */
export interface TraceState {
  readonly recording: Recording;
  readonly progress: Progress;
  /** Events that have come, the last of them perhaps not drawn yet. */
  readonly events: number;
  readonly newer: number;
  readonly skipped: number;
  readonly isFull: boolean;
  readonly bad: BadLine | undefined;
}

const NOTHING: TraceState = {
  recording: makeRecording([]),
  progress: 'reading',
  ...{ events: 0, newer: 0, skipped: 0, isFull: false, bad: undefined },
};

/** While more comes, the ladder is drawn again at the most so often, ms, and never for more than a part of the time. */
const BETWEEN = 80;
const SHARE = 6;

/** Reads the page's own trace, or follows a run. */
export function useTrace(source: Source): TraceState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    const drawing = new Drawing(setState);
    const tell: OnProgress = (incoming, progress) => drawing.tell(incoming, progress);
    const stop =
      source.kind === 'live' ? follow(source.path, tell) : readEmbedded(source.base64, tell);
    return () => {
      stop();
      drawing.stop();
    };
  }, [source]);
  return state;
}

/** Makes the recording of what has come, not more often than it is worth. */
class Drawing {
  readonly #set: (state: TraceState) => void;
  #last = NOTHING;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #notBefore = 0;

  constructor(set: (state: TraceState) => void) {
    this.#set = set;
  }

  tell(incoming: Incoming, progress: Progress): void {
    this.stop();
    const wait = this.#notBefore - performance.now();
    const isLast = progress !== 'reading' && progress !== 'live';
    if (isLast || (progress === 'live' && wait <= 0)) {
      this.#draw(incoming, progress);
      return;
    }
    this.#show(incoming, progress, this.#last.recording);
    // What is read from the page itself is drawn when all of it is here.
    if (progress === 'reading') return;
    this.#timer = setTimeout(() => this.#draw(incoming, progress), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #draw(incoming: Incoming, progress: Progress): void {
    const began = performance.now();
    const isSame = incoming.events.length === this.#last.recording.events.length;
    const recording = isSame ? this.#last.recording : makeRecording([...incoming.events]);
    const ended = performance.now();
    this.#notBefore = ended + Math.max(BETWEEN, SHARE * (ended - began));
    this.#show(incoming, progress, recording);
  }

  #show(incoming: Incoming, progress: Progress, recording: Recording): void {
    const { events, newer, skipped, isFull, bad } = incoming;
    this.#last = { recording, progress, events: events.length, newer, skipped, isFull, bad };
    this.#set(this.#last);
  }
}
