import type { TcpState } from '../../event/tcp-state.ts';
import { arrive, type Knowledge, nothingKnown, prove, stateOf } from './knowledge.ts';
import type { FlowEnd, Segment } from './tcp-flow.ts';
import { STATE_TRANSITIONS } from './transitions.ts';

/**
 * How a state is known. `sent`: the end has sent what only an end in this state sends. `received`: it follows if the segment arrived, which a
 * capture cannot see; what the end sends next may correct it. `assumed`: the capture began within the connection.
 */
export type StateBasis = 'sent' | 'received' | 'assumed';

/** A state that follows from segments. Never what a kernel said. */
export interface DerivedState {
  readonly state: TcpState;
  readonly basis: StateBasis;
}

/** A change of an end's derived state. */
export interface DerivedTransition extends DerivedState {
  readonly end: FlowEnd;
  /** `undefined` when nothing was known before, and nothing follows. */
  readonly from: TcpState | undefined;
  /** Whether it is no step of TCP, but takes back what was thought to have arrived. */
  readonly corrects: boolean;
}

/**
 * Derives the states of both ends of a flow (RFC 9293 §3.3.2) from its segments alone. A segment proves the state of who sent it, by its flags
 * and by what it acknowledges; the other end's follows if it arrived. LISTEN shows only by its answer, the end of TIME-WAIT by nothing.
 */
export class DerivedStates {
  readonly #ends: readonly [Knowledge, Knowledge] = [nothingKnown(), nothingKnown()];
  readonly #states: [DerivedState | undefined, DerivedState | undefined] = [undefined, undefined];

  /** The state of an end. `undefined` while it has sent nothing, so that nobody can tell. */
  of(end: FlowEnd): DerivedState | undefined {
    return this.#states[end];
  }

  /** Takes the next segment of the flow, and tells what changed: first at who sent it, each in the order of its steps. */
  take(segment: Segment): DerivedTransition[] {
    const sender: FlowEnd = segment.from;
    const receiver: FlowEnd = sender === 0 ? 1 : 0;
    prove(segment, this.#ends[sender], this.#ends[receiver]);
    const sent = this.#change(sender, 'sent');
    arrive(segment, this.#ends[receiver]);
    return [...sent, ...this.#change(receiver, 'received')];
  }

  #change(end: FlowEnd, how: 'sent' | 'received'): DerivedTransition[] {
    const known = this.#states[end];
    const knowledge = this.#ends[end];
    const state = stateOf(knowledge);
    if (state === undefined) return [];
    const basis = knowledge.assumed ? 'assumed' : how;
    if (state === known?.state) {
      if (how === 'sent') this.#states[end] = { state, basis };
      return [];
    }
    this.#states[end] = { state, basis };
    const from = known?.state ?? before(state);
    const corrects = from !== undefined && !knowledge.reset && !path(from, state);
    // A reset takes every state to CLOSED at once.
    const taken = knowledge.reset ? [{ from, state }] : steps(from, state);
    return taken.map((step) => ({ end, ...step, basis, corrects }));
  }
}

/** Where an end must have been before it could send what it has sent first. */
function before(state: TcpState): TcpState | undefined {
  if (state === 'SYN-SENT') return 'CLOSED';
  return state === 'SYN-RECEIVED' ? 'LISTEN' : undefined;
}

function steps(
  from: TcpState | undefined,
  to: TcpState,
): { from: TcpState | undefined; state: TcpState }[] {
  const between = from && path(from, to);
  if (!between) return [{ from, state: to }];
  return [...between, to].map((state, index, all) => ({ from: all[index - 1] ?? from, state }));
}

/** The states between two, where a segment takes TCP from one to the other at once: none, or one. */
function path(from: TcpState, to: TcpState): readonly TcpState[] | undefined {
  if (isStep(from, to)) return [];
  const between = STATE_TRANSITIONS.find((step) => step.from === from && isStep(step.to, to));
  return between && [between.to];
}

function isStep(from: TcpState, to: TcpState): boolean {
  return STATE_TRANSITIONS.some((step) => step.from === from && step.to === to);
}
