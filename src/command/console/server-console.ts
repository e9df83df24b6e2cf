import { type Address, formatAddress, isPath } from '../../event/address.ts';
import { now } from '../../event/clock.ts';
import type { Connection } from '../../stream/connection.ts';
import type { StreamServer } from '../../stream/server.ts';
import { bytes, duration } from '../../text/quantity.ts';
import { parseEscapes, parseHex } from '../../view/octets.ts';
import { visibleText } from '../../view/visible.ts';
import {
  type ConsoleOptions,
  openConsole,
  type SlashCommand,
  type SlashCommands,
} from './console.ts';
import { firstWord } from './slash-line.ts';

/** The commands of a running server: see its sockets, and do to one what a program can do. */
export function openServerConsole(
  server: StreamServer<Address>,
  options: ConsoleOptions,
): Disposable {
  const { output, context } = options;
  const words = context.text.console;
  const onSocket = (
    usage: string,
    act: (connection: Connection, rest: string) => void,
  ): SlashCommand => ({
    usage,
    run(rest) {
      const [word, more] = firstWord(rest);
      const label = word.toUpperCase();
      const connection = server.connections.get(label);
      if (word === '') output.say(words.usage(usage));
      else if (connection) act(connection, more);
      else output.say(words.noSuchSocket({ label: word, labels: [...server.connections.keys()] }));
    },
  });
  const send = (connection: Connection, octets: Uint8Array) => {
    if (connection.sendable) connection.send(octets);
    else output.say(words.halfClosed(connection.label));
  };
  const commands: SlashCommands = {
    list: {
      usage: '/list',
      run: () => {
        for (const line of listed(server, options)) output.say(line);
      },
    },
    send: onSocket('/send S1 text', (connection, text) => send(connection, line(text))),
    hex: onSocket('/hex S1 68 69 0a', (connection, digits) => send(connection, parseHex(digits))),
    end: onSocket('/end S1', (connection) => connection.end()),
    // A Unix domain socket has no RST.
    ...(isPath(server.address)
      ? {}
      : { reset: onSocket('/reset S1', (connection) => connection.reset()) }),
    pause: onSocket('/pause S1', (connection) => connection.pause()),
    resume: onSocket('/resume S1', (connection) => connection.resume()),
  };
  return openConsole({
    ...options,
    commands,
    onText: (text) => text.trim() !== '' && output.say(words.plainLine),
    onEnd: options.interrupt,
    words: () => [...server.connections.keys()],
  });
}

/** Typed text as a line, its escapes understood. */
function line(text: string): Uint8Array {
  return Buffer.concat([parseEscapes(text), Buffer.from('\n')]);
}

function listed(server: StreamServer<Address>, { context }: ConsoleOptions): string[] {
  const { listed, noSockets } = context.text.console;
  if (server.connections.size === 0) return [noSockets];
  const time = now();
  return [...server.connections.values()].map((connection) =>
    listed({
      label: connection.label,
      remote: visibleText(formatAddress(connection.remote ?? connection.local)),
      received: bytes(connection.received),
      sent: bytes(connection.sent),
      age: duration(time - connection.opened),
      paused: connection.paused,
      halfClosed: !connection.sendable,
    }),
  );
}
