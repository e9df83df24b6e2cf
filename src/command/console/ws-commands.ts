import { SocketsError } from '../../error.ts';
import { bytes } from '../../text/quantity.ts';
import { parseEscapes, parseHex } from '../../view/octets.ts';
import { isSendable, REASON_LIMIT } from '../../ws/close-code.ts';
import type { Role } from '../../ws/role.ts';
import type { WsConnection } from '../../ws/ws-connection.ts';
import { parseFrame } from '../parse-frame.ts';
import { firstWord } from './slash-line.ts';

/** Octets the payload of a control frame may have (RFC 6455 §5.5). */
const CONTROL_LIMIT = 125;

/** One thing to do to a connection, with the rest of the line that was typed, and what stood before it. Throws SocketsError. */
export type WsAction = (ws: WsConnection, rest: string, typed: string) => void;

/** What can be done to a WebSocket connection from the keyboard. */
export const WS_ACTIONS = {
  send: (ws, rest) => void ws.sendAs('text', parseEscapes(rest)),
  binary: (ws, rest) => void ws.sendAs('binary', parseHex(rest)),
  ping: (ws, rest, typed) => speaking(ws).ping(parsePing(typed, rest)),
  pong: (ws, rest, typed) => speaking(ws).pong(parsePing(typed, rest)),
  close: (ws, rest, typed) => {
    const { code, reason } = parseClose(typed, rest);
    speaking(ws).close(code, reason);
  },
  end: (ws) => ws.connection.end(),
  reset: (ws) => ws.reset(),
  pause: (ws) => ws.connection.pause(),
  resume: (ws) => ws.connection.resume(),
} as const satisfies Readonly<Record<string, WsAction>>;

/** Sends the frame that is typed; a client masks by rights, a server does not. */
export function sendFrame(role: Role): WsAction {
  return (ws, rest, typed) => void ws.sendFrame(parseFrame(typed, rest, role));
}

/** What a ping or pong carries, escapes understood. Throws SocketsError for more than a control frame holds. */
export function parsePing(option: string, typed: string): Uint8Array {
  const payload = parseEscapes(typed);
  if (payload.length <= CONTROL_LIMIT) return payload;
  const facts = { option, value: bytes(payload.length), wanted: 'ping' } as const;
  throw new SocketsError('usage', 'bad-value', facts);
}

/** `1000 bye`: a status code that may be sent, and a reason of 123 octets at the most. Throws SocketsError. */
export function parseClose(option: string, typed: string): { code?: number; reason?: string } {
  const [word, reason] = firstWord(typed);
  if (word === '') return {};
  const code = Number(word);
  const length = Buffer.byteLength(reason);
  if (!/^\d{1,5}$/.test(word)) {
    throw new SocketsError('usage', 'bad-value', { option, value: word, wanted: 'status-code' });
  }
  if (!isSendable(code) || length > REASON_LIMIT) {
    throw new SocketsError('usage', 'bad-close', { code, bytes: length });
  }
  return { code, reason };
}

/** The connection, if it can still say something: whoever types has to know when it cannot. */
function speaking(ws: WsConnection): WsConnection {
  if (ws.open) return ws;
  throw new SocketsError('usage', 'send-after-shutdown', { socket: ws.label });
}
