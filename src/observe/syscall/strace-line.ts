import type { Microseconds } from '../../event/clock.ts';
import { splitArguments } from './argument-list.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import type { TraceLine } from './line-reader.ts';

/** What a call gave back. */
export type CallResult =
  /** A number; `descriptor` when strace noted one (-y); `note` is what it says besides (`Timeout`, `flags O_RDWR`). */
  | {
      readonly kind: 'value';
      readonly value: number;
      readonly descriptor?: Descriptor;
      readonly note?: string;
    }
  | { readonly kind: 'error'; readonly errno: string }
  /** `?`: the process ended within it, or a signal broke it off (`errno` is ERESTARTSYS or the like, which the program never sees). */
  | { readonly kind: 'none'; readonly errno?: string };

/** What the lines of strace have in common. */
interface Stamped {
  /** The thread's id; 0 when the line has none (strace without -f). */
  readonly pid: number;
  /** When strace printed the line's beginning: of a call, its entry. Whole µs since the Unix epoch (-ttt); 0 without. */
  readonly time: Microseconds;
}

/** One line of strace's output (strace(1)). */
export type StraceLine = Stamped &
  (
    | {
        readonly kind: 'call';
        readonly name: string;
        /** As printed, strings with their quotation marks. */
        readonly args: readonly string[];
        readonly result: CallResult;
        /** Between entry and return (-T). */
        readonly duration?: Microseconds;
        /** Whether the line was too long: the last argument may be incomplete. */
        readonly cut: boolean;
      }
    /** Another thread's line came between: the rest follows as `resumed`. `text` begins behind the bracket. */
    | { readonly kind: 'unfinished'; readonly name: string; readonly text: string }
    | {
        readonly kind: 'resumed';
        readonly name: string;
        readonly text: string;
        readonly tail?: string;
      }
    | { readonly kind: 'exited'; readonly status: number }
    | { readonly kind: 'killed'; readonly signal: string }
    /** This thread is the one that called execve(2), and has taken the id of the first thread. */
    | { readonly kind: 'superseded'; readonly by: number }
    /** A signal was delivered. */
    | { readonly kind: 'signal'; readonly signal: string }
    /** strace has let go of it. */
    | { readonly kind: 'detached' }
    | { readonly kind: 'other'; readonly text: string }
  );

const STAMP =
  /^(?:\[pid +(\d{1,10})(?:<[^>]*>)?\] +|(\d{1,10})(?:<[^>]*>)? +)?(?:(\d{1,11})\.(\d{6})\d* +)?/;
/** Ends a line whose call goes on in another: also where execve(2) gives a thread the first one's id. */
const UNFINISHED = /<(?:unfinished|pid changed to \d{1,10}) \.\.\.>$/;

/** Reads one line; what it does not know is `other`. Never throws. */
export function parseStraceLine({ text, tail }: TraceLine): StraceLine {
  const [stamp, bracketed, plain, seconds, micros] = STAMP.exec(text) ?? [''];
  const time = seconds === undefined ? 0 : Number(seconds) * 1_000_000 + Number(micros);
  const stamped = { pid: Number(bracketed ?? plain ?? 0), time };
  return { ...stamped, ...parseRest(text.slice(stamp.length), tail) };
}

type Rest = StraceLine extends infer Line
  ? Line extends Stamped
    ? Omit<Line, keyof Stamped>
    : never
  : never;

function parseRest(text: string, tail: string | undefined): Rest {
  const [, resumed, rest = ''] = /^<\.\.\. (\w+) resumed> ?([\s\S]*)$/.exec(text) ?? [];
  if (resumed !== undefined) {
    return { kind: 'resumed', name: resumed, text: rest, ...(tail === undefined ? {} : { tail }) };
  }
  if (text.startsWith('+++ ')) return parseEnd(text);
  if (text.startsWith('--- ')) {
    const signal = /^--- (SIG\w+)[ :]/.exec(text)?.[1];
    return signal === undefined ? { kind: 'other', text } : { kind: 'signal', signal };
  }
  const [head, name] = /^(\w+)\(/.exec(text) ?? [];
  if (head === undefined || name === undefined) return { kind: 'other', text };
  return parseCall(name, text.slice(head.length), tail);
}

function parseEnd(text: string): Rest {
  const [, status] = /^\+\+\+ exited with (\d{1,3}) \+\+\+/.exec(text) ?? [];
  if (status !== undefined) return { kind: 'exited', status: Number(status) };
  const [, signal] = /^\+\+\+ killed by (SIG\w+)/.exec(text) ?? [];
  if (signal !== undefined) return { kind: 'killed', signal };
  const [, by] = /^\+\+\+ superseded by execve in pid (\d{1,10})/.exec(text) ?? [];
  return by === undefined ? { kind: 'other', text } : { kind: 'superseded', by: Number(by) };
}

/**
 * Reads a call from behind its opening bracket: `3, 5) = 0 <0.000055>`, also one joined of an `unfinished` and a `resumed` line.
 * `tail` is the end of a line that was cut.
 */
export function parseCall(name: string, text: string, tail?: string): Rest {
  if (tail === undefined && UNFINISHED.test(text)) {
    return { kind: 'unfinished', name, text: withoutMark(text) };
  }
  if (text.endsWith('<detached ...>')) return { kind: 'detached' };
  const { items, end } = splitArguments(text, 0);
  const isCut = tail !== undefined && end < 0;
  const after = isCut ? endOf(tail) : end < 0 ? undefined : text.slice(end + 1);
  const match = /^\s*= ([\s\S]*?)(?: <(\d{1,9})\.(\d{6})\d*>)?$/.exec(after ?? '');
  if (!match) return { kind: 'other', text };
  const [, result = '', seconds, micros] = match;
  const duration = seconds === undefined ? undefined : Number(seconds) * 1_000_000 + Number(micros);
  return {
    kind: 'call',
    name,
    args: items.map(withoutMark).filter((item, at) => item !== '' || at < items.length - 1),
    result: parseResult(result),
    ...(duration === undefined ? {} : { duration }),
    cut: isCut,
  };
}

/** The arguments of an `unfinished` call, as far as they were printed. */
export function parseArguments(text: string): readonly string[] {
  return splitArguments(text, 0).items.filter((item) => item !== '');
}

/** Behind the last bracket that a result follows: what stands before it may be a peer's text. */
function endOf(tail: string): string | undefined {
  const at = tail.lastIndexOf(') = ');
  return at < 0 ? undefined : tail.slice(at + 1);
}

/** A process that ended within a call leaves the mark among its arguments. */
function withoutMark(text: string): string {
  return text.endsWith('...>') ? text.replace(UNFINISHED, '').trimEnd() : text;
}

function parseResult(text: string): CallResult {
  const [, restart] = /^\? (E[A-Z\d]+)/.exec(text) ?? [];
  if (restart !== undefined) return { kind: 'none', errno: restart };
  const [failed, errno, number] = /^-1 (?:(E[A-Z\d]+)\b|\(errno (\d+)\))/.exec(text) ?? [];
  if (failed !== undefined) return { kind: 'error', errno: errno ?? `errno ${number}` };
  const digits = /^(?:0x[\da-f]+|-?\d+)/.exec(text)?.[0];
  return digits === undefined ? { kind: 'none' } : parseValue(digits, text);
}

function parseValue(digits: string, text: string): CallResult {
  const descriptor = text.charAt(digits.length) === '<' ? parseDescriptor(text) : undefined;
  const note = /\(([^()]*)\)$/.exec(descriptor ? '' : text)?.[1];
  return {
    kind: 'value',
    value: Number(digits),
    ...(descriptor ? { descriptor } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
