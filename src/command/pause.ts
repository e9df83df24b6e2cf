import { setImmediate, setTimeout } from 'node:timers/promises';
import { now } from '../event/clock.ts';

/** Resolves after so many milliseconds, and not before, or at once when the signal aborts. Never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const end = now() + milliseconds * 1000;
  let left = milliseconds;
  do {
    await setTimeout(left, undefined, { signal }).catch(() => undefined);
    left = (end - now()) / 1000; // a timer counts from the beginning of its turn of the event loop
  } while (left > 0 && !signal.aborted);
}

/** Resolves when the event loop has been round once: what came in meanwhile has been taken. */
export async function turn(): Promise<void> {
  await setImmediate();
}
