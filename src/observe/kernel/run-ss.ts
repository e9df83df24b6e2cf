import { execFile } from 'node:child_process';
import { Socket } from 'node:net';

/** What a run of ss printed, or why there is nothing: it is not installed; it failed, or took too long. */
export type SsAnswer = { readonly printed: string } | { readonly why: 'absent' | 'failed' };

/** Bounds on one run: milliseconds, and octets of what it prints (some 40,000 sockets with TCP_INFO). */
const LONGEST_RUN = 2000;
const MOST_PRINTED = 16 * 1024 * 1024;

/** Runs ss(8) once. Never rejects, and does not keep the program running; `stop` ends it. */
export function runSs(args: readonly string[], stop: AbortSignal): Promise<SsAnswer> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_RUN)]);
  const options = { signal, killSignal: 'SIGKILL', maxBuffer: MOST_PRINTED } as const;
  const { promise, resolve } = pending();
  try {
    const child = execFile('ss', args, { ...options, encoding: 'latin1' }, (error, printed) => {
      if (error) resolve({ why: error.code === 'ENOENT' ? 'absent' : 'failed' });
      else resolve({ printed });
    });
    child.unref();
    for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  } catch {
    // No process, no descriptors.
    resolve({ why: 'failed' });
  }
  return promise;
}

function pending() {
  let resolve: (answer: SsAnswer) => void = () => undefined;
  const promise = new Promise<SsAnswer>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
