import { expect, test } from 'vitest';
import { TCP_STATES } from '../../src/event/tcp-state.ts';
import { TCP_TRANSITIONS, transition } from '../../src/event/tcp-transitions.ts';
import { STATE_TRANSITIONS } from '../../src/observe/packet/transitions.ts';

const pair = ({ from, to }: { from: string; to: string }) => `${from} > ${to}`;

test('every state can be reached from CLOSED, and left again', () => {
  const reached = new Set<string>(['CLOSED']);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of TCP_TRANSITIONS) if (reached.has(from)) reached.add(to);
  }

  expect([...reached].toSorted()).toEqual([...TCP_STATES].toSorted());
  expect(TCP_STATES.filter((state) => !TCP_TRANSITIONS.some(({ from }) => from === state))).toEqual(
    [],
  );
});

test('no arrow is drawn twice, and none leads back to itself', () => {
  expect(new Set(TCP_TRANSITIONS.map(pair)).size).toBe(TCP_TRANSITIONS.length);
  expect(TCP_TRANSITIONS.filter(({ from, to }) => from === to.toString())).toEqual([]);
});

test('what segments cause is the same as what is derived from segments', () => {
  const arrows = TCP_TRANSITIONS.map(pair);

  expect(STATE_TRANSITIONS.map(pair).filter((step) => !arrows.includes(step))).toEqual([]);
});

test('an arrow is found by its ends, and is not there where the figure has none', () => {
  expect(transition('FIN-WAIT-1', 'CLOSING')).toMatchObject({ on: 'rcv FIN', does: 'snd ACK' });
  expect(transition('CLOSED', 'CLOSING')).toBeUndefined();
});
