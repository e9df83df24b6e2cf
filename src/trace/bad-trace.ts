import { SocketsError } from '../error.ts';

/** What is wrong in which line (from 1) of a trace. `problem` is our own words, never a part of what was read. */
export function badTrace(line: number, problem: string): SocketsError<'bad-trace'> {
  return new SocketsError('usage', 'bad-trace', { line, problem });
}
