import { formatAddress } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import type { EventOf, EventType, SocketEvent } from '../event/event.ts';
import { relativeTime } from '../text/quantity.ts';
import { visible, visibleText } from './visible.ts';

/** The columns of a trace as a table, in their order. */
export const CSV_COLUMNS = [
  ...(['time', 'seconds', 'source', 'socket', 'type', 'local', 'remote', 'by', 'bytes'] as const),
  ...(['what', 'details', 'text'] as const),
] as const;

/** What comes first of an event: the field that says best what happened. */
const WHAT: { readonly [Type in EventType]?: keyof EventOf<Type> } = {
  socket: 'kind',
  setsockopt: 'option',
  lookup: 'name',
  'attempt-failed': 'code',
  credentials: 'command',
  timeout: 'what',
  error: 'code',
  fate: 'fates',
  'tls-record': 'content',
  'tls-agreed': 'version',
  'ws-request': 'target',
  'ws-response': 'status',
  'ws-refused': 'rule',
  'ws-frame': 'opcode',
  'ws-message': 'kind',
  'ws-violation': 'rule',
  'ws-closed': 'code',
  syscall: 'call',
  state: 'state',
  segment: 'flags',
  dropped: 'what',
  icmp: 'meaning',
};

/** Fields with a column of their own, and octets. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['time', 'source', 'socket', 'type', 'local', 'remote', 'by', 'bytes'],
  ...['data', 'header', 'unknown'],
]);

/** Octets of payload that the last column shows. */
const PREVIEW = 200;

/** More characters than this no cell of a spreadsheet takes. */
const LONGEST_CELL = 32_000;

/** The first line of a table (RFC 4180 §2): the names of the columns. */
export function csvHeader(): string {
  return line(CSV_COLUMNS);
}

/**
 * The line of an event (RFC 4180 §2), with its CR LF. `start` is the moment that `seconds` counts from: the first event's. Text from outside
 * is spelled as in the terminal, and no cell is one that a spreadsheet would take for a formula.
 */
export function csvLine(event: SocketEvent, start: Microseconds): string {
  const { time, source, socket, type, local, remote } = event;
  const seconds = relativeTime(time - start, 6);
  const ends = [local, remote].map((end) => (end ? visibleText(formatAddress(end)) : ''));
  const by = 'by' in event ? event.by : undefined;
  const bytes = 'bytes' in event ? event.bytes : undefined;
  return line([
    ...[String(time), seconds, source, visibleText(socket), type, ...ends],
    ...[by ?? '', bytes === undefined ? '' : String(bytes)],
    ...words(event),
    'data' in event && event.data ? visible(event.data, { limit: PREVIEW }) : '',
  ]);
}

/** What happened, and what else is known of it: `ESTABLISHED`, `was=SYN-SENT how=polled`. */
function words(event: SocketEvent): [string, string] {
  const first: string | undefined = WHAT[event.type];
  const own = Object.entries(event).filter(([name]) => !ELSEWHERE.has(name));
  const what = own.find(([name]) => name === first);
  const others = own.filter(([name]) => name !== first);
  return [
    what === undefined ? '' : spelled(what[1]),
    others.map(([name, value]) => `${name}=${spelled(value)}`).join(' '),
  ];
}

/** A value as it would stand in JSON, but for text and for lists of words. */
function spelled(value: unknown): string {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const text = typeof value === 'string' ? value : isList ? value.join(',') : JSON.stringify(value);
  // What is spelled out gets longer, and this may be a million characters.
  return visibleText(text.slice(0, LONGEST_CELL + 1));
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** What a spreadsheet takes for the beginning of a formula, in its wide forms, too. */
const FORMULA = /^[=+\-@＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n;]|^ | $/;

function cell(text: string): string {
  const short = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
  const inert = FORMULA.test(short) ? `'${short}` : short;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
