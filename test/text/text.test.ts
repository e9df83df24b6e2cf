import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../src/event/event.ts';
import { LANGUAGES, languageOf, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { leaves } from './sample.ts';
import { SAMPLES, type Sentence, sentences } from './sentences.ts';

const en = await loadText('en');
const ko = await loadText('ko');
const english = sentences(en);
const korean = sentences(ko);

/** Addresses, names of the API and numbers alone: the same in every language. */
const TECHNICAL = new Set([
  'steps.setsockopt',
  'steps.bind',
  'steps.attempt-failed',
  'steps.error',
]);
/** The payload stands there. */
const SILENT = new Set(['steps.send', 'steps.receive']);

/** Those that are as long as the names in them, and `listen` with its call. */
const LONG: ReadonlySet<EventType> = new Set([
  'listen',
  'tls-record',
  'tls-secret',
  'tls-certificate',
  'tls-verdict',
  'tls-agreed',
  'ws-request',
  'ws-refused',
  'ws-open',
  'ws-frame',
  'ws-violation',
  'ws-closed',
  'syscall',
  'segment',
  'datagram',
  'tcp-info',
]);

const told = ({ path, words }: Sentence) => `${path}: ${words}`;
/** A command line alone needs no translation. */
const COMMAND_LINE = /^npx sockets( \S+)+$/;
/** Nor does what stands in a header, or what strace writes. */
const HEADER = /^seq [\d,]+(, ack [\d,]+)?$/;
const CALL = /^\w+\(.*\) = [\w-]+(, \d+ µs)?$/;
const spoken = ({ path, words }: Sentence) =>
  !TECHNICAL.has(path) &&
  !SILENT.has(path) &&
  ![COMMAND_LINE, HEADER, CALL].some((technical) => technical.test(words));

describe.each(LANGUAGES)('the language %s', (language) => {
  test('says so', async () => {
    expect((await loadText(language)).language).toBe(language);
  });

  test('has no function that goes without a sample', async () => {
    const functions = leaves(await loadText(language)).filter(
      ({ leaf }) => typeof leaf === 'function',
    );
    const sampled = new Set(SAMPLES.map(({ path }) => path));

    expect(functions.filter(({ path }) => !sampled.has(path))).toEqual([]);
  });

  test('says something everywhere, and nothing that a computer made of a gap', async () => {
    for (const sentence of sentences(await loadText(language))) {
      if (SILENT.has(sentence.path)) continue;
      expect(told(sentence)).toMatch(/: *\S/);
      expect(told(sentence)).not.toMatch(/undefined|NaN|\[object|null|\$\{|\s$/);
    }
  });
});

describe('Korean', () => {
  test('is written in Hangul, but for addresses and names', () => {
    const foreign = korean.filter(({ words }) => !/[가-힣]/.test(words)).filter(spoken);

    expect(foreign).toEqual([]);
  });

  test('says nothing in English, and has a word for every word of it', () => {
    expect(korean.map(({ path }) => path)).toEqual(english.map(({ path }) => path));
    const same = korean.filter(({ words }, place) => words === english[place]?.words);

    expect(same.filter(spoken)).toEqual([]);
  });

  test('has as many captions and hints as English', () => {
    const lists = ({ help, demo: { tcp, udp, unix, tls, ws } }: typeof en) => [
      ...Object.values(help.captions),
      ...[tcp, udp, unix, tls, ws].map(({ next }) => next),
    ];

    expect(lists(ko).map(({ length }) => length)).toEqual(lists(en).map(({ length }) => length));
  });

  test('names the same options, errors, keys and commands as English', () => {
    const named = ({ path, words }: Sentence) => [
      path,
      ...new Set(
        words
          .match(/--[a-z-]+|E[A-Z_]{4,}|[A-Z]+_[A-Z]+|\/[a-z]+|Ctrl-[CD]|sockets [a-z]+-[a-z]+/g)
          ?.toSorted(),
      ),
    ];

    expect(korean.map(named)).toEqual(english.map(named));
  });

  test('tells the same facts as English', () => {
    const facts = ({ path, words, values }: Sentence) => [
      path,
      ...values.filter((value) => value.length > 1 && words.includes(value)),
    ];
    // The reader's own words about a trace are translated.
    const kept = (all: Sentence[]) => all.filter(({ path }) => path !== 'errors.bad-trace');

    expect(kept(korean).map(facts)).toEqual(kept(english).map(facts));
  });

  test('puts no particle after a value that would have to know how the value sounds', () => {
    const particle = '(은|는|이|가|을|를|과|와|으로|로|이나|나|이며|며|이라|라|이란|란)(?![가-힣])';
    for (const sentence of korean) {
      expect(told(sentence)).not.toMatch(/이\(가\)|은\(는\)|을\(를\)|\(으\)로|와\(과\)/);
      for (const value of sentence.values) {
        const escaped = value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
        expect(told(sentence)).not.toMatch(new RegExp(`${escaped}['">)]*${particle}`));
      }
    }
  });

  test('keeps the steps as short as their column, 43 wide', () => {
    const sampled = EVENT_TYPES.flatMap((type) => (LONG.has(type) ? [] : [`steps.${type}`]));
    const long = korean.filter(({ path, words }) => sampled.includes(path) && width(words) > 43);
    const withoutCall = korean.filter(
      ({ path, words }) => path === 'steps.listen' && !words.includes('('),
    );

    expect(long.map(told)).toEqual([]);
    expect(withoutCall.map(({ words }) => width(words) <= 43)).toEqual([true]);
  });

  test('has column heads no wider than the English ones', () => {
    const { time, socket, step } = en.columns;

    expect(width(ko.columns.time)).toBeLessThanOrEqual(width(time));
    expect(width(ko.columns.socket)).toBeLessThanOrEqual(width(socket));
    expect(width(ko.columns.step)).toBeLessThanOrEqual(width(step));
  });
});

describe('the language of a locale', () => {
  test.each([
    ['ko', { LANG: 'ko_KR.UTF-8' }],
    ['ko', { LANG: 'ko' }],
    ['ko', { LANG: 'ko.UTF-8' }],
    ['ko', { LANG: 'ko_KR@cjkwide' }],
    ['ko', { LC_ALL: 'ko_KR.UTF-8', LC_MESSAGES: 'C', LANG: 'en_US.UTF-8' }],
    ['ko', { LC_MESSAGES: 'ko_KR.UTF-8', LANG: 'en_US.UTF-8' }],
    ['ko', { LC_ALL: '', LC_MESSAGES: '', LANG: 'ko_KR.UTF-8' }],
    ['en', { LC_ALL: 'C.UTF-8', LANG: 'ko_KR.UTF-8' }],
    ['en', { LC_MESSAGES: 'C', LANG: 'ko_KR.UTF-8' }],
    ['en', { LANG: 'C.UTF-8' }],
    ['en', { LANG: 'kok_IN' }],
    ['en', { LANG: '' }],
    ['en', {}],
  ] as const)('is %s for %o', (language, environment) => {
    expect(languageOf(environment)).toBe(language);
  });
});
