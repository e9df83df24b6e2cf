import type { WsConnection } from '../../ws/ws-connection.ts';
import { type ConsoleOptions, openConsole, type SlashCommand } from './console.ts';
import { sendFrame, WS_ACTIONS } from './ws-commands.ts';

/** The line editor of a WebSocket client: what is typed goes as a text message, slash commands are for us. */
export function openWsClientConsole(ws: WsConnection, options: ConsoleOptions): Disposable {
  const { output, context } = options;
  const words = context.text.console;
  const doing = (usage: string, act: (ws: WsConnection, rest: string) => void): SlashCommand => ({
    usage,
    run: (rest) => act(ws, rest),
  });
  output.hint(words.wsHint);
  return openConsole({
    ...options,
    commands: {
      send: doing('/send text\\n', WS_ACTIONS.send),
      binary: doing('/binary 68 69 0a', WS_ACTIONS.binary),
      ping: doing('/ping data', WS_ACTIONS.ping),
      pong: doing('/pong data', WS_ACTIONS.pong),
      close: doing('/close 1000 bye', WS_ACTIONS.close),
      frame: doing('/frame reserved-bit', (ws, rest) => sendFrame(ws, rest, true)),
      end: doing('/end', WS_ACTIONS.end),
      reset: doing('/reset', WS_ACTIONS.reset),
      pause: doing('/pause', WS_ACTIONS.pause),
      resume: doing('/resume', WS_ACTIONS.resume),
    },
    onText: (text) => {
      if (ws.open) ws.send(text);
      else output.say(words.halfClosed(ws.label));
    },
    onEnd: () => ws.close(1000),
    words: () => [],
  });
}
