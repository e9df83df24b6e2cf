import { isPath } from '../../event/address.ts';
import type { Connection } from '../../stream/connection.ts';
import { parseEscapes, parseHex } from '../../view/octets.ts';
import { type ConsoleOptions, openConsole } from './console.ts';

/** What a client's console needs besides its connection. */
export interface ClientConsoleOptions extends ConsoleOptions {
  /** End typed lines with CR LF. */
  readonly crlf: boolean;
}

/** The line editor of a client: what is typed goes to the peer, slash commands are for us. */
export function openClientConsole(
  connection: Connection,
  options: ClientConsoleOptions,
): Disposable {
  const { output, context, crlf } = options;
  const words = context.text.console;
  const newline = crlf ? '\r\n' : '\n';
  const send = (octets: Uint8Array | string) => {
    if (connection.sendable) connection.send(octets);
    else output.say(words.halfClosed(connection.label));
  };
  output.hint(words.clientHint);
  return openConsole({
    ...options,
    commands: {
      send: { usage: '/send text\\n', run: (text) => send(parseEscapes(text)) },
      hex: { usage: '/hex 68 69 0a', run: (digits) => send(parseHex(digits)) },
      end: { usage: '/end', run: () => connection.end() },
      // A Unix domain socket has no RST.
      ...(connection.remote && isPath(connection.remote)
        ? {}
        : { reset: { usage: '/reset', run: () => connection.reset() } }),
      pause: { usage: '/pause', run: () => connection.pause() },
      resume: { usage: '/resume', run: () => connection.resume() },
    },
    onText: (text) => send(text + newline),
    onEnd: () => connection.end(),
    words: () => [],
  });
}
