import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { makeStyle } from '../../src/view/style.ts';

describe('without colours', () => {
  test('every text stays as it is', () => {
    const { faint, strong, bad, socket, step } = makeStyle(0);
    const paints = [faint, strong, bad, socket('S1'), ...EVENT_TYPES.map(step)];
    expect(paints.map((paint) => paint('text'))).toEqual(paints.map(() => 'text'));
  });
});

describe('with colours', () => {
  const style = makeStyle(1);

  test('what went wrong is red, and every other step stands out', () => {
    const red = EVENT_TYPES.filter((type) => style.step(type)('x') === style.bad('x'));
    expect(red).toEqual([
      ...[
        'attempt-failed',
        'turned-away',
        'ws-refused',
        'ws-violation',
        'no-reply',
        'kernel-drops',
      ],
      ...['timeout', 'reset', 'error', 'left-open', 'icmp', 'dropped', 'not-captured'],
    ]);
    expect(style.step('receive')('x')).toBe(style.strong('x'));
    expect(style.bad('x')).toBe('\x1b[31mx\x1b[39m');
  });

  test('a socket keeps its colour, and those beside it have others', () => {
    const colorOf = (label: string) => style.socket(label)('x');
    expect(colorOf('S1')).toBe(colorOf('S1'));
    for (const labels of [
      ['L1', 'S1', 'C1'],
      ['S1', 'S2', 'S3', 'S4', 'S5'],
    ]) {
      expect(new Set(labels.map(colorOf)).size).toBe(labels.length);
    }
  });

  test('a paint takes one text, also from `map`', () => {
    expect(['a', 'b'].map(style.faint)).toEqual(['\x1b[2ma\x1b[22m', '\x1b[2mb\x1b[22m']);
  });
});
