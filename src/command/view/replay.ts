import { now } from '../../event/clock.ts';
import type { SocketEvent } from '../../event/event.ts';
import type { Context } from '../context.ts';
import { Interrupts } from '../interrupts.ts';
import { pause } from '../pause.ts';
import { Aside } from './aside.ts';
import type { ViewOptions } from './options.ts';
import { type Pace, show } from './show.ts';

/** Nobody likes to look at a screen where nothing happens for longer, s. */
const LONGEST_GAP = 3;
/** Timers count whole milliseconds: what is closer than that is shown at once, ms. */
const AT_ONCE = 1;

/** Shows recordings in their own time, or as many times as fast; until Ctrl-C. */
export async function replay(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<number> {
  const { speed = 1 } = options;
  const stop = new AbortController();
  using interrupts = new Interrupts(context.terminal, () => stop.abort());
  await using aside = new Aside(context);
  const pace = paced(speed, stop.signal, () =>
    aside.hint(context.text.viewing.shortened(LONGEST_GAP)),
  );
  await show(paths, options, context, pace);
  return interrupts.status;
}

/** Lets each event wait as long as it came after the one before, divided by `speed`; `shortened` is told once when a gap is too long. */
export function paced(speed: number, signal: AbortSignal, shortened: () => void): Pace {
  let before: number | undefined;
  let due = now();
  let isTold = false;
  return async ({ time }: SocketEvent) => {
    const gap = Math.max(0, time - (before ?? time)) / speed / 1000;
    before = time;
    if (gap > LONGEST_GAP * 1000 && !isTold) {
      isTold = true;
      shortened();
    }
    due += Math.min(gap, LONGEST_GAP * 1000) * 1000;
    const left = (due - now()) / 1000;
    if (left >= AT_ONCE) await pause(left, signal);
    return !signal.aborted;
  };
}
