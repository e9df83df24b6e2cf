import { SocketsError } from '../../error.ts';
import { parseEscapes, parseHex } from '../../view/octets.ts';
import { isSendable, REASON_LIMIT } from '../../ws/close-code.ts';
import type { WsConnection } from '../../ws/ws-connection.ts';
import { parseFrame } from '../parse-frame.ts';
import { firstWord } from './slash-line.ts';

/** What can be done to a WebSocket connection from the keyboard, with the rest of the line. */
export const WS_ACTIONS = {
  send: (ws: WsConnection, rest: string) => void ws.sendAs('text', parseEscapes(rest)),
  binary: (ws: WsConnection, rest: string) => void ws.sendAs('binary', parseHex(rest)),
  ping: (ws: WsConnection, rest: string) => ws.ping(parseEscapes(rest).subarray(0, 125)),
  pong: (ws: WsConnection, rest: string) => ws.pong(parseEscapes(rest).subarray(0, 125)),
  close: (ws: WsConnection, rest: string) => {
    const { code, reason } = parseClose(rest);
    ws.close(code, reason);
  },
  end: (ws: WsConnection) => ws.connection.end(),
  reset: (ws: WsConnection) => ws.reset(),
  pause: (ws: WsConnection) => ws.connection.pause(),
  resume: (ws: WsConnection) => ws.connection.resume(),
} as const;

/** Sends the frame that is typed; `masks` says what is right for our role. */
export function sendFrame(ws: WsConnection, rest: string, masks: boolean): void {
  ws.sendFrame(parseFrame(rest, masks));
}

/** `1000 bye`: a status code that may be sent, and a reason of 123 octets at the most. Throws SocketsError. */
export function parseClose(typed: string): { code?: number; reason?: string } {
  const [word, reason] = firstWord(typed);
  if (word === '') return {};
  const code = Number(word);
  const bytes = Buffer.byteLength(reason);
  if (!Number.isInteger(code) || !isSendable(code) || bytes > REASON_LIMIT) {
    throw new SocketsError('usage', 'bad-close', { code: Number.isNaN(code) ? 0 : code, bytes });
  }
  return { code, reason };
}
