import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmdirSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { type Microseconds, now } from '../../event/clock.ts';
import {
  CLOCK_MARK,
  type ClockMark,
  clockOffset,
  parseTraceLine,
  type StateChange,
} from './trace-pipe.ts';

/** Why the kernel's trace is not to be had. */
export type TraceObstacle =
  | 'not-linux'
  /** No tracefs at /sys/kernel/tracing: `mount -t tracefs none /sys/kernel/tracing`. */
  | 'not-mounted'
  /** It is root's alone. */
  | 'not-permitted'
  /** This kernel does not have the event (before 4.16, or built without it). */
  | 'no-event'
  | 'failed';

/** What was traced since it was asked for last. */
export interface Drained {
  /** By our clock. */
  readonly changes: readonly StateChange[];
  /** How many changes were thrown away, because there was no more room. */
  readonly lost: number;
}

/** A trace that goes on until it is disposed of. */
export interface StateTrace extends Disposable {
  /** What was traced until now: at once, without waiting. Some 50 µs when there is nothing. Never throws. */
  drain(): Drained;
}

const EVENT = 'events/sock/inet_sock_set_state';
const MARKS = 5;
const CHUNK = 65_536;
/** Reads of one `drain`: some 25,000 changes. The rest stays for the next. */
const MOST_READS = 64;
/** Room for the changes of a moment, KiB for each processor. */
const ROOM = '1024';

/**
 * Has the kernel trace each change of a TCP socket's state (tracepoint sock:inet_sock_set_state), in an instance of tracefs of our own,
 * so that nobody else's tracing is touched. Or says why it cannot be had; root has it. Never throws. It sees the sockets of the whole
 * machine, all its network namespaces: who asks for an address may get another namespace's. Instances of processes that are gone are
 * removed.
 */
export function openStateTrace(tracefs = '/sys/kernel/tracing'): StateTrace | TraceObstacle {
  if (platform() !== 'linux') return 'not-linux';
  const instances = join(tracefs, 'instances');
  try {
    if (!readdirSync(tracefs).includes('instances')) return 'not-mounted';
    if (!existsSync(join(tracefs, EVENT, 'enable'))) return 'no-event';
    removeStale(instances);
    return Instance.make(instances);
  } catch (error) {
    return obstacle(error);
  }
}

function obstacle(error: unknown): TraceObstacle {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'not-mounted';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'not-permitted' : 'failed';
}

const NAME = /^sockets-(\d+)-\d+$/;

/** One that is read at this moment cannot be removed, whatever its name says: EBUSY. */
function removeStale(instances: string): void {
  for (const name of readdirSync(instances)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !existsSync(join('/proc', pid))) remove(join(instances, name));
  }
}

function remove(instance: string): void {
  try {
    rmdirSync(instance);
  } catch {
    // Somebody reads it, or has removed it.
  }
}

let made = 0;
/** Names that others may have left behind: in a lab processes have numbers of their own. */
const MOST_TAKEN = 1000;

/** A folder that was not there before. Throws what mkdir(2) says. */
function makeFolder(instances: string): string {
  const last = made + MOST_TAKEN;
  for (;;) {
    made += 1;
    const path = join(instances, `sockets-${readlinkSync('/proc/self')}-${made}`);
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || made >= last) throw error;
    }
  }
}

class Instance implements StateTrace {
  readonly #path: string;
  readonly #pipe: number;
  readonly #chunk = Buffer.allocUnsafe(CHUNK);
  #offset: Microseconds = 0;
  #rest = '';
  #isOpen = true;

  private constructor(path: string, pipe: number) {
    this.#path = path;
    this.#pipe = pipe;
  }

  static make(instances: string): Instance | TraceObstacle {
    const path = makeFolder(instances);
    try {
      const set = (file: string, value: string) => writeFileSync(join(path, file), value);
      // CLOCK_MONOTONIC is what our own clock counts by, so that they do not drift apart.
      set('trace_clock', 'mono');
      set('buffer_size_kb', ROOM);
      const pipe = openSync(join(path, 'trace_pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
      const instance = new Instance(path, pipe);
      if (instance.#setClock()) {
        set(join(EVENT, 'enable'), '1');
        return instance;
      }
      instance[Symbol.dispose]();
      return 'failed';
    } catch (error) {
      remove(path);
      return obstacle(error);
    }
  }

  drain(): Drained {
    const changes: StateChange[] = [];
    let lost = 0;
    for (const line of this.#lines()) {
      const parsed = parseTraceLine(line);
      if (parsed?.type === 'lost') lost += parsed.count;
      if (parsed?.type !== 'change') continue;
      changes.push({ ...parsed, at: parsed.at + this.#offset });
    }
    return { changes, lost };
  }

  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#pipe);
    remove(this.#path);
  }

  /** Whether we know now what our clock says when the trace's says something. */
  #setClock(): boolean {
    const marker = openSync(join(this.#path, 'trace_marker'), constants.O_WRONLY);
    for (let mark = 0; mark < MARKS; mark += 1) writeSync(marker, `${CLOCK_MARK} ${now()}\n`);
    closeSync(marker);
    const marks = this.#lines().flatMap((line): ClockMark[] => {
      const parsed = parseTraceLine(line);
      return parsed?.type === 'mark' ? [parsed] : [];
    });
    const offset = clockOffset(marks);
    this.#offset = offset ?? 0;
    return offset !== undefined;
  }

  #lines(): string[] {
    let text = this.#rest;
    for (let reads = 0; this.#isOpen && reads < MOST_READS; reads += 1) {
      const length = this.#read();
      if (length === 0) break;
      text += this.#chunk.toString('latin1', 0, length);
    }
    const lines = text.split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, CHUNK);
    return lines;
  }

  /** 0 when there is nothing more for now: EAGAIN. */
  #read(): number {
    try {
      return readSync(this.#pipe, this.#chunk, 0, CHUNK, null);
    } catch {
      return 0;
    }
  }
}
