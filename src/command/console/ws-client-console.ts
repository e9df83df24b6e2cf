import type { WsConnection } from '../../ws/ws-connection.ts';
import { type ConsoleOptions, openConsole, type SlashCommand } from './console.ts';
import { firstWord } from './slash-line.ts';
import { sendFrame, WS_ACTIONS, type WsAction } from './ws-commands.ts';

/** What a WebSocket client's console needs besides its connection. */
export interface WsClientConsoleOptions extends ConsoleOptions {
  /** The stream is ended or cut by whoever types, without a Close frame. */
  readonly leaving: () => void;
}

/** The line editor of a WebSocket client: what is typed goes as a text message, slash commands are for us. */
export function openWsClientConsole(ws: WsConnection, options: WsClientConsoleOptions): Disposable {
  const { output, context, leaving } = options;
  const words = context.text.console;
  const doing = (usage: string, act: WsAction): SlashCommand => ({
    usage,
    run: (rest) => act(ws, rest, firstWord(usage)[0]),
  });
  const leave = (usage: string, act: (ws: WsConnection) => void): SlashCommand => ({
    usage,
    run() {
      leaving();
      act(ws);
    },
  });
  output.hint(words.wsHint);
  return openConsole({
    ...options,
    commands: {
      send: doing('/send text', WS_ACTIONS.send),
      binary: doing('/binary 68 69 0a', WS_ACTIONS.binary),
      ping: doing('/ping data', WS_ACTIONS.ping),
      pong: doing('/pong data', WS_ACTIONS.pong),
      close: doing('/close 1000 bye', WS_ACTIONS.close),
      frame: doing('/frame reserved-bit', sendFrame('client')),
      end: leave('/end', WS_ACTIONS.end),
      reset: leave('/reset', WS_ACTIONS.reset),
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
