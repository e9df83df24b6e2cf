import { SocketsError } from '../../error.ts';
import { now } from '../../event/clock.ts';
import type { SocketEvent } from '../../event/event.ts';
import { Merger } from '../../trace/merger.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { followTrace } from '../follow-trace.ts';
import { STANDARD_INPUT } from '../input.ts';
import { Interrupts } from '../interrupts.ts';
import { pause } from '../pause.ts';
import { Following } from './following.ts';
import type { ViewOptions } from './options.ts';
import { isBadTrace, openRecording } from './recording-file.ts';

/** How long events are gathered before they are shown, ms. */
const GATHER = 40;

/** Shows recordings while they grow, on one timeline, until Ctrl-C, or until pipes have ended. */
export async function follow(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<number> {
  const stop = new AbortController();
  using interrupts = new Interrupts(context.terminal, () => stop.abort());
  const merger = new Merger(paths.length);
  await using shown = new Following(paths, options, context);
  const reading = paths.map((path, file) =>
    pump(path, file, { context, merger, shown, signal: stop.signal }),
  );
  let isOver = false;
  const all = Promise.all(reading).finally(() => {
    isOver = true;
    stop.abort();
  });
  // Whoever waits for it is told; until then nobody does.
  all.catch(() => undefined);
  while (!isOver && !stop.signal.aborted) {
    await shown.show(merger.release(now()), merger);
    if (shown.closed) stop.abort();
    await pause(GATHER, stop.signal);
  }
  await Promise.allSettled(reading);
  await shown.show(merger.flush(), merger);
  if (!interrupts.status && !shown.closed) await all;
  return interrupts.status;
}

interface Pumped {
  readonly context: Context;
  readonly merger: Merger;
  readonly shown: Following;
  readonly signal: AbortSignal;
}

/** Hands the events of one recording on, as they come. */
async function pump(
  path: string,
  file: number,
  { context, merger, shown, signal }: Pumped,
): Promise<void> {
  try {
    const events =
      path === STANDARD_INPUT
        ? inputEvents(context, signal)
        : followTrace(path, { signal, told: (what) => shown.tell(what, visibleText(path)) });
    for await (const event of events) merger.push(file, event, now());
  } catch (error) {
    if (!isBadTrace(error)) throw error;
    throw new SocketsError('usage', 'bad-trace', { path, ...error.facts });
  } finally {
    merger.end(file);
  }
}

/** What comes on standard input, until its end. */
async function* inputEvents(context: Context, signal: AbortSignal): AsyncGenerator<SocketEvent> {
  const { input } = context.terminal;
  signal.addEventListener('abort', () => input.destroy());
  const recording = openRecording(STANDARD_INPUT, context);
  for await (const batch of recording.batches()) yield* batch;
}
