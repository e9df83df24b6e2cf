import type { WireFrame } from './wire.ts';

/** A message, to be compressed where that was agreed on, in frames of so many octets; in one, unless said otherwise. */
export interface WholeMessage {
  readonly message: 1 | 2;
  readonly payload: Uint8Array;
  readonly fragment?: number;
}

export type Sent = WireFrame | WholeMessage;

/** A message or a pong that has to come. */
export interface Answer {
  readonly opcode: 1 | 2 | 10;
  readonly payload: Uint8Array;
}

/** What is sent at once, and all that has to come before there is more. */
export interface Round {
  readonly sends: Iterable<Sent>;
  readonly expects: readonly Answer[];
}

/** One case: the same for a server and for a client, only masked the other way round. */
export interface Case {
  /** After the case groups of the public conformance suites: `9.1.3`. */
  readonly id: string;
  readonly what: string;
  readonly rounds: Iterable<Round>;
  /** The octets go in writes of so many. Default: all in one. */
  readonly chop?: number | undefined;
  /**
   * How it ends: `asked`, the suite sends a Close frame of 1000 when all has come; `answered`, one is among what was sent; `failed`, the other
   * end has to fail the connection, and to end its stream.
   */
  readonly ends: 'asked' | 'answered' | 'failed';
  /** The code that has to be in its Close frame; 0 for one without. */
  readonly code: number;
}

type Octets = string | Uint8Array;
type More = Partial<Omit<WireFrame, 'opcode' | 'payload'>>;

function frame(opcode: number) {
  return (payload: Octets = '', more: More = {}): WireFrame => ({
    ...more,
    ...{ opcode, payload: Buffer.from(payload) },
  });
}

export const continuation = frame(0);
export const text = frame(1);
export const binary = frame(2);
export const close = frame(8);
export const ping = frame(9);
export const pong = frame(10);
export const HALF = { fin: false } as const;

/** A frame of any opcode. */
export function other(opcode: number, payload?: Octets, more?: More): WireFrame {
  return frame(opcode)(payload, more);
}

/** A Close frame's payload. */
export function status(code: number, reason: Octets = ''): Buffer {
  return Buffer.concat([Buffer.of(code >> 8, code & 255), Buffer.from(reason)]);
}

export function textBack(payload: Octets): Answer {
  return { opcode: 1, payload: Buffer.from(payload) };
}
export function binaryBack(payload: Octets): Answer {
  return { opcode: 2, payload: Buffer.from(payload) };
}
export function pongBack(payload: Octets = ''): Answer {
  return { opcode: 10, payload: Buffer.from(payload) };
}

/** All is right: each answer comes, and the suite closes. */
export function right(
  id: string,
  what: string,
  sends: Iterable<Sent>,
  expects: readonly Answer[],
  chop?: number,
): Case {
  return { id, what, rounds: [{ sends, expects }], chop, ends: 'asked', code: 1000 };
}

/** The last of what is sent breaks a rule; what came before is answered. */
export function wrong(
  id: string,
  what: string,
  sends: Iterable<Sent>,
  { code = 1002, expects = [], chop }: Partial<Pick<Case, 'code' | 'chop'> & Round> = {},
): Case {
  return { id, what, rounds: [{ sends, expects }], chop, ends: 'failed', code };
}

/** A Close frame is among what is sent. */
export function closed(
  id: string,
  what: string,
  sends: Iterable<Sent>,
  code: number,
  expects: readonly Answer[] = [],
): Case {
  return { id, what, rounds: [{ sends, expects }], ends: 'answered', code };
}
