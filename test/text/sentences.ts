import type { Text } from '../../src/text/text.ts';
import type { ConsoleText, ListedSocket } from '../../src/text/wording.ts';
import { CHECK_SAMPLES } from './check-samples.ts';
import { DEMO_SAMPLES } from './demo-samples.ts';
import { DIFF_SAMPLES } from './diff-samples.ts';
import { DOCTOR_SAMPLES } from './doctor-samples.ts';
import { FAILURES } from './failure-samples.ts';
import { LAB_SAMPLES } from './lab-samples.ts';
import { LANE_SAMPLES } from './lane-samples.ts';
import { PCAPNG_SAMPLES } from './pcapng-samples.ts';
import { PICTURE_SAMPLES } from './picture-samples.ts';
import { leaves, type Sample, stringsIn } from './sample.ts';
import { STEPS } from './step-samples.ts';
import { TRACE_PAGE_SAMPLES } from './trace-page-samples.ts';
import { UDP_SAMPLES } from './udp-samples.ts';
import { VIEW_SAMPLES } from './view-samples.ts';
import { WATCH_SAMPLES } from './watch-samples.ts';

/** What a language says: the path of the sentence, and its words. */
export interface Sentence {
  readonly path: string;
  readonly words: string;
  readonly values: readonly string[];
}

/** What is told to programs. */
const LANGUAGE: ReadonlySet<string> = new Set(['language', 'page.language']);

/** All that a language says, each function called in every way of `SAMPLES`, in an order that all languages share. */
export function sentences(text: Text): Sentence[] {
  const fixed = leaves(text).flatMap(({ path, leaf }) =>
    typeof leaf === 'string' && !LANGUAGE.has(path) ? [{ path, words: leaf, values: [] }] : [],
  );
  const said = SAMPLES.flatMap(({ path, values, say }) =>
    say(text).map((words) => ({ path, words, values })),
  );
  return [...fixed, ...said];
}

function reply<Facts>(name: keyof ConsoleText, facts: Facts, say: (text: Text) => string): Sample {
  return { path: `console.${name}`, values: stringsIn(facts), say: (text) => [say(text)] };
}

const address = '127.0.0.1:9000';
const LISTED: ListedSocket = {
  label: 'S1',
  remote: '127.0.0.1:52344',
  received: '6 B',
  sent: '1,024 B',
  age: '4.8 s',
  paused: false,
  halfClosed: false,
};
const RECORDED = { path: 'class.jsonl', events: '12,480' };
const TWO = ['S1', 'S2'];

const REPLIES = [
  reply('listening', { address, service: 'echo' }, ({ console }) =>
    console.listening({ address, service: 'echo' }),
  ),
  reply('page', 'http://127.0.0.1:9000/', ({ console }) => console.page('http://127.0.0.1:9000/')),
  reply('wide', '0.0.0.0', ({ console }) => console.wide('0.0.0.0')),
  reply('stopping', TWO, ({ console }) => console.stopping(TWO)),
  reply('cut', TWO, ({ console }) => console.cut(TWO)),
  reply('recorded', RECORDED, ({ console }) => console.recorded(RECORDED)),
  reply('listed', LISTED, ({ console }) => console.listed(LISTED)),
  reply('listed', LISTED, ({ console }) =>
    console.listed({ ...LISTED, paused: true, halfClosed: true }),
  ),
  reply('noSuchSocket', ['S9', ...TWO], ({ console }) =>
    console.noSuchSocket({ label: 'S9', labels: TWO }),
  ),
  reply('noSuchSocket', 'S9', ({ console }) => console.noSuchSocket({ label: 'S9', labels: [] })),
  reply('halfClosed', 'S1', ({ console }) => console.halfClosed('S1')),
  reply('unknownCommand', '/lsit', ({ console }) => console.unknownCommand({ name: '/lsit' })),
  reply('unknownCommand', ['/lsit', '/list'], ({ console }) =>
    console.unknownCommand({ name: '/lsit', suggestion: '/list' }),
  ),
  reply('usage', '/end S1', ({ console }) => console.usage('/end S1')),
];

const PAGE = 'http://127.0.0.1:40123/q83vEjRWeJq83vEjRWeJqw/';

const OTHERS: readonly Sample[] = [
  { path: 'live.address', values: [PAGE], say: ({ live }) => [live.address(PAGE)] },
  {
    path: 'summary',
    values: ['receive', 'accept', '97 MB', '1.0 s'],
    say: ({ summary }) => [
      summary(
        [
          { type: 'receive', count: 12_480, size: '97 MB' },
          { type: 'accept', count: 7 },
        ],
        '1.0 s',
      ),
    ],
  },
  { path: 'moreBytes', values: ['4,096 B'], say: ({ moreBytes }) => [moreBytes('4,096 B')] },
  { path: 'help.defaultValue', values: ['9000'], say: ({ help }) => [help.defaultValue('9000')] },
  { path: 'help.choices', values: ['en, ko'], say: ({ help }) => [help.choices('en, ko')] },
];

/** Every function of a language, called with what it may meet. */
export const SAMPLES: readonly Sample[] = [
  ...STEPS,
  ...FAILURES,
  ...REPLIES,
  ...OTHERS,
  ...UDP_SAMPLES,
  ...LAB_SAMPLES,
  ...VIEW_SAMPLES,
  ...WATCH_SAMPLES,
  ...DEMO_SAMPLES,
  ...CHECK_SAMPLES,
  ...DIFF_SAMPLES,
  ...DOCTOR_SAMPLES,
  ...LANE_SAMPLES,
  ...PCAPNG_SAMPLES,
  ...PICTURE_SAMPLES,
  ...TRACE_PAGE_SAMPLES,
];
