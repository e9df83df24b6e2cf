import type { TracePageText } from '../../src/text/wording-trace-page.ts';
import { type Sample, stringsIn } from './sample.ts';

function said<Facts>(
  name: keyof TracePageText,
  facts: Facts,
  say: (words: TracePageText, facts: Facts) => string,
): Sample {
  return {
    path: `tracePage.${name}`,
    values: stringsIn(facts),
    say: ({ tracePage }) => [say(tracePage, facts)],
  };
}

const PLACE = { layer: 'TCP', field: 'Source Port: 52344' };

/** What the page of a trace says of numbers and names. */
export const TRACE_PAGE_SAMPLES: readonly Sample[] = [
  said('position', { at: '12', of: '1,049' }, (words, facts) => words.position(facts)),
  said('matches', { at: '3', of: '17' }, (words, facts) => words.matches(facts)),
  said('conversation', 12, (words, number) => words.conversation(number)),
  said('reading', '12,480', (words, events) => words.reading(events)),
  said('tooMany', '300,000', (words, most) => words.tooMany(most)),
  said('badLine', { line: '17', problem: 'not JSON' }, (words, facts) => words.badLine(facts)),
  said('newer', '12', (words, count) => words.newer(count)),
  said('skipped', '1,234', (words, count) => words.skipped(count)),
  said('keptOctets', { kept: '4,096 B', all: '65,536 B' }, (words, facts) =>
    words.keptOctets(facts),
  ),
  said('showOctets', '4,150 B', (words, count) => words.showOctets(count)),
  said('place', { from: 34, to: 35, ...PLACE }, (words, facts) => words.place(facts)),
  said('place', { from: 34, to: 34, ...PLACE }, (words, facts) => words.place(facts)),
  said('since', '0.804318', (words, time) => words.since(time)),
  said('printed', { shown: '2,000', of: '98,035' }, (words, facts) => words.printed(facts)),
];
