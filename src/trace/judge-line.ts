import * as v from 'valibot';
import type { EventType, SocketEvent, UnknownEvent, UnknownFields } from '../event/event.ts';
import { UNKNOWN_EVENT } from './fields.ts';
import { DEEPEST, type TraceHeader } from './format.ts';
import { EVENT_SCHEMAS, HEADER_SCHEMA } from './schema.ts';
import type { BadLine, Line } from './split-lines.ts';
import {
  isObject,
  isTooDeep,
  type JsonObject,
  type Shape,
  shapeOf,
  unknownIn,
} from './unknown-fields.ts';

/** What is wrong with a line, one thing for each field, in words of our own: never a part of what was read. */
export interface Bad {
  readonly kind: 'bad';
  readonly problems: readonly [string, ...string[]];
}

/** What the first line of a trace is. */
export type JudgedHeader = { readonly kind: 'header'; readonly header: TraceHeader } | Bad;

/** What any other line is. */
export type JudgedEvent =
  | { readonly kind: 'event'; readonly event: SocketEvent }
  | { readonly kind: 'unknown'; readonly event: UnknownEvent }
  | Bad;

/** Judges the first line. */
export function judgeHeader(line: Line | BadLine): JudgedHeader {
  // Some editors and shells begin a UTF-8 file with a byte order mark.
  const parsed = parse('text' in line ? { ...line, text: line.text.replace(/^\ufeff/, '') } : line);
  if (parsed.kind === 'bad') return parsed;
  if (!('format' in parsed.value)) return bad('no header: not a sockets trace');
  const checked = check(HEADER_SCHEMA, HEADER_SHAPE, parsed.value);
  if (checked.kind === 'bad') return checked;
  const { program, time: created } = checked.output;
  return { kind: 'header', header: { program, created, ...checked.more } };
}

/** Judges a line behind the first. */
export function judgeEvent(line: Line | BadLine): JudgedEvent {
  const parsed = parse(line);
  if (parsed.kind === 'bad') return parsed;
  const { value } = parsed;
  const { type } = value;
  if (type === undefined) return bad('format' in value ? 'a second header' : 'type: missing');
  if (!isEventType(type)) {
    const checked = check(UNKNOWN_EVENT, UNKNOWN_SHAPE, value);
    if (checked.kind === 'bad') return checked;
    return { kind: 'unknown', event: { ...checked.output, ...checked.more } };
  }
  const schema: ObjectSchema<SocketEvent> = EVENT_SCHEMAS[type];
  const checked = check(schema, eventShape(type), value);
  if (checked.kind === 'bad') return checked;
  const { output, more } = checked;
  return { kind: 'event', event: more ? { ...output, ...more } : output };
}

/** The fields of an event type, and of what is in them. */
export function eventShape(type: string): Shape {
  return (isEventType(type) ? EVENT_SHAPES.get(type) : undefined) ?? UNKNOWN_SHAPE;
}

/** The fields of the header. */
export const HEADER_SHAPE = shapeOf(HEADER_SCHEMA);
const UNKNOWN_SHAPE = shapeOf(UNKNOWN_EVENT);
const EVENT_SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries(EVENT_SCHEMAS).map(([type, schema]) => [type, shapeOf(schema)]),
);

function isEventType(value: unknown): value is EventType {
  return typeof value === 'string' && Object.hasOwn(EVENT_SCHEMAS, value);
}

function bad(problem: string): Bad {
  return { kind: 'bad', problems: [problem] };
}

/** What a line says, apart from what it is: an object may say anything, that it is bad, too. */
type Parsed = { readonly kind: 'object'; readonly value: JsonObject } | Bad;

function parse(line: Line | BadLine): Parsed {
  if ('problem' in line) return bad(line.problem);
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    return bad(line.whole ? 'not JSON' : 'cut off');
  }
  if (!isObject(value) || Array.isArray(value)) return bad('expected an object');
  return { kind: 'object', value };
}

/** A schema of an object, whose fields can be looked at one by one. */
type ObjectSchema<Output> = v.GenericSchema<unknown, Output> & {
  readonly entries: v.ObjectEntries;
};

/** What came out, and what it had besides. */
type Checked<Output> =
  | {
      readonly kind: 'good';
      readonly output: Output;
      readonly more: { readonly unknown: UnknownFields } | undefined;
    }
  | Bad;

const FIRST = { abortEarly: true, abortPipeEarly: true } as const;

function check<Output>(
  schema: ObjectSchema<Output>,
  shape: Shape,
  value: JsonObject,
): Checked<Output> {
  const result = v.safeParse(schema, value, FIRST);
  if (!result.success) return { kind: 'bad', problems: problemsOf(schema, value, result.issues) };
  const { output } = result;
  const unknown = unknownIn(value, shape);
  if (unknown === undefined) return { kind: 'good', output, more: undefined };
  if (isTooDeep(unknown)) return bad(`nested deeper than ${DEEPEST}`);
  return { kind: 'good', output, more: { unknown } };
}

type Issues = readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]];

/** The first problem of each field, or `first` where it is none of a single field. */
function problemsOf(
  { entries }: { readonly entries: v.ObjectEntries },
  value: JsonObject,
  [first]: Issues,
): [string, ...string[]] {
  const [one, ...others] = Object.entries(entries).flatMap(([name, entry]) => {
    if (!Object.hasOwn(value, name))
      return entry.type === 'exact_optional' ? [] : [`${name}: missing`];
    const result = v.safeParse(entry, value[name], FIRST);
    return result.success ? [] : [problemOf(result.issues[0], [name])];
  });
  return one === undefined ? [problemOf(first)] : [one, ...others];
}

/** `bytes: expected a whole number ≥ 0`. A path holds only names the schema asked for, and places in an array. */
function problemOf(issue: v.BaseIssue<unknown>, above: readonly string[] = []): string {
  const path = [...above, ...(v.getDotPath(issue)?.split('.') ?? [])].join('.');
  if (path === '') return issue.message;
  return `${path}: ${issue.input === undefined ? 'missing' : issue.message}`;
}
