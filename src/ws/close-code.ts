/** A status code of a Close frame, or a range of them. */
export interface StatusCode {
  readonly first: number;
  readonly last: number;
  /** Its registered name (IANA, WebSocket Close Code Number Registry), in small letters. */
  readonly name: string;
  readonly section: string;
  /** Whether a Close frame may carry it. */
  readonly mayBeSent: boolean;
}

const REGISTRY = 'IANA WebSocket Close Code Number Registry';
const DEFINED = 'RFC 6455 §7.4.1';
const RANGES = 'RFC 6455 §7.4.2';

function one(code: number, name: string, section = DEFINED, mayBeSent = true): StatusCode {
  return { first: code, last: code, name, section, mayBeSent };
}

/** All status codes, in order and without gaps: the defined ones, and what the ranges between are for. */
export const STATUS_CODES: readonly StatusCode[] = [
  { first: 0, last: 999, name: 'unused', section: RANGES, mayBeSent: false },
  one(1000, 'normal-closure'),
  one(1001, 'going-away'),
  one(1002, 'protocol-error'),
  one(1003, 'unsupported-data'),
  one(1004, 'reserved', DEFINED, false),
  one(1005, 'no-status-received', DEFINED, false),
  one(1006, 'abnormal-closure', DEFINED, false),
  one(1007, 'invalid-payload-data'),
  one(1008, 'policy-violation'),
  one(1009, 'message-too-big'),
  one(1010, 'mandatory-extension'),
  one(1011, 'internal-error'),
  one(1012, 'service-restart', REGISTRY),
  one(1013, 'try-again-later', REGISTRY),
  one(1014, 'bad-gateway', REGISTRY),
  one(1015, 'tls-handshake', DEFINED, false),
  { first: 1016, last: 2999, name: 'undefined', section: RANGES, mayBeSent: false },
  { first: 3000, last: 3999, name: 'registered', section: RANGES, mayBeSent: true },
  { first: 4000, last: 4999, name: 'private-use', section: RANGES, mayBeSent: true },
  { first: 5000, last: 65535, name: 'out-of-range', section: RANGES, mayBeSent: false },
];

/** What a program says when the peer's Close frame had no status code (RFC 6455 §7.1.5). Never sent. */
export const NO_STATUS = 1005;
/** What a program says when the stream ended without a Close frame (RFC 6455 §7.1.5). Never sent. */
export const ABNORMAL = 1006;

/** Octets a reason may have: what a control frame can hold (RFC 6455 §5.5) besides the status code. */
export const REASON_LIMIT = 123;

/** The row of a status code; `undefined` for what two octets cannot say. */
export function statusCode(code: number): StatusCode | undefined {
  return STATUS_CODES.find(({ first, last }) => first <= code && code <= last);
}

/** Whether a Close frame may carry this status code (RFC 6455 §7.4). */
export function isSendable(code: number): boolean {
  return Number.isInteger(code) && statusCode(code)?.mayBeSent === true;
}

/** What a Close frame says, whether or not it is allowed to. */
export interface ClosePayload {
  /** `undefined` when the payload is shorter than the two octets of one. */
  readonly code: number | undefined;
  /** What is not UTF-8 in it reads U+FFFD. */
  readonly reason: string;
  readonly reasonOctets: Uint8Array;
}

/** Reads the payload of a Close frame (RFC 6455 §5.5.1), leniently: `judgeClosePayload` knows what is wrong with it. */
export function parseClosePayload(payload: Uint8Array): ClosePayload {
  const [high, low] = payload;
  if (high === undefined || low === undefined) {
    return { code: undefined, reason: '', reasonOctets: payload.subarray(payload.length) };
  }
  const reasonOctets = payload.subarray(2);
  const reason = Buffer.from(reasonOctets).toString();
  return { code: high * 256 + low, reason, reasonOctets };
}

/**
 * Writes the payload of a Close frame (RFC 6455 §5.5.1): the code, whatever it is (`isSendable` says whether it may be), and as many
 * whole characters of the reason as fit into 123 octets. Nothing without a code: a reason cannot stand alone.
 */
export function encodeClosePayload(code?: number, reason = ''): Uint8Array {
  if (code === undefined) return new Uint8Array(0);
  const payload = new Uint8Array(2 + REASON_LIMIT);
  // encodeInto never writes part of a character.
  const { written } = new TextEncoder().encodeInto(reason, payload.subarray(2));
  payload[0] = code >>> 8;
  payload[1] = code;
  return payload.subarray(0, 2 + written);
}
