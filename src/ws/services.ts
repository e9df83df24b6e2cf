import { daytimeLine, upperCase } from '../service/answers.ts';
import type { WsConnection } from './ws-connection.ts';
import type { WsHandler } from './ws-options.ts';

/** Serves one WebSocket connection. */
export type WsService = (ws: WsConnection) => WsHandler;

/** The services of a WebSocket server. */
export const WS_SERVICE_NAMES = ['echo', 'discard', 'upper', 'chat', 'time'] as const;
export type WsServiceName = (typeof WS_SERVICE_NAMES)[number];

/** A fresh service: what its connections share belongs to one server. */
export function makeWsService(name: WsServiceName): WsService {
  return MAKE[name]();
}

const MAKE: Record<WsServiceName, () => WsService> = {
  echo: () => answering((bytes) => bytes),
  discard: () => () => ({}),
  upper: () => answering(upperCase),
  chat: makeChat,
  time: () => tellTime,
};

/** Sends back what `answer` makes of each message; while the kernel takes no more, reads no more. */
function answering(answer: (bytes: Uint8Array) => Uint8Array): WsService {
  const handler: WsHandler = {
    message: (ws, { kind, bytes }) => {
      if (ws.open && !ws.sendAs(kind, answer(bytes))) ws.hold();
    },
    drained: (ws) => ws.release(),
  };
  return () => handler;
}

/** A member who lets this much wait is cut: nobody may make the others wait. */
const MOST_PENDING = 1024 * 1024;

/** A room: each text message goes to all the others, with its sender's label before it. */
function makeChat(): WsService {
  const members = new Set<WsConnection>();
  const handler: WsHandler = {
    message: (from, { bytes }) => {
      const said = Buffer.concat([Buffer.from(`${from.label}: `), bytes]);
      for (const member of members) {
        if (member === from || !member.open) continue;
        member.sendAs('text', said);
        if (member.connection.pending > MOST_PENDING) member.reset();
      }
    },
    closed: (ws) => void members.delete(ws),
  };
  return (ws) => {
    members.add(ws);
    return handler;
  };
}

/** Date and time each second, for as long as the client stays: the server speaks first, as HTTP never can. */
function tellTime(ws: WsConnection): WsHandler {
  const tell = () => {
    if (ws.open && ws.pending === 0) ws.send(daytimeLine().trimEnd());
  };
  tell();
  const timer = setInterval(tell, 1000);
  return { closed: () => clearInterval(timer) };
}
