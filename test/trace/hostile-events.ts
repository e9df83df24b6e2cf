import type { SocketEvent } from '../../src/event/event.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent } from '../../src/trace/read-json-lines.ts';
import { problemOf } from './reading.ts';

/** What text from outside may try: to move the cursor, name the window, ring, turn text around, hide, break a line. */
export const HOSTILE: readonly string[] = [
  '\u001b[2J\u001b]0;title\u0007\u001bPq\u001b\\\u009b31m\u0085\r\n\t\b\u007f\0',
  '\u202e\u2066\u200f\u061c\u200b\ufeff\u2028\u2029\u{e0041}\u{f0000}\ue000\ud800',
  // Without a space, for what must not have any.
  '\u001b(0\u202e',
  '=cmd|x',
];

/**
 * Every event of this type that a reader takes and that has one of these strings in one of its fields, or octets of it. Found by trying: each
 * string of `event` is replaced by each of them.
 */
export function hostileVersions(event: SocketEvent): SocketEvent[] {
  const whole: unknown = JSON.parse(encodeEvent(event));
  return waysIn(whole).flatMap((way) =>
    HOSTILE.flatMap(disguised).flatMap((text) =>
      accepted(JSON.stringify(replaced(whole, way, text))),
    ),
  );
}

/** As it is, as octets, as a path, as the zone of an address. */
function disguised(text: string): string[] {
  return [text, Buffer.from(text).toString('base64'), `unix:${text}`, `[fe80::1%${text}]:9000`];
}

function accepted(line: string): SocketEvent[] {
  try {
    return [parseEvent(line, 2)];
  } catch (error) {
    problemOf(error);
    return [];
  }
}

/** The ways to all strings of a JSON value. */
function waysIn(value: unknown): string[][] {
  if (typeof value === 'string') return [[]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    waysIn(inner).map((way) => [name, ...way]),
  );
}

function replaced(value: unknown, [name, ...way]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([at, inner]): [string, unknown] => [
    at,
    at === name ? replaced(inner, way, text) : inner,
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
