import { parseEscapes, parseHex } from '../../view/octets.ts';
import { type ConsoleOptions, openConsole } from './console.ts';

/** What becomes of what is typed. */
export interface DatagramConsoleOptions extends ConsoleOptions {
  readonly send: (datagram: Uint8Array) => void;
  /** Ctrl-D. */
  readonly end: () => void;
}

/** The line editor of a sender of datagrams: each line is one, with its line feed; slash commands are for us. */
export function openDatagramConsole(options: DatagramConsoleOptions): Disposable {
  const { output, context, send, end } = options;
  output.hint(context.text.udp.clientHint);
  return openConsole({
    ...options,
    commands: {
      send: { usage: '/send text\\n', run: (text) => send(parseEscapes(text)) },
      hex: { usage: '/hex 68 69 0a', run: (digits) => send(parseHex(digits)) },
    },
    onText: (text) => send(Buffer.from(`${text}\n`)),
    onEnd: end,
    words: () => [],
  });
}
