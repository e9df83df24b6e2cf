import { expect } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';
import { EXAMPLE_EVENTS, HEADER_EXAMPLE } from './examples.ts';

export const HEADER = encodeHeader(HEADER_EXAMPLE);
/** The trace of all the examples. */
export const TEXT = HEADER + EXAMPLE_EVENTS.map(encodeEvent).join('');

/** What a reader gets before the trace ends or turns out bad, and what was bad: `line 2: not JSON`. */
export async function read(...chunks: (string | Uint8Array)[]) {
  const events: SocketEvent[] = [];
  try {
    for await (const event of readTrace(chunks)) events.push(event);
    return { events, problem: undefined };
  } catch (error) {
    return { events, problem: problemOf(error) };
  }
}

/** Anything but `bad-trace` in words of our own is a failure of the test. */
export function problemOf(error: unknown): string {
  if (!(error instanceof SocketsError && 'problem' in error.facts)) throw error;
  const { line, problem } = error.facts;
  expect(error).toMatchObject({ code: 'bad-trace', fault: 'usage' });
  expect(problem).toMatch(/^[ -~≥]{1,80}$/);
  return `line ${line}: ${problem}`;
}
