import { closeSync, openSync, statSync } from 'node:fs';
import { SocketsError } from '../../error.ts';
import { systemCode } from '../../terminal/system-code.ts';
import { writeNow } from '../../terminal/write-now.ts';
import { makeStyle, type Style } from '../../view/style.ts';
import type { Context } from '../context.ts';
import { styleOn } from '../style-on.ts';

/** Octets that are gathered before they are written. */
const GATHER = 64 * 1024;

/** Where a recording is shown, or written in another form: stdout, or a file. */
export class ViewOutput implements Disposable {
  /** The colours it can show. */
  readonly style: Style;
  /** How long lines may be: as long as they like in a file, unless COLUMNS says otherwise. */
  readonly columns: () => number | undefined;
  readonly #write: (octets: Uint8Array) => boolean;
  readonly #close: () => void;
  #gathered: Uint8Array[] = [];
  #text = '';
  #length = 0;
  #closed = false;

  private constructor(
    context: Context,
    path: string | undefined,
    write: (octets: Uint8Array) => boolean,
    close: () => void,
  ) {
    const { terminal, color } = context;
    const { COLUMNS } = terminal.environment;
    const inFile = Number(COLUMNS) || undefined;
    const onScreen = () =>
      terminal.outputIsTerminal ? terminal.size().columns : terminal.columns();
    this.columns = path === undefined ? onScreen : () => inFile;
    this.style =
      path === undefined ? styleOn('output', context) : makeStyle(color === 'always' ? 1 : 0);
    this.#write = write;
    this.#close = close;
  }

  /** Opens a file, or stdout where there is no path. Throws `file-unwritable`; and where one of the files to be read would be overwritten. */
  static open(context: Context, path: string | undefined, inputs: readonly string[]): ViewOutput {
    if (path === undefined) {
      const { terminal } = context;
      const write = (octets: Uint8Array) => terminal.writeOutputNow(octets);
      return new ViewOutput(context, path, write, () => undefined);
    }
    refuseOverwriting(path, inputs);
    const unwritable = (cause: unknown) =>
      new SocketsError('system', 'file-unwritable', { path, code: systemCode(cause) }, { cause });
    const descriptor = attempt(() => openSync(path, 'w'), unwritable);
    const write = (octets: Uint8Array) => {
      attempt(() => writeNow(descriptor, octets), unwritable);
      return true;
    };
    return new ViewOutput(context, path, write, () => closeSync(descriptor));
  }

  /** Nobody reads any more (`| head`). */
  get closed(): boolean {
    return this.#closed;
  }

  /** Adds lines, each without its newline. */
  print(lines: readonly string[]): void {
    for (const line of lines) this.text(`${line}\n`);
  }

  /** Adds text as it is. */
  text(text: string): void {
    this.#text += text;
    if (this.#length + this.#text.length >= GATHER) this.flush();
  }

  /** Adds octets. */
  octets(octets: Uint8Array): void {
    this.#gather();
    this.#gathered.push(octets);
    this.#length += octets.length;
    if (this.#length >= GATHER) this.flush();
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#gather();
    if (this.#length === 0) return;
    const octets = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#length = 0;
    if (!this.#closed) this.#closed = !this.#write(octets);
  }

  #gather(): void {
    if (this.#text === '') return;
    const octets = Buffer.from(this.#text);
    this.#text = '';
    this.#gathered.push(octets);
    this.#length += octets.length;
  }

  [Symbol.dispose](): void {
    try {
      this.flush();
    } finally {
      this.#close();
    }
  }
}

function attempt<Result>(work: () => Result, failed: (cause: unknown) => SocketsError): Result {
  try {
    return work();
  } catch (cause) {
    throw failed(cause);
  }
}

/** Opening a file to write empties it: a recording that is still to be read would be gone. */
function refuseOverwriting(path: string, inputs: readonly string[]): void {
  const target = identityOf(path);
  const same = inputs.find((input) => target !== undefined && identityOf(input) === target);
  if (same === undefined) return;
  throw new SocketsError('usage', 'conflicting-options', { one: `--output ${path}`, other: same });
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? `${found.dev} ${found.ino}` : undefined;
}
