import type { ComparedSocket, Comparison } from '../diff/comparison.ts';
import type { Source } from '../event/event.ts';
import { padEnd, padStart, rowsOf, width, wrap } from './columns.ts';
import { DiffRows, type RowsOptions } from './diff-rows.ts';
import { differenceWords, noteWords, socketName } from './diff-words.ts';
import { visibleText } from './visible.ts';

/** Differences that are told in sentences at the most, and sockets that are shown. */
const MOST_TOLD = 20;
const MOST_SOCKETS = 50;

/** One of the two recordings: what it is called, and how much there is in it. */
export interface NamedRecording {
  readonly name: string;
  readonly events: number;
}

/** Both recordings. */
export interface NamedRecordings {
  readonly reference: NamedRecording;
  readonly other: NamedRecording;
}

/** Two runs beside each other, socket by socket, and in the end what differs, in sentences. */
export function diffLines(
  comparison: Comparison,
  recordings: NamedRecordings,
  options: RowsOptions,
): string[] {
  const rows = new DiffRows(options);
  const { heads } = options.text.diff;
  const { sockets, differences } = comparison;
  const shown = sockets.filter((socket) => !isSame(socket)).slice(0, MOST_SOCKETS);
  const same = sockets.filter(isSame);
  const beside = shown.length > 0 ? rows.heads(heads.reference, heads.other) : [];
  return [
    ...headLines(comparison, recordings, options),
    ...(same.length > 0
      ? ['', ...same.slice(0, MOST_SOCKETS).flatMap((one) => sameLine(one, options))]
      : []),
    ...(beside.length > 0 ? ['', ...beside] : []),
    ...shown.flatMap((socket) => socketLines(socket, rows, options)),
    '',
    ...conclusion(comparison, options),
    ...differences.slice(0, MOST_TOLD).flatMap((_one, at) => toldLines(comparison, at, options)),
    ...moreLine(differences.length - MOST_TOLD, options),
    ...noteLines(comparison, recordings, options),
  ];
}

function headLines(
  { lanes }: Comparison,
  recordings: NamedRecordings,
  { text, style, columns }: RowsOptions,
): string[] {
  const { heads, recording } = text.diff;
  const room = Math.max(width(heads.reference), width(heads.other));
  const line = (which: 'reference' | 'other') => {
    const { name, events } = recordings[which];
    const own: readonly Source[] = lanes[which];
    const words = `${visibleText(name)} · ${recording({ events, lanes: own })}`;
    const [first = '', ...rest] = wrap(words, Math.max(1, columns - room - 2));
    return [
      `${style.faint(padEnd(heads[which], room))}  ${first}`,
      ...rest.map((row) => ' '.repeat(room + 2) + row),
    ];
  };
  return [...line('reference'), ...line('other')];
}

function isSame({ tracks }: ComparedSocket): boolean {
  return tracks.every(({ rows }) => rows.every(({ mark }) => mark === 'same'));
}

function sameLine(
  { socket, tracks }: ComparedSocket,
  { text, style, columns }: RowsOptions,
): string[] {
  const steps = tracks.reduce((sum, { rows }) => sum + rows.length, 0);
  const name = socketName(socket);
  const words = `${text.diff.roles[socket.role]}: ${text.diff.allSame(steps)}`;
  const [first = '', ...rest] = wrap(words, Math.max(1, columns - width(name) - 2));
  const paint = style.socket(socket.reference ?? socket.other ?? '');
  return [`${paint(name)}  ${first}`, ...rest.map((row) => `  ${row}`)];
}

function socketLines(
  { socket, tracks }: ComparedSocket,
  rows: DiffRows,
  { text, style }: RowsOptions,
): string[] {
  const name = socketName(socket);
  const paint = style.socket(socket.reference ?? socket.other ?? '');
  return [
    '',
    `${paint(name)}  ${text.diff.roles[socket.role]}`,
    ...tracks.flatMap((track) => [
      ...(track.track === 'calls' ? [] : [style.faint(`  ${text.diff.tracks[track.track]}`)]),
      ...rows.lines(track),
    ]),
  ];
}

function conclusion(
  { differences, notes }: Comparison,
  { text, style, columns }: RowsOptions,
): string[] {
  const { diff } = text;
  const isCut = notes.some(({ kind }) => kind === 'borders');
  const same = isCut ? diff.sameBut : diff.noDifference;
  const words = differences.length > 0 ? diff.differences(differences.length) : same;
  const paint = differences.length > 0 ? style.bad : style.good;
  return wrap(words, columns).map(paint);
}

function toldLines(
  { differences }: Comparison,
  at: number,
  { text, style, columns }: RowsOptions,
): string[] {
  const difference = differences[at];
  if (difference === undefined) return [];
  const { told, lesson } = differenceWords(difference, text);
  const [first = '', ...rest] = wrap(told, Math.max(1, columns - 4));
  const lessons = lesson === undefined ? [] : wrap(lesson, Math.max(1, columns - 4));
  return [
    `${padStart(String(at + 1), 3)} ${first}`,
    ...rest.map((row) => `    ${row}`),
    ...lessons.map((row) => `    ${style.faint(row)}`),
  ];
}

function moreLine(more: number, { text, style, columns }: RowsOptions): string[] {
  if (more <= 0) return [];
  return rowsOf(`    ${text.diff.moreDifferences(more)}`, columns).map(style.faint);
}

function noteLines(
  { notes }: Comparison,
  { reference, other }: NamedRecordings,
  { text, columns }: RowsOptions,
): string[] {
  const names = { reference: reference.name, other: other.name };
  const shown = notes.slice(0, MOST_TOLD).map((note) => noteWords(note, names, text));
  const lines = shown.flatMap((words) => {
    const [first = '', ...rest] = wrap(words, Math.max(1, columns - 4));
    return [`  · ${first}`, ...rest.map((row) => `    ${row}`)];
  });
  return lines.length > 0 ? ['', ...lines] : [];
}
