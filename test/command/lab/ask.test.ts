import { describe, expect, test } from 'vitest';
import { changeOf, TypedRules } from '../../../src/command/lab/ask.ts';
import { failureOf } from '../../support/failure-of.ts';

describe('--from and --count', () => {
  test('belong to the --drop before them', () => {
    const rules = new TypedRules();
    rules.drop('syn');
    rules.drop('fin');
    rules.narrow({ from: 'server' });
    rules.narrow({ count: 2 });

    expect(rules.all).toEqual([{ segment: 'syn' }, { segment: 'fin', from: 'server', count: 2 }]);
  });

  test('typed before any belong to the first', () => {
    const rules = new TypedRules();
    rules.narrow({ count: 1 });
    rules.drop('syn');
    rules.drop('fin');

    expect(rules.all).toEqual([{ segment: 'syn', count: 1 }, { segment: 'fin' }]);
  });

  test('mean nothing alone', () => {
    const rules = new TypedRules();
    rules.narrow({ from: 'client' });

    expect(failureOf(() => rules.all)).toEqual({
      fault: 'usage',
      code: 'option-needs',
      option: '--from',
      needs: '--drop',
    });
  });
});

test('there are no more rules than a lab takes', () => {
  const rules = new TypedRules();
  for (let i = 0; i < 33; i += 1) rules.drop('syn');

  expect(failureOf(() => rules.all)).toMatchObject({ code: 'not-a-number', most: 32 });
});

test('a share is told in per cent, as exactly as it can be dealt out', () => {
  expect(changeOf({ loss: 0.333333 }, [])).toEqual({ loss: 33.33 });
  expect(changeOf({ loss: 0.07, rate: 64_000, delay: 5, clear: true }, [])).toEqual({
    loss: 7,
    rate: 64_000,
    delay: 5,
    clear: true,
  });
  expect(changeOf({}, [])).toEqual({});
});
