import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import type { SyscallEvent } from '../event/syscall-event.ts';
import { count, data, event, integer, text } from './fields.ts';

const named = 'expected the name of a system call';
/** It stands in a column: nothing in it can break that. */
const name = v.pipe(v.string(named), v.regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, named));

/** What a program asked of the kernel. */
export const SYSCALL_SCHEMAS = {
  syscall: v.pipe(
    event('syscall', {
      call: name,
      process: count,
      thread: v.exactOptional(count),
      descriptor: v.exactOptional(count),
      arguments: text,
      result: v.exactOptional(integer),
      error: v.exactOptional(text),
      elapsed: v.exactOptional(count),
      bytes: v.exactOptional(count),
      data: v.exactOptional(data),
    }),
    v.check(
      ({ bytes = 0, data }) => data === undefined || data.length <= bytes,
      'data: more octets than "bytes" says',
    ),
    v.check(
      ({ result, error }) => result === undefined || error === undefined,
      'error: a call that failed has no result',
    ),
    v.metadata({ not: { required: ['result', 'error'] } }),
  ),
  'left-open': event('left-open', {
    process: count,
    killed: v.exactOptional(text),
  }),
} as const satisfies {
  readonly [Type in SyscallEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
