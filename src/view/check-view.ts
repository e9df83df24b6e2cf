import { duration, grouped } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import type { CheckFact } from '../text/wording-check.ts';
import type { Finding, TraceSummary } from '../trace/check-trace.ts';
import type { Counts } from '../trace/counted.ts';
import { TRACE_FORMAT, TRACE_VERSION } from '../trace/format.ts';
import type { TraceHeader } from '../trace/json-lines.ts';
import { padEnd, truncate, width, wrap } from './columns.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible.ts';

/** How what was found is to be shown. */
export interface CheckLook {
  readonly text: Text;
  readonly style: Style;
  readonly columns: number;
  /** Minutes east of UTC, for the moment at which the trace was begun. */
  readonly offsetMinutes: number;
}

const GAP = '  ';
/** With less room for what is said of something, it stands beneath its name. */
const LEAST = 24;
/** How many sockets, or types and fields that are not known here, are named. */
const MOST_NAMED = 24;
/** Holds a name and its count together in one row. */
const TOGETHER = '\u00a0';
/** A string of the file is cut here: nobody reads on, and it may have a million characters. */
const LONGEST = 120;

/** What is wrong with a line of a trace: `line 12  unreadable  bytes: expected a whole number ≥ 0`. As many rows as that needs. */
export function findingLines({ line, problem, kind }: Finding, look: CheckLook): string[] {
  const { check } = look.text;
  const paint = kind === 'refused' ? look.style.bad : look.style.strong;
  const name = `${check.line(grouped(line))}${GAP}${check.kinds[kind]}`;
  return beside({ name, width: width(name), paint }, check.problem(problem), look);
}

/**
 * What there is in a trace, and whether it can be read. `told` is how many of its findings were shown: the others are counted. An empty line
 * parts it from them.
 */
export function checkSummaryLines(summary: TraceSummary, told: number, look: CheckLook): string[] {
  const { check } = look.text;
  const more = summary.refused + summary.odd - told;
  return [
    ...(more > 0 ? wrap(check.more(more), look.columns) : []),
    ...(told > 0 ? [''] : []),
    ...factLines(facts(summary, look), look),
    '',
    ...verdictLines(summary, look),
  ];
}

/** A name, and what is said of it. */
type Fact = readonly [name: string, value: string];

function facts(summary: TraceSummary, look: CheckLook): Fact[] {
  const { check } = look.text;
  const { header, lines, events, span, sockets, unknownTypes, unknownFields } = summary;
  const fact = (name: CheckFact, value: string): Fact => [check.facts[name], value];
  const lanes = [...summary.lanes].map(([lane, types]): Fact => {
    const total = [...types.values()].reduce((sum, count) => sum + count, 0);
    return [lane, `${grouped(total)}: ${namedCounts([...types]).join(', ')}`];
  });
  return [
    ...(header ? headerFacts(header, fact, look) : []),
    fact('lines', grouped(lines)),
    fact('events', grouped(events)),
    ...lanes,
    ...(span ? [fact('span', duration(span.to - span.from))] : []),
    ...listed(check.facts.sockets, sockets, look.text),
    ...listed(check.facts.newTypes, unknownTypes, look.text),
    ...listed(check.facts.newFields, unknownFields, look.text),
  ];
}

function listed(name: string, counts: Counts, text: Text): Fact[] {
  const isEmpty = counts.names.size === 0 && counts.others === 0;
  return isEmpty ? [] : [[name, countsWords(counts, text)]];
}

function headerFacts(
  { program, created }: TraceHeader,
  fact: (name: CheckFact, value: string) => Fact,
  { offsetMinutes }: CheckLook,
): Fact[] {
  const iso = new Date(created / 1000 + offsetMinutes * 60_000).toISOString();
  return [
    fact('format', `${TRACE_FORMAT} ${TRACE_VERSION}`),
    fact('program', shown(program)),
    fact('created', `${iso.slice(0, 10)} ${iso.slice(11, 19)}`),
  ];
}

/** `S1 12, S2 8`: the first so many, and how many of the others. */
function countsWords({ names, others }: Counts, { check }: Text): string {
  const counts = [...names];
  const rest = counts.slice(MOST_NAMED).reduce((sum, [, count]) => sum + count, others);
  const named = namedCounts(counts.slice(0, MOST_NAMED));
  return [...named, ...(rest > 0 ? [check.others(rest)] : [])].join(', ');
}

function namedCounts(counts: readonly (readonly [string, number])[]): string[] {
  return counts.map(([name, count]) => `${shown(name)}${TOGETHER}${grouped(count)}`);
}

function verdictLines(
  { refused, odd, cutOff, ...summary }: TraceSummary,
  look: CheckLook,
): string[] {
  const { text, style, columns } = look;
  const { verdict, newer } = text.check;
  const isNewer = summary.unknownTypes.names.size > 0 || summary.unknownFields.names.size > 0;
  const isGood = refused === 0 || (cutOff && refused === 1);
  const best = cutOff ? verdict.cutOff : odd > 0 ? verdict.odd(odd) : verdict.good;
  const words = isGood ? best : verdict.refused(refused);
  const paint = isGood ? style.strong : style.bad;
  return [
    ...(isNewer ? wrap(newer, columns) : []),
    ...wrap(`${isGood ? '✓' : '✗'} ${words}`, columns).map(paint),
  ];
}

function factLines(all: readonly Fact[], look: CheckLook): string[] {
  const widest = Math.max(...all.map(([name]) => width(name)));
  return all.flatMap(([name, value]) =>
    beside({ name, width: widest, paint: look.style.faint }, value, look),
  );
}

interface Name {
  readonly name: string;
  /** How wide the column of names is. */
  readonly width: number;
  readonly paint: (text: string) => string;
}

/** What is said of something behind its name, or beneath it where there is little room. */
function beside({ name, width: columns, paint }: Name, words: string, look: CheckLook): string[] {
  const indent = columns + GAP.length;
  const room = look.columns - indent;
  if (room < LEAST) {
    const beneath = rows(words, look.columns - GAP.length).map((row) => GAP + row);
    return [...wrap(name, look.columns).map(paint), ...beneath];
  }
  const [first = '', ...rest] = rows(words, room);
  return [
    `${paint(padEnd(name, columns))}${GAP}${first}`,
    ...rest.map((row) => ' '.repeat(indent) + row),
  ];
}

function rows(words: string, columns: number): string[] {
  return wrap(words, Math.max(1, columns)).map((row) => row.replaceAll(TOGETHER, ' '));
}

function shown(text: string): string {
  return truncate(visibleText(text.slice(0, LONGEST)), LONGEST);
}
