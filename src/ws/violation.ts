import { isUtf8 } from 'node:buffer';
import { isSendable, parseClosePayload } from './close-code.ts';
import type { FrameHeader } from './frame-header.ts';
import { isControl, isReserved, OPCODE } from './opcode.ts';
import type { Role } from './role.ts';

/** Every rule a frame or message can break: where it is written, and the status code to fail the connection with (RFC 6455 §7.1.7). */
export const VIOLATIONS = [
  { rule: 'data-after-close', section: 'RFC 6455 §5.5.1', code: 1002 },
  { rule: 'reserved-bit', section: 'RFC 6455 §5.2', code: 1002 },
  { rule: 'rsv1-misplaced', section: 'RFC 7692 §6', code: 1002 },
  { rule: 'reserved-opcode', section: 'RFC 6455 §5.2', code: 1002 },
  { rule: 'unmasked-client-frame', section: 'RFC 6455 §5.1', code: 1002 },
  { rule: 'masked-server-frame', section: 'RFC 6455 §5.1', code: 1002 },
  { rule: 'fragmented-control', section: 'RFC 6455 §5.5', code: 1002 },
  { rule: 'long-control', section: 'RFC 6455 §5.5', code: 1002 },
  { rule: 'length-top-bit', section: 'RFC 6455 §5.2', code: 1002 },
  { rule: 'length-not-minimal', section: 'RFC 6455 §5.2', code: 1002 },
  { rule: 'continuation-without-start', section: 'RFC 6455 §5.4', code: 1002 },
  { rule: 'interleaved-message', section: 'RFC 6455 §5.4', code: 1002 },
  { rule: 'message-too-big', section: 'RFC 6455 §10.4', code: 1009 },
  { rule: 'close-payload-of-one', section: 'RFC 6455 §5.5.1', code: 1002 },
  { rule: 'bad-close-code', section: 'RFC 6455 §7.4', code: 1002 },
  { rule: 'bad-close-reason', section: 'RFC 6455 §5.5.1', code: 1007 },
  { rule: 'bad-utf8', section: 'RFC 6455 §8.1', code: 1007 },
  { rule: 'bad-compressed-data', section: 'RFC 7692 §7.2.2', code: 1007 },
] as const;

/** The name of a rule of the table. */
export type RuleName = (typeof VIOLATIONS)[number]['rule'];

/** A rule that was broken: a row of the table. */
export interface Violation {
  readonly rule: RuleName;
  readonly section: string;
  /** The status code to fail the connection with. */
  readonly code: number;
}

const BY_NAME: ReadonlyMap<RuleName, Violation> = new Map(VIOLATIONS.map((row) => [row.rule, row]));

/** The row of a rule. */
export function violation(rule: RuleName): Violation {
  return BY_NAME.get(rule) ?? VIOLATIONS[0];
}

/** Whether this is a broken rule, and not what would have been without it. */
export function isViolation(result: object | undefined): result is Violation {
  return result !== undefined && 'rule' in result;
}

/** What is known of the connection when a frame comes. */
export interface FrameState {
  /** Which end reads it. */
  readonly role: Role;
  /** Whether permessage-deflate was agreed on: RSV1 means something then. */
  readonly compression: boolean;
  /** The most octets of payload that a frame may have. */
  readonly maxPayload: number;
  /** Whether a fragmented message is unfinished. */
  readonly fragmented: boolean;
  /** Whether the peer's Close frame was read. */
  readonly closed: boolean;
}

type Breaks = (header: FrameHeader, state: FrameState) => boolean;

/** What breaks each rule that a header can break, in the order in which they are looked at. */
const BREAKS: readonly (readonly [RuleName, Breaks])[] = [
  ['data-after-close', ({ opcode }, { closed }) => closed && !isControl(opcode)],
  [
    'reserved-bit',
    ({ rsv1, rsv2, rsv3 }, { compression }) => rsv2 || rsv3 || (rsv1 && !compression),
  ],
  ['rsv1-misplaced', ({ rsv1, opcode }) => rsv1 && (isControl(opcode) || opcode === 0)],
  ['reserved-opcode', ({ opcode }) => isReserved(opcode)],
  ['unmasked-client-frame', ({ masked }, { role }) => role === 'server' && !masked],
  ['masked-server-frame', ({ masked }, { role }) => role === 'client' && masked],
  ['fragmented-control', ({ opcode, fin }) => isControl(opcode) && !fin],
  ['long-control', ({ opcode, length }) => isControl(opcode) && length > 125],
  ['length-top-bit', ({ hugeLength }) => hugeLength !== undefined && hugeLength >> 63n === 1n],
  ['length-not-minimal', ({ minimal }) => !minimal],
  [
    'continuation-without-start',
    ({ opcode }, { fragmented }) => opcode === OPCODE.continuation && !fragmented,
  ],
  [
    'interleaved-message',
    ({ opcode }, { fragmented }) =>
      (opcode === OPCODE.text || opcode === OPCODE.binary) && fragmented,
  ],
  ['message-too-big', ({ length }, { maxPayload }) => length > maxPayload],
];

/** The first rule that a header breaks: known before any of the payload has come. */
export function judgeHeader(header: FrameHeader, state: FrameState): Violation | undefined {
  if (isPlain(header, state)) return undefined;
  for (const [rule, breaks] of BREAKS) {
    if (breaks(header, state)) return violation(rule);
  }
  return undefined;
}

/** The first rule that a whole frame breaks by itself. `payload`: unmasked. Text is the message's business: it may end within a character. */
export function judgeFrame(
  frame: { readonly header: FrameHeader; readonly payload: Uint8Array },
  state: FrameState,
): Violation | undefined {
  const broken = judgeHeader(frame.header, state);
  if (broken || frame.header.opcode !== OPCODE.close) return broken;
  return judgeClosePayload(frame.payload);
}

/** The rule that the payload of a Close frame breaks (RFC 6455 §5.5.1, §7.4). */
export function judgeClosePayload(payload: Uint8Array): Violation | undefined {
  if (payload.length === 1) return violation('close-payload-of-one');
  const { code, reasonOctets } = parseClosePayload(payload);
  if (code !== undefined && !isSendable(code)) return violation('bad-close-code');
  return isUtf8(reasonOctets) ? undefined : violation('bad-close-reason');
}

/**
 * A data frame with nothing special to it, in its place: it breaks none of the rules. Nearly all frames are such, and going through the
 * rules for each would cost more than all the rest of reading it.
 */
function isPlain(header: FrameHeader, state: FrameState): boolean {
  const { opcode, rsv1, rsv2, rsv3 } = header;
  return (
    opcode <= OPCODE.binary &&
    state.fragmented === (opcode === OPCODE.continuation) &&
    header.masked === (state.role === 'server') &&
    header.length <= state.maxPayload &&
    header.minimal &&
    !(rsv1 || rsv2 || rsv3 || state.closed)
  );
}
