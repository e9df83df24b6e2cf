import type { Text } from '../../src/text/text.ts';
import type { EndOfLife, WatchText } from '../../src/text/wording-watch.ts';
import { failure } from './failure-samples.ts';
import { type Sample, stringsIn } from './sample.ts';

function said<Facts>(
  name: keyof WatchText,
  facts: Facts,
  say: (watch: WatchText) => string,
): Sample {
  return {
    path: `watch.${name}`,
    values: stringsIn(facts),
    say: ({ watch }: Text) => [say(watch)],
  };
}

const process = 4242;
const CHILD = { id: 4243, parent: process, program: '/usr/bin/curl' };

/** What a sentence tells in words of its own. */
const ends = (end: EndOfLife): Sample => ({
  ...said('end', {}, (watch) => watch.end(end)),
  values: stringsIn([end.by, end.signal, end.failed]),
});
const lives = (sockets: number, left: number, open: number): Sample => {
  const facts = { sockets, left, open };
  return said('lives', {}, (watch) => watch.lives(facts));
};
const attached = (threads: number): Sample =>
  said('attached', [process], (watch) => watch.attached({ process, threads }));
const refused = (why: 'gone' | 'traced' | 'not-permitted' | 'failed', said: string): Sample => ({
  ...failure('cannot-attach', { process, why, said }),
  values: stringsIn([process, said]),
});

/** What is said around a program that is watched. */
export const WATCH_SAMPLES: readonly Sample[] = [
  said('process', CHILD, (watch) => watch.process(CHILD)),
  said('process', { id: 4243 }, (watch) => watch.process({ id: 4243 })),
  said('blind', process, (watch) => watch.blind(process)),
  attached(1),
  attached(12),
  lives(0, 0, 0),
  lives(1, 0, 0),
  lives(3, 0, 0),
  lives(3, 1, 1),
  ends({ how: 'closed', by: process, accepted: 0 }),
  ends({ how: 'closed', by: process, accepted: 12, failed: 'EADDRINUSE' }),
  ends({ how: 'closed', accepted: 0 }),
  ends({ how: 'left-open', by: process, accepted: 0 }),
  ends({ how: 'left-open', accepted: 0 }),
  ends({ how: 'killed', by: process, signal: 'SIGKILL', accepted: 0 }),
  ends({ how: 'open', accepted: 0 }),
  said('unused', 1, (watch) => watch.unused(1)),
  said('unused', 12, (watch) => watch.unused(12)),
  said('more', 1, (watch) => watch.more(1)),
  said('more', 12, (watch) => watch.more(12)),
  failure('watch-forbidden', { tool: 'strace' }),
  refused('gone', ''),
  refused('traced', ''),
  refused('not-permitted', ''),
  refused('failed', ''),
  refused('failed', 'attach: Input/output error'),
  {
    ...failure('cannot-attach', { process, why: 'not-permitted', said: '', scope: '1' }),
    values: stringsIn([process, '1']),
  },
];
