import { describe, expect, test } from 'vitest';
import { TCP_STATES } from '../../../src/event/tcp-state.ts';
import { DerivedStates, type DerivedTransition } from '../../../src/observe/packet/derive-state.ts';
import type { Segment, TcpFlow } from '../../../src/observe/packet/tcp-flow.ts';
import { STATE_TRANSITIONS } from '../../../src/observe/packet/transitions.ts';
import { segmentsIn, segmentsOf, TCP_CAPTURES } from './captures.ts';
import { variants } from './variants.ts';

/** The steps of a flow of a capture. */
function stepsOf(segments: readonly Segment[], number = 0): DerivedTransition[] {
  const states = new DerivedStates();
  return segments.filter(({ flow }) => flow.number === number).flatMap((one) => states.take(one));
}

/** The states an end goes through. `!` corrects, `?` is assumed. */
function path(steps: readonly DerivedTransition[], end: 0 | 1): string[] {
  return steps
    .filter((step) => step.end === end)
    .map(({ from, state, corrects, basis }) => {
      return `${from ?? '-'} ${corrects ? '!' : ''}${basis === 'assumed' ? '?' : ''}${state}`;
    });
}

const OPENED = ['CLOSED SYN-SENT', 'SYN-SENT ESTABLISHED'];
const ACCEPTED = ['LISTEN SYN-RECEIVED', 'SYN-RECEIVED ESTABLISHED'];
const CLOSED_FIRST = [
  ...['ESTABLISHED FIN-WAIT-1', 'FIN-WAIT-1 FIN-WAIT-2', 'FIN-WAIT-2 TIME-WAIT'],
];
const CLOSED_SECOND = ['ESTABLISHED CLOSE-WAIT', 'CLOSE-WAIT LAST-ACK', 'LAST-ACK CLOSED'];

describe('states that follow from segments', () => {
  test.each(['echo-ipv4', 'echo-ipv6', 'linux-sll', 'linux-sll2'])('%s: a whole life', (name) => {
    const steps = stepsOf(segmentsOf(name));

    expect(path(steps, 0)).toEqual([...OPENED, ...CLOSED_FIRST]);
    expect(path(steps, 1)).toEqual([...ACCEPTED, ...CLOSED_SECOND]);
  });

  test('who has sent is known, who receives only if it came', () => {
    const states = new DerivedStates();
    const segments = segmentsOf('echo-ipv4');
    const seen = segments.slice(0, 4).map((segment) => {
      states.take(segment);
      return [states.of(0), states.of(1)].map((end) => end && `${end.state} ${end.basis}`);
    });

    expect(seen).toEqual([
      ['SYN-SENT sent', undefined],
      ['ESTABLISHED received', 'SYN-RECEIVED sent'],
      ['ESTABLISHED sent', 'ESTABLISHED received'],
      ['ESTABLISHED sent', 'ESTABLISHED received'],
    ]);
  });

  test('the other end closes first, and hears on', () => {
    const steps = stepsOf(segmentsOf('closes'), 1);

    expect(path(steps, 0)).toEqual([...OPENED, ...CLOSED_SECOND]);
    expect(path(steps, 1)).toEqual([...ACCEPTED, ...CLOSED_FIRST]);
  });

  test('both close at once: the FIN that was lost is told by the other, and CLOSING follows', () => {
    const steps = stepsOf(segmentsOf('closes'), 2);

    expect(path(steps, 0)).toEqual([
      ...OPENED,
      ...['ESTABLISHED FIN-WAIT-1', 'FIN-WAIT-1 CLOSING', 'CLOSING TIME-WAIT'],
    ]);
    expect(path(steps, 1)).toEqual([
      ...ACCEPTED,
      'ESTABLISHED CLOSE-WAIT',
      'CLOSE-WAIT !FIN-WAIT-1',
      ...['FIN-WAIT-1 FIN-WAIT-2', 'FIN-WAIT-2 TIME-WAIT'],
    ]);
  });

  test('three segments to close: FIN and its ACK in one', () => {
    const steps = stepsOf(segmentsOf('keep-alive'));

    expect(path(steps, 0).slice(2)).toEqual(['ESTABLISHED FIN-WAIT-1', 'FIN-WAIT-1 TIME-WAIT']);
    expect(path(steps, 1).slice(2)).toEqual(CLOSED_SECOND);
  });

  test('a SYN-ACK that was lost leaves the client in SYN-SENT', () => {
    const steps = stepsOf(segmentsOf('lose-answer'));

    expect(path(steps, 0).slice(0, 4)).toEqual([
      ...OPENED,
      ...['ESTABLISHED !SYN-SENT', 'SYN-SENT ESTABLISHED'],
    ]);
    // It answers the second SYN, too, and has not got the ACK by then.
    expect(path(steps, 1).slice(0, 4)).toEqual([
      ...ACCEPTED,
      ...['ESTABLISHED !SYN-RECEIVED', 'SYN-RECEIVED ESTABLISHED'],
    ]);
  });

  test('two ends that call each other', () => {
    const steps = stepsOf(segmentsOf('simultaneous-open'));

    expect(path(steps, 0).slice(0, 3)).toEqual([
      ...['CLOSED SYN-SENT', 'SYN-SENT SYN-RECEIVED', 'SYN-RECEIVED ESTABLISHED'],
    ]);
    expect(path(steps, 1).slice(0, 2)).toEqual(OPENED);
  });

  test('resets: nobody there, and an end in the middle', () => {
    const segments = segmentsOf('reset');

    expect(path(stepsOf(segments, 0), 0)).toEqual(['CLOSED SYN-SENT', 'SYN-SENT CLOSED']);
    expect(path(stepsOf(segments, 0), 1)).toEqual(['- CLOSED']);
    for (const number of [1, 2, 3]) {
      expect(path(stepsOf(segments, number), 0)).toEqual([...OPENED, 'ESTABLISHED CLOSED']);
      expect(path(stepsOf(segments, number), 1)).toEqual([...ACCEPTED, 'ESTABLISHED CLOSED']);
    }
    expect(path(stepsOf(segments, 4), 0).at(-1)).toBe('FIN-WAIT-2 CLOSED');
    expect(path(stepsOf(segments, 4), 1).at(-1)).toBe('CLOSE-WAIT CLOSED');
  });

  test('a capture that begins in the middle assumes', () => {
    const steps = stepsOf(segmentsOf('echo-ipv4').slice(5));

    expect(path(steps, 0)).toEqual([
      ...['- ?ESTABLISHED', 'ESTABLISHED ?FIN-WAIT-1'],
      ...['FIN-WAIT-1 ?FIN-WAIT-2', 'FIN-WAIT-2 ?TIME-WAIT'],
    ]);
  });

  test('a reset outside the window is none for who receives it', () => {
    const segments = segmentsOf('reset').filter(({ flow }) => flow.number === 1);
    const states = new DerivedStates();
    for (const segment of segments.slice(0, -1)) states.take(segment);
    const last = segments.at(-1);
    if (last) states.take({ ...last, sequence: (last.sequence + 2 ** 30) >>> 0 });

    expect(states.of(1)?.state).toBe('CLOSED');
    expect(states.of(0)?.state).toBe('ESTABLISHED');
  });

  test('who was called may repeat itself before its SYN is acknowledged, but not send', () => {
    const [syn, answer] = segmentsOf('echo-ipv4');
    if (!syn || !answer) throw new Error('not there');
    const states = new DerivedStates();
    states.take(syn);
    states.take(answer);
    const ack = { ...answer, flags: 16, sequence: (answer.sequence + 1) >>> 0, sequenceLength: 0 };
    states.take(ack);
    expect(states.of(1)?.state).toBe('SYN-RECEIVED');
    states.take({ ...ack, length: 1, sequenceLength: 1 });

    expect(states.of(1)).toEqual({ state: 'ESTABLISHED', basis: 'sent' });
  });

  test('a handshake that is reset leaves the listener listening', () => {
    const [syn, answer] = segmentsOf('echo-ipv4');
    const [, , , , , , , reset] = segmentsOf('reset');
    if (!syn || !answer || !reset) throw new Error('not there');
    const states = new DerivedStates();
    states.take(syn);
    states.take(answer);
    states.take({ ...reset, from: 0, sequence: (syn.sequence + 1) >>> 0 });

    expect([states.of(0)?.state, states.of(1)?.state]).toEqual(['CLOSED', 'LISTEN']);
  });
});

describe('each step', () => {
  test('is one of TCP, but where it corrects, assumes, or resets', () => {
    const allowed = new Set<string>(STATE_TRANSITIONS.map(({ from, to }) => `${from} ${to}`));
    const segments = segmentsIn(variants(TCP_CAPTURES, 12)).filter((one) => one !== undefined);
    const flows = new Map<TcpFlow, DerivedStates>();
    const strange: string[] = [];
    for (const segment of segments.concat(TCP_CAPTURES.flatMap(segmentsOf))) {
      const states = flows.get(segment.flow) ?? new DerivedStates();
      flows.set(segment.flow, states);
      for (const { from, state, corrects } of states.take(segment)) {
        const step = `${from} ${state}`;
        const free = corrects || from === undefined || (segment.flags & 4) !== 0;
        if (!free && !allowed.has(step)) strange.push(step);
      }
    }

    expect(strange).toEqual([]);
  });

  test('of the table leads from a state to another, and none comes twice', () => {
    const steps = STATE_TRANSITIONS.map(({ from, to }) => `${from} ${to}`);
    const states: readonly string[] = TCP_STATES;

    expect(new Set(steps).size).toBe(steps.length);
    expect(
      STATE_TRANSITIONS.every(({ from, to }) => states.includes(from) && states.includes(to)),
    ).toBe(true);
  });
});
