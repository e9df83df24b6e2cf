import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { factsOf } from '../../src/page/model/facts.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { hostileVersions } from '../trace/hostile-events.ts';

const told = (facts: ReturnType<typeof factsOf>) =>
  new Map(facts.map(({ name, value }) => [name, value]));

test('an event tells its fields by their names in the trace', () => {
  const facts = told(factsOf(EXAMPLES.accept));

  expect(facts.get('listener')).toBe('L1');
  expect(facts.get('local')).toBe('127.0.0.1:9000');
  expect(facts.get('remote')).toBe('127.0.0.1:52344');
});

test('the lines of a head have a row each', () => {
  const { headers } = EXAMPLES['ws-request'];
  const facts = factsOf(EXAMPLES['ws-request']).filter(({ name }) => name.startsWith('headers: '));

  expect(facts.map(({ value }) => value)).toEqual(headers.map(({ value }) => value));
});

test('what a newer program wrote is told, and what a peer made too long is cut', () => {
  const unknown = { mood: { deep: ['x'] }, long: 'y'.repeat(5000) };
  const facts = told(factsOf({ ...EXAMPLES.shutdown, unknown }));

  expect(facts.get('mood')).toBe('{"deep":["x"]}');
  expect(facts.get('long')).toHaveLength(2001);
});

describe.each(EVENT_TYPES)('%s', (type) => {
  test('tells nothing that acts on whoever reads it', () => {
    for (const event of hostileVersions(EXAMPLES[type])) {
      for (const { name, value } of factsOf(event)) {
        expect(name + value).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }
    }
  });
});
