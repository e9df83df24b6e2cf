import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { LANGUAGES, languageOf, loadText } from '../../src/text/text.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';
import { width } from '../../src/view/columns.ts';
import { EXAMPLES, HEADER_EXAMPLE } from '../trace/examples.ts';
import { leaves, SAMPLES, type Sentence, sentences } from './sentences.ts';

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

const told = ({ path, words }: Sentence) => `${path}: ${words}`;
const spoken = ({ path }: Sentence) => !TECHNICAL.has(path) && !SILENT.has(path);

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
      expect(told(sentence)).toMatch(/: \S/);
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
    const lists = (text: typeof en) => [...Object.values(text.help.captions), text.demo.next];

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
    const sampled = EVENT_TYPES.flatMap((type) => (type === 'listen' ? [] : [`steps.${type}`]));
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

describe('what is wrong with a trace', () => {
  const HEADER = encodeHeader(HEADER_EXAMPLE);
  const header = (fields: object) => `${JSON.stringify({ ...JSON.parse(HEADER), ...fields })}\n`;
  const event = (fields: object, of = encodeEvent(EXAMPLES.receive)) =>
    `${HEADER}${JSON.stringify({ ...JSON.parse(of), ...fields })}\n`;

  test.each([
    ['an empty file', '', '비어 있어서 머리줄이 없습니다.'],
    ['no header', '{}\n', '머리줄이 없으므로 sockets의 추적 기록이 아닙니다.'],
    ['two headers', HEADER + HEADER, '머리줄이 또 나옵니다.'],
    ['another format', header({ format: 'x' }), 'format: 다음 값이어야 합니다: "sockets-trace".'],
    ['a newer version', header({ version: 9 }), /^version: 여기서 아는 가장 새로운 버전 \d+보다/],
    ['an older version', header({ version: 0 }), /^version: 다음 값이어야 합니다: \d+\.$/],
    ['no JSON', `${HEADER}hello\n`, 'JSON이 아닙니다.'],
    ['a cut line', `${HEADER}{"a"`, '줄이 중간에서 잘렸습니다.'],
    ['an endless line', `${HEADER}${' '.repeat(2 ** 20)}{}\n`, '줄이 1 MiB보다 깁니다.'],
    ['no object', `${HEADER}[]\n`, 'JSON 객체여야 합니다.'],
    ['no type', event({ type: undefined }), 'type: 필드가 없습니다.'],
    ['another type', event({ type: 'x' }), 'type: 버전 1에 없는 이벤트 종류입니다.'],
    ['no data', event({ data: undefined }), 'data: 필드가 없습니다.'],
    ['bad base64', event({ data: '?' }), /^data: \d+바이트 이하의 base64여야 합니다\.$/],
    ['too much data', event({ bytes: 1 }), 'data: "bytes" 값보다 바이트가 많습니다.'],
    ['no number', event({ bytes: 'x' }), 'bytes: 0 이상의 정수여야 합니다.'],
    ['no label', event({ socket: '' }), /^socket: 빈칸과 제어 문자 없이/],
    ['no address', event({ local: 'x' }), /^local: 숫자 주소를 쓴 "주소:포트"여야/],
    ['another source', event({ source: 'x' }), /^source: 다음 값이어야 합니다: "app", "syscall"/],
    [
      'no list',
      event({ addresses: 1 }, encodeEvent(EXAMPLES.lookup)),
      'addresses: 배열이어야 합니다.',
    ],
    ['no text', event({ name: 1 }, encodeEvent(EXAMPLES.lookup)), 'name: 문자열이어야 합니다.'],
    [
      'half a value',
      event({ value: 0.5 }, encodeEvent(EXAMPLES.setsockopt)),
      'value: 정수여야 합니다.',
    ],
  ])('is told in Korean too: %s', async (_name, lines, why) => {
    expect((await adviceOn([lines])).why).toMatch(why);
  });

  test('is told in Korean too: octets that are not text', async () => {
    expect((await adviceOn([HEADER, Uint8Array.of(0xff, 0x0a)])).why).toBe('UTF-8이 아닙니다.');
  });

  test('stays as it is where Korean has no words for it', () => {
    expect(ko.errors['bad-trace']({ line: 2, problem: 'mood: too gloomy' }).why).toBe(
      'mood: too gloomy.',
    );
  });

  async function adviceOn(chunks: (string | Uint8Array)[]) {
    try {
      for await (const { type } of readTrace(chunks)) expect(type).toBeDefined();
    } catch (error) {
      if (!(error instanceof SocketsError && 'problem' in error.facts)) throw error;
      return ko.errors['bad-trace'](error.facts);
    }
    throw new Error('the trace was read');
  }
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
