import { type FSWatcher, promises, type Stats, watch } from 'node:fs';
import { systemCode } from '../terminal/system-code.ts';
import { unreadable } from './input.ts';
import { pause } from './pause.ts';

type Handle = promises.FileHandle;

/** How long it takes at the most until growth is seen, ms: no file system tells of it reliably. */
const POLL = 100;
const CHUNK = 64 * 1024;
/** Octets at the beginning of a file by which it is known again. A trace's header has the time when it was begun. */
const HEAD = 256;

/** What is told of a file that is followed: it is not there yet; it is another one now, or was emptied, and is read from its beginning. */
export type Followed = 'waiting' | 'anew';

/** `signal` ends it; `told` hears, once each time, what happens to the file. */
export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly told?: (what: Followed) => void;
}

/**
 * A file's octets, as they come, until the signal aborts: one iterable for each time it begins anew, to be read to its end.
 * Throws `file-unreadable`.
 */
export async function* followFile(
  path: string,
  { signal, told = () => undefined }: FollowOptions,
): AsyncGenerator<AsyncGenerator<Uint8Array>> {
  let before = false;
  while (!signal.aborted) {
    const file = await opened(path, signal, told);
    if (file === undefined) return;
    try {
      if (before) told('anew');
      before = true;
      yield file.growing(signal);
      if (file.isStream) return;
    } finally {
      await file.close();
    }
  }
}

/** Opens a file as soon as it is there; `undefined` when the signal aborts before. */
async function opened(
  path: string,
  signal: AbortSignal,
  told: (what: Followed) => void,
): Promise<FollowedFile | undefined> {
  for (let isTold = false; !signal.aborted; isTold = true) {
    try {
      const handle = await promises.open(path);
      return new FollowedFile(path, handle, await handle.stat());
    } catch (cause) {
      if (systemCode(cause) !== 'ENOENT') throw unreadable(path, cause);
    }
    if (!isTold) told('waiting');
    await pause(POLL, signal);
  }
  return undefined;
}

/** One file, from its beginning until another takes its place, or it is emptied. */
class FollowedFile {
  readonly #path: string;
  readonly #handle: Handle;
  readonly #stats: Stats;
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  #position = 0;
  #head: Uint8Array = new Uint8Array();

  constructor(path: string, handle: Handle, stats: Stats) {
    this.#path = path;
    this.#handle = handle;
    this.#stats = stats;
  }

  /** Whether it is a pipe or the like, which can be read once, and has an end. */
  get isStream(): boolean {
    return !this.#stats.isFile();
  }

  async *growing(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const wake = new Wake(this.#path, signal);
    try {
      while (!signal.aborted) {
        const octets = await this.#read();
        if (octets.length > 0) yield octets;
        else if (this.isStream) return;
        else await wake.next(POLL);
        if (octets.length < CHUNK && !(await this.#isSame())) return;
      }
    } finally {
      wake.close();
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** What is there behind what was read. */
  async #read(): Promise<Uint8Array> {
    try {
      const from = this.isStream ? null : this.#position;
      const { bytesRead } = await this.#handle.read(this.#buffer, 0, CHUNK, from);
      // A copy: whoever gets it may keep it.
      const octets = new Uint8Array(this.#buffer.subarray(0, bytesRead));
      if (this.#position === 0) this.#head = octets.subarray(0, HEAD);
      this.#position += bytesRead;
      return octets;
    } catch (cause) {
      throw unreadable(this.#path, cause);
    }
  }

  /** Whether the path still leads to this file, and what was read of it still stands there. One that was removed may still grow. */
  async #isSame(): Promise<boolean> {
    if (this.isStream) return true;
    const there = await promises.stat(this.#path).catch(() => undefined);
    if (there === undefined) return true;
    if (there.ino !== this.#stats.ino || there.dev !== this.#stats.dev) return false;
    if (there.size < this.#position) return false;
    // Emptied and written again between two looks: it is as long as before, and another one.
    const head = Buffer.alloc(this.#head.length);
    await this.#handle.read(head, 0, head.length, 0);
    return head.equals(this.#head);
  }
}

/** Wakes when the system says that a file has changed, when the signal aborts, or after a while whatever they say. */
class Wake {
  readonly #signal: AbortSignal;
  readonly #watcher: FSWatcher | undefined;
  #waiting = new AbortController();
  readonly #stop = () => this.#waiting.abort();

  constructor(path: string, signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop);
    try {
      this.#watcher = watch(path, { persistent: false });
      this.#watcher.on('change', this.#stop);
      this.#watcher.on('error', () => undefined);
    } catch {
      // Too many are watched, or this file system cannot: looking now and then does.
    }
  }

  async next(milliseconds: number): Promise<void> {
    if (!this.#signal.aborted) await pause(milliseconds, this.#waiting.signal);
    this.#waiting = new AbortController();
  }

  close(): void {
    this.#watcher?.close();
    this.#signal.removeEventListener('abort', this.#stop);
  }
}
