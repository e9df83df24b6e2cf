import { characterPattern, daytimeLine, upperCase } from '../service/answers.ts';
import { Chat } from './chat.ts';
import type { Connection } from './connection.ts';
import type { Handler, Service } from './handler.ts';

/** The services of a TCP server, by the names of their RFCs where they have one. */
export const SERVICE_NAMES = ['echo', 'discard', 'chargen', 'daytime', 'upper', 'chat'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** A fresh service: what its connections share (the members of a chat) belongs to one server. */
export function makeService(name: ServiceName): Service {
  return MAKE[name]();
}

const MAKE: Record<ServiceName, () => Service> = {
  echo: () => always(answering((bytes) => bytes)),
  discard: () => always({}),
  upper: () => always(answering(upperCase)),
  chargen: () => generateCharacters,
  daytime: () => tellDaytime,
  chat: () => new Chat().join,
};

function always(handler: Handler): Service {
  return () => handler;
}

/** Sends back what `answer` makes of each chunk; while the kernel takes no more, reads no more. */
function answering(answer: (bytes: Uint8Array) => Uint8Array): Handler {
  return {
    receive(connection, bytes) {
      if (connection.sendable && !connection.send(answer(bytes))) connection.hold();
    },
    drained: (connection) => connection.release(),
  };
}

/** Sends the pattern for as long as the peer takes it; what the peer sends is thrown away (RFC 864). */
function generateCharacters(connection: Connection): Handler {
  const lines = characterPattern();
  let scheduled: NodeJS.Immediate | undefined;
  const more = () => {
    // One pattern a turn, so that a peer as fast as we are leaves room for everybody else.
    if (connection.sendable && connection.send(lines)) scheduled = setImmediate(more);
  };
  more();
  return { drained: more, closed: () => clearImmediate(scheduled) };
}

/** One line of date and time, then the end (RFC 867). */
function tellDaytime(connection: Connection): Handler {
  connection.send(daytimeLine());
  connection.end();
  return {};
}
