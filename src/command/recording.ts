import { closeSync, openSync } from 'node:fs';
import { SocketsError } from '../error.ts';
import { now } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import { systemCode } from '../terminal/system-code.ts';
import { writeNow } from '../terminal/write-now.ts';
import { encodeEvent, encodeHeader } from '../trace/json-lines.ts';
import { LineBuffer } from '../trace/line-buffer.ts';

/** How long events may be gathered before they are written, ms. */
const GATHER = 20;

/** Every event, in order, as JSON Lines: written before more come than the buffer holds, so none is ever lost. */
export class Recording {
  readonly #buffer: LineBuffer;
  readonly #finish: () => void;
  #timer: NodeJS.Timeout | undefined;
  #events = 0;

  /** `write` takes the octets before it returns; `finish` comes last. */
  constructor(
    program: string,
    write: (bytes: Uint8Array) => void,
    finish: () => void = () => undefined,
  ) {
    this.#buffer = new LineBuffer(write);
    this.#finish = finish;
    this.#buffer.append(encodeHeader({ program, created: now() }));
  }

  /**
   * Records into a file, which its owner alone may read where it is to hold secrets. `failed` is told, once, when it cannot be written any
   * more. Throws `file-unwritable`.
   */
  static toFile(
    program: string,
    { path, secret }: { readonly path: string; readonly secret: boolean },
    failed: (error: SocketsError) => void,
  ): Recording {
    const unwritable = (cause: unknown) =>
      new SocketsError('system', 'file-unwritable', { path, code: systemCode(cause) }, { cause });
    let descriptor: number;
    try {
      descriptor = openSync(path, 'w', secret ? 0o600 : 0o666);
    } catch (cause) {
      throw unwritable(cause);
    }
    let broken = false;
    const write = (bytes: Uint8Array) => {
      if (broken) return;
      try {
        writeNow(descriptor, bytes);
      } catch (cause) {
        broken = true;
        failed(unwritable(cause));
      }
    };
    return new Recording(program, write, () => closeSync(descriptor));
  }

  /** How many events it has. */
  get events(): number {
    return this.#events;
  }

  readonly record = (event: SocketEvent): void => {
    this.#events += 1;
    this.#buffer.append(encodeEvent(event));
    this.#timer ??= setTimeout(() => this.flush(), GATHER);
  };

  /** Writes what is left. */
  close(): void {
    this.flush();
    this.#finish();
  }

  /** Writes what has been gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#buffer.flush();
  }
}
