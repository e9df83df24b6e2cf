import type { Text } from '../../src/text/text.ts';
import type { SteppingText, ViewingText } from '../../src/text/wording-view.ts';
import { failure } from './failure-samples.ts';
import { type Sample, stringsIn } from './sample.ts';

function said<Facts>(
  name: keyof ViewingText,
  facts: Facts,
  say: (words: ViewingText) => string,
): Sample {
  const values = stringsIn(facts).filter((value) => !WORDS.has(value));
  return { path: `viewing.${name}`, values, say: ({ viewing }: Text) => [say(viewing)] };
}

function stepping<Facts>(
  name: keyof SteppingText,
  facts: Facts,
  say: (words: SteppingText) => string,
): Sample {
  return {
    path: `viewing.stepping.${name}`,
    values: stringsIn(facts),
    say: ({ viewing }: Text) => [say(viewing.stepping)],
  };
}

/** Told in words of each language. */
const WORDS: ReadonlySet<string> = new Set(['ahead', 'behind', '12 events']);

const FACTS = {
  program: 'sockets 0.1.0',
  created: '2025-11-21 11:40:02',
  events: '12 events',
  span: '1.2 s',
  lanes: 'app, wire',
};
const RENAMED = { name: 'client.jsonl', renamed: ['C1 → C2', 'S1 → S3'] };
const SAME = { name: 'server.jsonl', renamed: [] };
const EXCHANGE = { offset: '1.5 ms', way: 'ahead', uncertainty: '48 µs' } as const;
const BOUND = { offset: '4.8 s', way: 'behind', uncertainty: undefined } as const;
const WRITTEN = { events: '12 events', path: 'run.svg' };

/** What is said of recordings. */
export const VIEW_SAMPLES: readonly Sample[] = [
  said('facts', FACTS, ({ facts }) => facts(FACTS)),
  said('events', { shown: 12, of: 49 }, ({ events }) => events({ shown: 12, of: 49 })),
  said('events', { shown: 49, of: 49 }, ({ events }) => events({ shown: 49, of: 49 })),
  said('events', { shown: 1, of: 1 }, ({ events }) => events({ shown: 1, of: 1 })),
  said('more', '12 events', ({ more }) => more('12 events')),
  said('written', WRITTEN, ({ written }) => written(WRITTEN)),
  said('cut', { line: '17' }, ({ cut }) => cut({ line: '17' })),
  said('unknown', 3, ({ unknown }) => unknown(3)),
  said('shortened', 3, ({ shortened }) => shortened(3)),
  said('recording', RENAMED, ({ recording }) => recording(RENAMED)),
  said('recording', SAME, ({ recording }) => recording(SAME)),
  said('clock', EXCHANGE, ({ clock }) => clock(EXCHANGE)),
  said('clock', BOUND, ({ clock }) => clock(BOUND)),
  said('repeated', 30, ({ repeated }) => repeated(30)),
  said('waiting', 'a.jsonl', ({ waiting }) => waiting('a.jsonl')),
  said('anew', 'a.jsonl', ({ anew }) => anew('a.jsonl')),
  stepping('position', { at: 12, of: 49 }, ({ position }) => position({ at: 12, of: 49 })),
  stepping('filtered', 'C1 wire', ({ filtered }) => filtered('C1 wire')),
  stepping('notFound', 'hello', ({ notFound }) => notFound('hello')),
  stepping('nothingLeft', 'hello', ({ nothingLeft }) => nothingLeft('hello')),
  stepping('noOther', 'C1', ({ noOther }) => noOther('C1')),
  stepping('moreRows', 46, ({ moreRows }) => moreRows(46)),
  failure('bad-trace', { line: 1, problem: 'no header: not a sockets trace' }),
  failure('bad-trace', { line: 17, problem: 'not JSON', path: 'run.jsonl' }),
  failure('not-for-terminal', { format: 'pcapng' }),
  failure('needs-terminal', { option: '--step' }),
  failure('recording-too-long', { path: 'run.jsonl', events: 250_000 }),
];
