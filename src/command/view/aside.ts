import { Screen } from '../../terminal/screen.ts';
import { grouped } from '../../text/quantity.ts';
import { rowsOf } from '../../view/columns.ts';
import type { Context } from '../context.ts';
import { styleOn } from '../style-on.ts';
import type { RecordingFile } from './recording-file.ts';

/** What is said beside a recording, on stderr. */
export class Aside implements AsyncDisposable {
  readonly #screen: Screen;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
    this.#screen = new Screen(context.terminal.writeError);
  }

  /** Says a line, quietly. */
  hint(line: string): void {
    const faint = styleOn('error', this.#context).faint;
    this.#screen.print(rowsOf(line, this.#context.terminal.columns()).map(faint));
  }

  /** Says what was wrong with recordings that have been read to their end. */
  tellOf(files: readonly RecordingFile[]): void {
    const { viewing } = this.#context.text;
    for (const { cut, unknown } of files) {
      if (unknown > 0) this.hint(viewing.unknown(unknown));
      if (cut !== undefined) this.hint(viewing.cut({ line: grouped(cut) }));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#screen.flushed();
  }
}
