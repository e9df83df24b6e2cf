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

const UPPER = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet >= 0x61 && octet <= 0x7a ? octet - 0x20 : octet,
);

/** ASCII letters in capitals. Octet by octet, so that a character cut between two chunks stays whole. */
function upperCase(bytes: Uint8Array): Uint8Array {
  return bytes.map((octet) => UPPER[octet] ?? octet);
}

/** The pattern of RFC 864: 72 printable characters a line, each line starting one further on. */
function pattern(): Uint8Array {
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');
  const line = (start: number) => `${(printable + printable).slice(start, start + 72)}\r\n`;
  return Buffer.from(Array.from({ length: 95 }, (_, start) => line(start)).join(''));
}

/** Sends the pattern for as long as the peer takes it; what the peer sends is thrown away (RFC 864). */
function generateCharacters(connection: Connection): Handler {
  const lines = pattern();
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
  connection.send(`${new Date().toUTCString()}\r\n`);
  connection.end();
  return {};
}
