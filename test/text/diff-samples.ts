import type { Text } from '../../src/text/text.ts';
import type { DiffText } from '../../src/text/wording-diff.ts';
import { failure } from './failure-samples.ts';
import { type Sample, stringsIn } from './sample.ts';

/** Facts that a sentence tells in words of its own. */
const WAYS: ReadonlySet<string> = new Set(['sent', 'received']);

function said<Facts>(name: keyof DiffText, facts: Facts, say: (diff: DiffText) => string): Sample {
  const values = stringsIn(facts).filter((value) => !WAYS.has(value));
  return { path: `diff.${name}`, values, say: ({ diff }: Text) => [say(diff)] };
}

const socket = 'C1/C3';
const RECORDING = { events: 12_480, lanes: ['app', 'wire'] };
const SOCKET = { socket, role: 'C' };
const ONE = { socket, step: 'shutdown', count: 1 };
const MORE = { socket, step: 'receive', count: 12 };
const CHANGED = { socket, step: 'listen', reference: 'backlog 511', other: 'backlog 5' };
const INSTEAD = { socket, reference: 'shutdown', other: 'reset' };
const MOVED = { socket, step: 'shutdown', than: 'end-of-stream', before: true };
const OCTETS = {
  socket,
  way: 'sent',
  number: '4,097',
  reference: '"two"',
  other: '"tow"',
} as const;
const LENGTH = { socket, way: 'received', reference: '20 B', other: '12 B', both: true } as const;
const BORDERS = { socket, way: 'received', reference: 1, other: 2 } as const;
const UNKNOWN = { socket, octets: '12,288 B' };

/** What is said of two runs that are compared. */
export const DIFF_SAMPLES: readonly Sample[] = [
  said('recording', RECORDING, ({ recording }) => recording(RECORDING)),
  said('recording', ['app'], ({ recording }) => recording({ events: 1, lanes: ['app'] })),
  said('same', 12, ({ same }) => same(12)),
  said('same', 1, ({ same }) => same(1)),
  said('allSame', 12, ({ allSame }) => allSame(12)),
  said('more', 12, ({ more }) => more(12)),
  said('octets', '29 B', ({ octets }) => octets({ bytes: '29 B', calls: 4, way: 'sent' })),
  said('octets', '29 B', ({ octets }) => octets({ bytes: '29 B', calls: 1, way: 'received' })),
  said('differences', 1, ({ differences }) => differences(1)),
  said('differences', 12, ({ differences }) => differences(12)),
  said('moreDifferences', 12, ({ moreDifferences }) => moreDifferences(12)),
  said('missingSocket', SOCKET, ({ missingSocket }) => missingSocket(SOCKET)),
  said('extraSocket', SOCKET, ({ extraSocket }) => extraSocket(SOCKET)),
  said('missing', ONE, ({ missing }) => missing(ONE)),
  said('missing', MORE, ({ missing }) => missing(MORE)),
  said('extra', ONE, ({ extra }) => extra(ONE)),
  said('extra', MORE, ({ extra }) => extra(MORE)),
  said('reordered', MORE, ({ reordered }) => reordered(MORE)),
  said('changed', CHANGED, ({ changed }) => changed(CHANGED)),
  said('instead', INSTEAD, ({ instead }) => instead(INSTEAD)),
  said('moved', MOVED, ({ moved }) => moved(MOVED)),
  said('moved', MOVED, ({ moved }) => moved({ ...MOVED, before: false })),
  said('otherOctets', OCTETS, ({ otherOctets }) => otherOctets(OCTETS)),
  said('length', LENGTH, ({ length }) => length(LENGTH)),
  said('length', LENGTH, ({ length }) => length({ ...LENGTH, both: false })),
  said('first', socket, ({ first }) => first({ socket, reference: 'sent' })),
  said('first', socket, ({ first }) => first({ socket, reference: 'received' })),
  said('borders', BORDERS, ({ borders }) => borders(BORDERS)),
  said('unknown', UNKNOWN, ({ unknown }) => unknown(UNKNOWN)),
  said('noOctets', 'a.jsonl', ({ noOctets }) => noOctets('a.jsonl')),
  failure('nothing-to-compare', {
    reference: { path: 'a.jsonl', lanes: ['app'] },
    other: { path: 'b.jsonl', lanes: ['kernel', 'wire'] },
  }),
  failure('nothing-to-compare', {
    reference: { path: 'a.jsonl', lanes: [] },
    other: { path: 'b.jsonl', lanes: ['app'] },
  }),
];
