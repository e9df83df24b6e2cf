import { setImmediate, setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds, or at once when the signal aborts. Never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Resolves when the event loop has been round once: what came in meanwhile has been taken. */
export async function turn(): Promise<void> {
  await setImmediate();
}
