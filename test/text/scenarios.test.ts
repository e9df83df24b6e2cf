import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadScenarioText } from '../../src/text/text.ts';
import type { ScenarioText } from '../../src/text/wording-scenarios.ts';
import { leaves } from './sample.ts';
import { SCENARIO_SAMPLES } from './scenario-samples.ts';

interface Sentence {
  readonly path: string;
  readonly words: string;
  readonly values: readonly string[];
}

function sentences(text: ScenarioText): Sentence[] {
  const fixed = leaves(text).flatMap(({ path, leaf }) =>
    typeof leaf === 'string' ? [{ path, words: leaf, values: [] }] : [],
  );
  const said = SCENARIO_SAMPLES.flatMap(({ path, values, say }) =>
    say(text).map((words) => ({ path, words, values })),
  );
  return [...fixed, ...said];
}

const english = sentences(await loadScenarioText('en'));
const korean = sentences(await loadScenarioText('ko'));
const told = ({ path, words }: Sentence) => `${path}: ${words}`;

/** Numbers and the names of calls alone. */
const TECHNICAL = /^(states\.(row|plain|noRow)|data\.seen)$/;

describe.each(LANGUAGES)('the scenarios in %s', (language) => {
  test('have no function that goes without a sample', async () => {
    const functions = leaves(await loadScenarioText(language)).filter(
      ({ leaf }) => typeof leaf === 'function',
    );
    const sampled = new Set(SCENARIO_SAMPLES.map(({ path }) => path));

    expect(functions.map(({ path }) => path).filter((path) => !sampled.has(path))).toEqual([]);
  });

  test('say something everywhere, and nothing that a computer made of a gap', async () => {
    for (const sentence of sentences(await loadScenarioText(language))) {
      expect(told(sentence)).toMatch(/: *\S/);
      expect(told(sentence)).not.toMatch(/undefined|NaN|\[object|null|\$\{|\s$/);
    }
  });

  test('end with two lines', async () => {
    const text = await loadScenarioText(language);
    const seen = SCENARIO_SAMPLES.filter(({ path }) => path.endsWith('.seen'));

    expect(seen.map(({ say }) => say(text).length).filter((lines) => lines !== 2)).toEqual([]);
  });
});

describe('the scenarios in Korean', () => {
  test('are written in Hangul, and say nothing in English', () => {
    expect(korean.map(({ path }) => path)).toEqual(english.map(({ path }) => path));
    const foreign = korean.filter(
      ({ path, words }) => !TECHNICAL.test(path) && !/[가-힣]/.test(words),
    );

    expect(foreign).toEqual([]);
  });

  test('tell the same facts as in English', () => {
    const facts = ({ path, words, values }: Sentence) => [
      path,
      ...values.filter((value) => value.length > 1 && words.includes(value)),
    ];

    expect(korean.map(facts)).toEqual(english.map(facts));
  });

  test('put no particle after a value that would have to know how the value sounds', () => {
    const particle = '(은|는|이|가|을|를|과|와|으로|로|이나|나|이며|며|이라|라|이란|란)(?![가-힣])';
    for (const sentence of korean) {
      expect(told(sentence)).not.toMatch(/이\(가\)|은\(는\)|을\(를\)|\(으\)로|와\(과\)/);
      for (const value of sentence.values) {
        const escaped = value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
        expect(told(sentence)).not.toMatch(new RegExp(`${escaped}['">)]*${particle}`));
      }
    }
  });
});
