import { describe, expect, test } from 'vitest';
import { changed } from '../../src/lab/impairments.ts';

const SYN = { segment: 'syn', from: 'client', count: 2 } as const;

describe('a change', () => {
  test('changes what it names, and nothing else', () => {
    const before = { loss: 30, rate: 64_000 };

    expect(changed(before, { drop: [SYN] })).toEqual({ ...before, drop: [SYN] });
    expect(changed(before, { loss: 5 })).toEqual({ loss: 5, rate: 64_000 });
    expect(changed(before, {})).toEqual(before);
  });

  test('that clears takes all away first', () => {
    const before = { loss: 30, drop: [SYN], rate: 64_000, delay: 50 };

    expect(changed(before, { clear: true })).toEqual({});
    expect(changed(before, { clear: true, loss: 1 })).toEqual({ loss: 1 });
  });

  test('to nothing is none', () => {
    expect(changed({ loss: 30, delay: 5 }, { loss: 0, delay: 0, drop: [] })).toEqual({});
  });
});
