import * as v from 'valibot';
import type { EventType, SocketEvent } from '../event/event.ts';
import { badTrace } from './bad-trace.ts';
import { EVENT_SCHEMAS, HEADER_SCHEMA } from './schema.ts';
import { type Line, LineSplitter } from './split-lines.ts';

/** Text or UTF-8 octets, cut anywhere: a file's stream, a pipe, an array of lines that end in "\n". */
export type TraceText = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/**
 * The events of a trace in JSON Lines (docs/trace-format.md), each as soon as its line is complete.
 * Whatever the text is, it throws nothing but `bad-trace` with the line, and keeps no more than that line;
 * an error of `chunks` itself, as of a file that cannot be read, comes through as it is.
 */
export async function* readTrace(chunks: TraceText): AsyncGenerator<SocketEvent> {
  const splitter = new LineSplitter();
  let hasHeader = false;
  for await (const line of linesOf(chunks, splitter)) {
    if (line.text.trim() === '') continue;
    if (hasHeader) yield parseEventLine(line);
    else checkHeader(line);
    hasHeader = true;
  }
  if (!hasHeader) throw badTrace(1, 'empty: no header');
}

/** The event of one line, whose `number` is told when it is none: a SocketsError `bad-trace`. */
export function parseEvent(line: string, number: number): SocketEvent {
  return parseEventLine({ number, text: line, whole: true });
}

async function* linesOf(chunks: TraceText, splitter: LineSplitter): AsyncGenerator<Line> {
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

function checkHeader(line: Line): void {
  // Some editors and shells begin a UTF-8 file with a byte order mark.
  const value = parseObject({ ...line, text: line.text.replace(/^\ufeff/, '') });
  if (!('format' in value)) throw badTrace(line.number, 'no header: not a sockets trace');
  check(HEADER_SCHEMA, value, line.number);
}

function parseEventLine(line: Line): SocketEvent {
  const value = parseObject(line);
  if (!('type' in value)) {
    throw badTrace(line.number, 'format' in value ? 'a second header' : 'type: missing');
  }
  if (!isEventType(value.type)) {
    throw badTrace(line.number, 'type: not an event type of version 1');
  }
  const schema: v.GenericSchema<unknown, SocketEvent> = EVENT_SCHEMAS[value.type];
  return check(schema, value, line.number);
}

function isEventType(value: unknown): value is EventType {
  return typeof value === 'string' && Object.hasOwn(EVENT_SCHEMAS, value);
}

function parseObject({ text, number, whole }: Line): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badTrace(number, whole ? 'not JSON' : 'cut off');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badTrace(number, 'expected an object');
  }
  return value;
}

function check<Output>(
  schema: v.GenericSchema<unknown, Output>,
  value: object,
  line: number,
): Output {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  throw badTrace(line, problemOf(result.issues[0]));
}

/** `bytes: expected a whole number ≥ 0`. A path holds only names the schema asked for, and places in an array. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  return `${path}: ${issue.input === undefined ? 'missing' : issue.message}`;
}
