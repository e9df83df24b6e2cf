import { emitKeypressEvents } from 'node:readline';
import type { ReadStream } from 'node:tty';

/** A key as it was typed. */
export interface Key {
  /** `left`, `return`, `escape`, `pageup` …; `ctrl-c` with Ctrl; `end-of-input` when the terminal is gone. Of a character, that character, or `space`. */
  readonly name: string;
  /** The character it puts into a text; empty for all other keys. */
  readonly text: string;
}

/** What Node tells of a key. */
interface Pressed {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

/** A character that can be seen, or a space; no control. */
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** Calls back for each key, which is neither shown nor waits for a line, until disposed. Ctrl-C is a key, too. */
export function readKeys(input: ReadStream, listener: (key: Key) => void): Disposable {
  emitKeypressEvents(input);
  const press = (text: string | undefined, pressed: Pressed) => listener(keyOf(text, pressed));
  const end = () => listener({ name: 'end-of-input', text: '' });
  input.setRawMode(true);
  input.on('keypress', press).on('end', end).on('error', end);
  input.resume();
  return {
    [Symbol.dispose]() {
      input.off('keypress', press).off('end', end);
      // One that is gone says so once more when it is let go; nobody is to be told any more.
      input.off('error', end).on('error', () => undefined);
      if (!input.destroyed) input.setRawMode(false);
      input.pause();
    },
  };
}

function keyOf(typed: string | undefined, { name = '', ctrl, meta }: Pressed): Key {
  if (ctrl) return { name: `ctrl-${name}`, text: '' };
  const text = typed !== undefined && !meta && VISIBLE.test(typed) ? typed : '';
  return { name: text === '' || text === ' ' ? name : text, text };
}
