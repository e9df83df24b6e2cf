import { expect, test } from 'vitest';
import { readSettings } from '../../src/page/model/embedded.ts';
import { pauseBetween, SPEEDS } from '../../src/page/model/player.ts';
import { lastEntered } from '../../src/page/model/state-at.ts';
import { boxOf, edge, STATE_PLACES } from '../../src/page/model/state-map.ts';
import { EXAMPLES } from '../trace/examples.ts';

test('a run is played as fast as it happened, but nobody waits long, and nothing is too fast to see', () => {
  expect(pauseBetween(0, 1_000_000, 1)).toBe(1000);
  expect(pauseBetween(0, 1_000_000, 10)).toBe(100);
  expect(pauseBetween(0, 3_600_000_000, 1)).toBe(2000);
  for (const speed of SPEEDS) {
    expect(pauseBetween(5, 5, speed)).toBeGreaterThanOrEqual(30);
    expect(pauseBetween(9, 5, speed)).toBeGreaterThanOrEqual(30);
  }
});

test('the state at a time is the last that was entered until then', () => {
  const states = [10, 20, 20, 30].map((time) => ({ ...EXAMPLES.state, time }));

  expect(lastEntered(states, 9)).toBe(undefined);
  expect(lastEntered(states, 10)).toBe(states[0]);
  expect(lastEntered(states, 25)).toBe(states[2]);
  expect(lastEntered(states, 99)).toBe(states[3]);
  expect(lastEntered([], 99)).toBe(undefined);
});

test('CLOSED is at the beginning of the diagram, or at its end', () => {
  expect(boxOf('CLOSED', undefined)).toBe('CLOSED');
  expect(boxOf('CLOSED', 'SYN-SENT')).toBe('CLOSED');
  expect(boxOf('CLOSED', 'LAST-ACK')).toBe('END');
  expect(boxOf('ESTABLISHED', 'SYN-SENT')).toBe('ESTABLISHED');
});

test('an arrow of the diagram begins and ends outside the two boxes', () => {
  const { x1, y1, x2, y2 } = edge('LISTEN', 'SYN-RECEIVED');

  expect([x1, x2]).toEqual([STATE_PLACES.LISTEN.x, STATE_PLACES.LISTEN.x]);
  expect(y1).toBe(STATE_PLACES.LISTEN.y + 13);
  expect(y2).toBe(STATE_PLACES['SYN-RECEIVED'].y - 16);
});

test('settings that are not what they should be are none', () => {
  expect(readSettings('{"title":"a","language":"ko","live":"/x"}')).toEqual({
    ...{ title: 'a', language: 'ko', live: '/x' },
  });
  expect(readSettings('{"title":7,"language":"de","live":[]}')).toEqual({
    ...{ title: '', language: 'en', live: undefined },
  });
  expect(readSettings('null').title).toBe('');
});
