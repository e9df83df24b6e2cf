import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import type { KernelSighting } from '../sighting.ts';
import { isNewMeasure, isNews, type Measured, octetsWaiting } from './tcp-change.ts';
import type { TcpRow } from './tcp-tables.ts';
import type { StateChange } from './trace-pipe.ts';

type What = KernelSighting['what'];

/** A socket that is followed, and what was told of it. Each method says what is to be told now, or `undefined`. */
export class FollowedSocket {
  readonly local: InternetAddress;
  readonly remote: InternetAddress;
  /** When it was first looked for in vain. */
  missed: Microseconds | undefined;
  /** How it went to CLOSED from a state that may go on without it. */
  ended: StateChange | undefined;
  #state: TcpState | undefined;
  #octets = { receive: 0, send: 0 };
  #activity = '';
  #limit: number | undefined;
  #waiting: number | undefined;
  #measured: Measured | undefined;

  constructor(local: InternetAddress, remote: InternetAddress) {
    this.local = local;
    this.remote = remote;
  }

  get state(): TcpState | undefined {
    return this.#state;
  }

  /** Whether it listens, and nobody has told how many may wait. */
  get lacksLimit(): boolean {
    return this.#state === 'LISTEN' && this.#limit === undefined;
  }

  /** It is in a state. `was`: what the trace says it was before; else what was told last. */
  becomes(state: TcpState, how: 'polled' | 'traced', was = this.#state): What | undefined {
    if (state === this.#state) return undefined;
    this.#state = state;
    return { source: 'kernel', type: 'state', state, how, ...(was && { was }) };
  }

  /** Whether its row is another than before, in any way that waiting alone does not bring about. */
  hasMoved({ receiveQueue, sendQueue, measures = '' }: TcpRow): boolean {
    const activity = `${receiveQueue} ${sendQueue} ${measures}`;
    const moved = activity !== this.#activity;
    this.#activity = activity;
    return moved;
  }

  /** Its queues are those of a row. */
  queues(row: TcpRow): What | undefined {
    const { receive, send } = octetsWaiting(row);
    const told = this.#octets;
    if (!isNews(told.receive, receive) && !isNews(told.send, send)) return undefined;
    this.#octets = { receive, send };
    return { source: 'kernel', type: 'queues', receive, send };
  }

  /** So many wait for accept(2); `limit` stays what it was when nothing is said of it. */
  acceptQueue(waiting: number, limit = this.#limit): What | undefined {
    if (limit === undefined || (waiting === this.#waiting && limit === this.#limit))
      return undefined;
    this.#waiting = waiting;
    this.#limit = limit;
    return { source: 'kernel', type: 'accept-queue', waiting, limit };
  }

  /** TCP has measured something. */
  measure(measured: Measured): What | undefined {
    if (!isNewMeasure(this.#measured, measured)) return undefined;
    this.#measured = measured;
    return { source: 'kernel', type: 'tcp-info', ...measured };
  }
}
