import { uint16, uint32 } from './octets.ts';
import type { ProblemKind } from './problem.ts';

/** The options that are understood, by their kind (RFC 9293 §3.2, RFC 7323 §2.2 and §3.2, RFC 2018 §2 and §3). */
export const TCP_OPTION = {
  endOfOptionList: 0,
  noOperation: 1,
  maximumSegmentSize: 2,
  windowScale: 3,
  sackPermitted: 4,
  sack: 5,
  timestamps: 8,
} as const;

/** Octets that were received beyond a gap: absolute sequence numbers, `to` the one behind the last (RFC 2018 §3). */
export interface SackBlock {
  readonly from: number;
  readonly to: number;
}

/** What an option says. */
export type TcpOptionValue =
  | { readonly name: 'end-of-option-list' | 'no-operation' | 'sack-permitted' }
  /** Octets of data a segment to the sender of this may have. */
  | { readonly name: 'maximum-segment-size'; readonly size: number }
  /** Bits by which windows are to be shifted. */
  | { readonly name: 'window-scale'; readonly shift: number }
  | { readonly name: 'sack'; readonly blocks: readonly SackBlock[] }
  | { readonly name: 'timestamps'; readonly value: number; readonly echo: number }
  /** Another kind, or one of these with a length it cannot have. */
  | { readonly name: 'unknown' };

/** An option of a TCP header, and where it stands in the frame. */
export type TcpOption = TcpOptionValue & {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
};

/** Where the options stand in a frame. */
export interface OptionSpan {
  readonly octets: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The common case: two octets of padding, and the timestamps. */
const ONLY_TIMESTAMPS = 0x0101080a;

/** Reads the options of a TCP header in their order, up to the first that has no possible length. */
export function readTcpOptions({ octets, start, end }: OptionSpan): TcpOption[] {
  const options: TcpOption[] = [];
  let at = start;
  while (at < end) {
    const length = optionLength(octets, at, end);
    if (length === 0) break;
    const kind = octets[at] ?? 0;
    options.push({ kind, start: at, end: at + length, ...readValue(octets, at, kind, length) });
    if (kind === TCP_OPTION.endOfOptionList) break;
    at += length;
  }
  return options;
}

/** Whether options have a length that they cannot have. Reads no more of them than that. */
export function optionsProblem({ octets, start, end }: OptionSpan): ProblemKind | undefined {
  if (end - start === 12 && uint32(octets, start) === ONLY_TIMESTAMPS) return undefined;
  let at = start;
  while (at < end) {
    const kind = octets[at] ?? 0;
    if (kind === TCP_OPTION.endOfOptionList) return undefined;
    const length = optionLength(octets, at, end);
    if (length === 0 || !isPossible(kind, length)) return 'option-length';
    at += length;
  }
  return undefined;
}

/** Whether options have anything but timestamps. */
export function hasMoreThanTimestamps({ octets, start, end }: OptionSpan): boolean {
  return end > start && !(end - start === 12 && uint32(octets, start) === ONLY_TIMESTAMPS);
}

/** Octets of the option at `at`: 0 when it says less than two, or more than there are. */
function optionLength(octets: Uint8Array, at: number, end: number): number {
  const kind = octets[at] ?? 0;
  if (kind <= TCP_OPTION.noOperation) return 1;
  const length = at + 1 < end ? (octets[at + 1] ?? 0) : 0;
  return length < 2 || at + length > end ? 0 : length;
}

const LENGTHS: ReadonlyMap<number, number> = new Map<number, number>([
  [TCP_OPTION.maximumSegmentSize, 4],
  [TCP_OPTION.windowScale, 3],
  [TCP_OPTION.sackPermitted, 2],
  [TCP_OPTION.timestamps, 10],
]);

function isPossible(kind: number, length: number): boolean {
  if (kind === TCP_OPTION.sack) return length >= 10 && (length - 2) % 8 === 0;
  const wanted = LENGTHS.get(kind);
  return wanted === undefined || wanted === length;
}

function readValue(octets: Uint8Array, at: number, kind: number, length: number): TcpOptionValue {
  if (!isPossible(kind, length)) return { name: 'unknown' };
  switch (kind) {
    case TCP_OPTION.endOfOptionList:
      return { name: 'end-of-option-list' };
    case TCP_OPTION.noOperation:
      return { name: 'no-operation' };
    case TCP_OPTION.maximumSegmentSize:
      return { name: 'maximum-segment-size', size: uint16(octets, at + 2) };
    case TCP_OPTION.windowScale:
      return { name: 'window-scale', shift: octets[at + 2] ?? 0 };
    case TCP_OPTION.sackPermitted:
      return { name: 'sack-permitted' };
    case TCP_OPTION.sack:
      return { name: 'sack', blocks: readBlocks(octets, at + 2, at + length) };
    case TCP_OPTION.timestamps:
      return {
        name: 'timestamps',
        value: uint32(octets, at + 2),
        echo: uint32(octets, at + 6),
      };
    default:
      return { name: 'unknown' };
  }
}

function readBlocks(octets: Uint8Array, start: number, end: number): SackBlock[] {
  const blocks: SackBlock[] = [];
  for (let at = start; at < end; at += 8) {
    blocks.push({ from: uint32(octets, at), to: uint32(octets, at + 4) });
  }
  return blocks;
}
