import { formatAddress } from '../../event/address.ts';
import { now } from '../../event/clock.ts';
import { bytes, duration } from '../../text/quantity.ts';
import type { WsServer } from '../../ws/listen.ts';
import {
  type ConsoleOptions,
  openConsole,
  type SlashCommand,
  type SlashCommands,
} from './console.ts';
import { firstWord } from './slash-line.ts';
import { sendFrame, WS_ACTIONS, type WsAction } from './ws-commands.ts';

/** The commands of a running WebSocket server: see its connections, and send any frame on one. */
export function openWsServerConsole(server: WsServer, options: ConsoleOptions): Disposable {
  const { output, context } = options;
  const words = context.text.console;
  const onSocket = (usage: string, act: WsAction): SlashCommand => ({
    usage,
    run(rest) {
      const [word, more] = firstWord(rest);
      const label = word.toUpperCase();
      const ws = server.sockets.get(label);
      if (word === '') output.say(words.usage(usage));
      else if (ws) act(ws, more, `${firstWord(usage)[0]} ${label}`);
      else output.say(words.noSuchSocket({ label: word, labels: [...server.sockets.keys()] }));
    },
  });
  const commands: SlashCommands = {
    list: { usage: '/list', run: () => list(server, options) },
    send: onSocket('/send S1 text', WS_ACTIONS.send),
    binary: onSocket('/binary S1 68 69', WS_ACTIONS.binary),
    ping: onSocket('/ping S1 data', WS_ACTIONS.ping),
    pong: onSocket('/pong S1 data', WS_ACTIONS.pong),
    close: onSocket('/close S1 1000 bye', WS_ACTIONS.close),
    frame: onSocket('/frame S1 reserved-bit', sendFrame('server')),
    end: onSocket('/end S1', WS_ACTIONS.end),
    reset: onSocket('/reset S1', WS_ACTIONS.reset),
    pause: onSocket('/pause S1', WS_ACTIONS.pause),
    resume: onSocket('/resume S1', WS_ACTIONS.resume),
  };
  return openConsole({
    ...options,
    commands,
    onText: (text) => text.trim() !== '' && output.say(words.plainLine),
    onEnd: options.interrupt,
    words: () => [...server.sockets.keys()],
  });
}

function list(server: WsServer, { context, output }: ConsoleOptions): void {
  const { listed, noSockets } = context.text.console;
  if (server.sockets.size === 0) output.say(noSockets);
  const time = now();
  for (const { connection, open } of server.sockets.values()) {
    output.say(
      listed({
        label: connection.label,
        remote: formatAddress(connection.remote),
        received: bytes(connection.received),
        sent: bytes(connection.sent),
        age: duration(time - connection.opened),
        paused: connection.paused,
        halfClosed: !open,
      }),
    );
  }
}
