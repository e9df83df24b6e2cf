import type { Microseconds } from '../event/clock.ts';
import { duration, grouped } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { type Column, table } from './table.ts';
import { visibleText } from './visible.ts';

/** What became of numbered or ordinary datagrams that were to be answered; times are round trips, `undefined` while there is none. */
export interface RoundTrips {
  readonly sent: number;
  readonly received: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
  readonly min: Microseconds | undefined;
  readonly median: Microseconds | undefined;
  readonly max: Microseconds | undefined;
}

/** What came from one sender; an empty name stands for all that have none. */
export interface FromSender {
  readonly sender: string;
  readonly datagrams: number;
  readonly octets: number;
  readonly smallest: number;
  readonly largest: number;
  readonly first: Microseconds;
  readonly last: Microseconds;
}

const INDENT = '  ';

/** The table at the end of a run that waited for replies, in at most `columns` (at least 20). */
export function roundTripTable(trips: RoundTrips, text: Text, columns: number): string[] {
  const { sent, received, lost, duplicated, outOfOrder } = trips;
  const { summary: heads } = text.udp;
  const counts = { sent, received, duplicated, outOfOrder };
  const cells: [head: string, value: string][] = [
    [heads.sent, grouped(counts.sent)],
    [heads.received, grouped(counts.received)],
    [heads.lost, `${grouped(lost)} (${percentage(lost, sent)})`],
    [heads.duplicated, grouped(counts.duplicated)],
    [heads.outOfOrder, grouped(counts.outOfOrder)],
    [heads.min, time(trips.min)],
    [heads.median, time(trips.median)],
    [heads.max, time(trips.max)],
  ];
  const all: Column[] = cells.map(([head]) => ({ head, side: 'right' }));
  return indented(all, [cells.map(([, value]) => value)], columns);
}

/** The table of senders, with a row for the `others` where there are any, in at most `columns` (at least 20). */
export function senderTable(
  senders: readonly FromSender[],
  others: FromSender | undefined,
  text: Text,
  columns: number,
): string[] {
  const { sender, datagrams, octets, smallest, largest, span } = text.udp.senders;
  const numbers = [datagrams, octets, smallest, largest, span];
  const all: Column[] = [
    { head: sender, side: 'left' },
    ...numbers.map((head) => ({ head, side: 'right' }) as const),
  ];
  const rows = senders.map((tally) => row(visibleText(tally.sender), tally));
  return indented(all, others ? [...rows, row(text.udp.others, others)] : rows, columns);
}

function row(name: string, { datagrams, octets, smallest, largest, first, last }: FromSender) {
  return [
    name,
    ...[datagrams, octets, smallest, largest].map(grouped),
    datagrams > 1 ? duration(last - first) : '-',
  ];
}

function indented(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  room: number,
): string[] {
  const lines = table(columns, rows, room - INDENT.length);
  return lines.map((line) => (line === '' ? '' : INDENT + line));
}

/** To one decimal; never `0.0 %` of what happened, nor `100.0 %` of what did not happen to all. */
function percentage(part: number, whole: number): string {
  if (part === 0 || whole === 0) return '0 %';
  if (part === whole) return '100 %';
  const exact = (part / whole) * 100;
  return `${Math.min(99.9, Math.max(0.1, exact)).toFixed(1)} %`;
}

function time(span: Microseconds | undefined): string {
  return span === undefined ? '-' : duration(span);
}
