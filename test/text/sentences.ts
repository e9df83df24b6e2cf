import type { FailureCode, Failures } from '../../src/error.ts';
import { formatAddress } from '../../src/event/address.ts';
import { EVENT_TYPES, type EventOf, type EventType } from '../../src/event/event.ts';
import type { Text } from '../../src/text/text.ts';
import type { ConsoleText, DemoText, ListedSocket } from '../../src/text/wording.ts';
import { EXAMPLES } from '../trace/examples.ts';

/** One way to call one function of a language. */
export interface Sample {
  /** Of the function within `Text`: `errors.refused`. */
  readonly path: string;
  /** What it is called with, as it would stand in a sentence. */
  readonly values: readonly string[];
  readonly say: (text: Text) => readonly string[];
}

/** What a language says: the path of the sentence, and its words. */
export interface Sentence {
  readonly path: string;
  readonly words: string;
  readonly values: readonly string[];
}

/** Every string in a language, or in a part of it, and every function, by its path. */
export function leaves(part: unknown, path: string[] = []): { path: string; leaf: unknown }[] {
  if (typeof part !== 'object' || part === null) return [{ path: path.join('.'), leaf: part }];
  const entries: [string, unknown][] = Object.entries(part);
  return entries.flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

/** All that a language says, each function called in every way of `SAMPLES`, in an order that all languages share. */
export function sentences(text: Text): Sentence[] {
  const fixed = leaves(text).flatMap(({ path, leaf }) =>
    typeof leaf === 'string' && path !== 'language' ? [{ path, words: leaf, values: [] }] : [],
  );
  const said = SAMPLES.flatMap(({ path, values, say }) =>
    say(text).map((words) => ({ path, words, values })),
  );
  return [...fixed, ...said];
}

/** Values of events that a sentence tells in words of its own. */
const CHOICES = new Set(['app', 'inet', 'inet6', 'stream', 'connect', 'idle', 'us', 'peer']);

function step<Type extends EventType>(type: Type, event: EventOf<Type> = EXAMPLES[type]): Sample {
  const addresses = [event.local, event.remote].filter((address) => address !== undefined);
  const names = stringsIn({ ...event, type: '' }).filter((value) => !CHOICES.has(value));
  const values = [...names, ...addresses.map(formatAddress)];
  return { path: `steps.${type}`, values, say: (text) => [text.steps[type](event)] };
}

function failure<Code extends FailureCode>(code: Code, facts: Failures[Code]): Sample {
  const say = (text: Text) => {
    const { what, why, next } = text.errors[code](facts);
    return [what, why, next];
  };
  return { path: `errors.${code}`, values: stringsIn(facts), say };
}

function reply<Facts>(name: keyof ConsoleText, facts: Facts, say: (text: Text) => string): Sample {
  return { path: `console.${name}`, values: stringsIn(facts), say: (text) => [say(text)] };
}

/** The strings and numbers that may stand in a sentence as they are. */
function stringsIn(facts: unknown): string[] {
  return leaves(facts).flatMap(({ leaf }) =>
    (typeof leaf === 'string' && leaf !== '') || typeof leaf === 'number' ? [String(leaf)] : [],
  );
}

const STEPS = [
  ...EVENT_TYPES.map((type) => step(type)),
  step('socket', { ...EXAMPLES.socket, domain: 'inet6' }),
  step('listen', { ...EXAMPLES.attempt, type: 'listen', backlog: 2 }),
  step('timeout', { ...EXAMPLES.timeout, what: 'connect' }),
  step('reset', { ...EXAMPLES.reset, by: 'peer' }),
  step('close', {
    ...EXAMPLES.attempt,
    type: 'close',
    received: 0,
    sent: 0,
    unsent: 0,
    elapsed: 7,
  }),
  step('close', {
    ...EXAMPLES.attempt,
    type: 'close',
    received: 6,
    sent: 1024,
    unsent: 700,
    elapsed: 7,
  }),
];

const address = '127.0.0.1:9000';
const suggestion = 'tcp-server';
const option = '--count';
const path = 'notes/plan.txt';

const FAILURES = [
  failure('port-taken', { address, port: 9000 }),
  failure('port-taken', { address, port: 65535, holder: 'node app.js (pid 77)' }),
  failure('no-permission', { address: '127.0.0.1:80', port: 80 }),
  failure('no-permission', { address, port: 9000 }),
  failure('address-not-here', { address: '192.0.2.1' }),
  failure('unknown-host', { host: 'nowhere.example' }),
  failure('name-service-down', { host: 'nowhere.example' }),
  failure('refused', { address, port: 9000, elsewhere: [], others: ['127.0.0.1:8080'] }),
  failure('refused', { address, port: 9000, elsewhere: ['[::1]:9000'], others: [] }),
  failure('refused', { address, port: 9000, elsewhere: [], others: [] }),
  failure('no-local-port', { address, code: 'EADDRNOTAVAIL' }),
  failure('no-local-port', { address, code: 'EADDRINUSE', localPort: 45000 }),
  failure('no-route', { address }),
  failure('connect-timeout', { address, seconds: 2.5 }),
  failure('no-answer', { address }),
  failure('interrupted', { address }),
  failure('idle-timeout', { address, seconds: 30 }),
  failure('reset', { address, received: 0, sent: 12_480 }),
  failure('broken-pipe', { address }),
  failure('too-many-files', { call: 'accept', code: 'EMFILE' }),
  failure('too-many-files', { call: 'accept', code: 'ENFILE' }),
  ...['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EIO'].flatMap((code) => [
    failure('file-unreadable', { path, code }),
    failure('file-unwritable', { path, code }),
  ]),
  failure('bad-trace', { line: 12_480, problem: 'bytes: expected a whole number ≥ 0' }),
  failure('system', { call: 'connect', code: 'EINVAL' }),
  failure('system', { call: '', code: 'ERR_SOCKET_CLOSED' }),
  failure('send-after-shutdown', { socket: 'S2' }),
  failure('unknown-option', { option: '--cuont' }),
  failure('unknown-option', { option: '--cuont', suggestion: option }),
  failure('unknown-command', { name: 'tpc-server' }),
  failure('unknown-command', { name: 'tpc-server', suggestion }),
  failure('missing-argument', { name: 'port' }),
  failure('missing-option-value', { option }),
  failure('too-many-arguments', { expected: 1, given: 3 }),
  failure('conflicting-options', { one: '--ipv4', other: '--ipv6' }),
  failure('not-a-port', { value: '70000' }),
  failure('not-a-number', { option, value: 'many', least: 0, most: 65_535 }),
  failure('not-a-duration', { option: '--idle-timeout', value: 'long' }),
  failure('not-a-choice', { option: '--color', value: 'blue', choices: ['auto', 'never'] }),
  failure('not-hex', { value: 'xyz' }),
  failure('bad-escape', { value: 'say\\q', at: '\\q' }),
  failure('unknown-word', { word: 'acept' }),
  failure('unknown-word', { word: 'acept', suggestion: 'accept' }),
];

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

const counted = (name: keyof DemoText, values: number[], say: (text: Text) => string): Sample => ({
  path: `demo.${name}`,
  values: values.map(String),
  say: (text) => [say(text)],
});

const OTHERS: readonly Sample[] = [
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
  counted('streamSeen', [300, 1], ({ demo }) => demo.streamSeen({ writes: 300, reads: 1 })),
  counted('streamSeen', [300, 250], ({ demo }) => demo.streamSeen({ writes: 300, reads: 250 })),
  counted('seen', [310, 30], ({ demo }) => demo.seen({ steps: 310, sockets: 30 })),
];

/** Every function of a language, called with what it may meet. */
export const SAMPLES: readonly Sample[] = [...STEPS, ...FAILURES, ...REPLIES, ...OTHERS];
