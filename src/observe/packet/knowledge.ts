import type { TcpState } from '../../event/tcp-state.ts';
import { distance, isUpTo, plus } from './sequence.ts';
import { TCP_FLAG } from './tcp-header.ts';

/** What of a segment says something about states. Absolute numbers. */
export interface Telling {
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number | undefined;
  /** Octets of data, and numbers that it takes. */
  readonly length: number;
  readonly sequenceLength: number;
  readonly window: number;
}

/** What an end has done and got, as far as segments show it. */
export interface Knowledge {
  /** The first number of its own; and of its FIN, once it has sent one. */
  initial: number | undefined;
  fin: number | undefined;
  synAcknowledged: boolean;
  finAcknowledged: boolean;
  synReceived: boolean;
  finReceived: boolean;
  /** Whether it had received the other end's FIN when it sent its own. */
  finCame: boolean;
  reset: 'sent' | 'received' | undefined;
  /** Whether its beginning was not seen. */
  assumed: boolean;
  /** What it expects next, and how much of it, as it said last. */
  receiveNext: number | undefined;
  receiveWindow: number;
}

/** An end of which nothing was seen. */
export function nothingKnown(): Knowledge {
  return {
    ...{ initial: undefined, fin: undefined, reset: undefined, receiveNext: undefined },
    ...{ synAcknowledged: false, finAcknowledged: false, synReceived: false, finReceived: false },
    ...{ finCame: false, assumed: false, receiveWindow: 0 },
  };
}

/** The state that has all this behind it (RFC 9293 §3.3.2). `undefined` when nothing is known. */
export function stateOf(end: Knowledge): TcpState | undefined {
  if (end.reset) return stateAfterReset(end);
  if (end.initial === undefined) return undefined;
  if (end.fin !== undefined) return stateAfterFin(end);
  if (!end.synReceived) return 'SYN-SENT';
  if (!end.synAcknowledged) return 'SYN-RECEIVED';
  return end.finReceived ? 'CLOSE-WAIT' : 'ESTABLISHED';
}

/** A listener whose handshake is reset goes on listening (RFC 9293 §3.10.7.4). */
function stateAfterReset({ reset, synReceived, synAcknowledged }: Knowledge): TcpState {
  return reset === 'received' && synReceived && !synAcknowledged ? 'LISTEN' : 'CLOSED';
}

function stateAfterFin({ finCame, finReceived, finAcknowledged }: Knowledge): TcpState {
  if (finCame) return finAcknowledged ? 'CLOSED' : 'LAST-ACK';
  if (finReceived) return finAcknowledged ? 'TIME-WAIT' : 'CLOSING';
  return finAcknowledged ? 'FIN-WAIT-2' : 'FIN-WAIT-1';
}

/** What a segment proves of who sent it: what it does, and by its acknowledgment exactly what it had received by then. */
export function prove(segment: Telling, own: Knowledge, peer: Knowledge): void {
  const { flags, acknowledgment, window } = segment;
  // Who sends anything else is not as dead as a reset was thought to have left it.
  own.reset = has(flags, TCP_FLAG.RST) ? 'sent' : undefined;
  if (own.reset) return;
  if (has(flags, TCP_FLAG.SYN)) proveSyn(segment, own);
  else proveSynchronized(segment, own);
  own.finReceived = covers(acknowledgment, peer.fin);
  own.receiveNext = acknowledgment;
  own.receiveWindow = window;
  if (has(flags, TCP_FLAG.FIN)) proveFin(segment, own);
}

/** A SYN that is sent again was not acknowledged; one without ACK has not seen the other's. */
function proveSyn({ sequence, acknowledgment }: Telling, own: Knowledge): void {
  own.initial = sequence;
  own.synAcknowledged = false;
  own.synReceived = acknowledgment !== undefined;
}

function proveSynchronized({ sequence, length }: Telling, own: Knowledge): void {
  const passive = own.synReceived;
  own.synReceived = true;
  // Who was called may acknowledge before its own SYN is acknowledged, but not send data.
  if (!passive || length > 0) own.synAcknowledged = true;
  if (own.initial !== undefined) return;
  own.initial = plus(sequence, -1);
  own.synAcknowledged = true;
  own.assumed = true;
}

function proveFin({ sequence, sequenceLength }: Telling, own: Knowledge): void {
  if (own.fin === undefined) own.finCame = own.finReceived;
  own.fin = plus(sequence, sequenceLength - 1);
  own.finAcknowledged = false;
}

/** What follows for the other end if a segment arrives. Nothing for an end that has never sent anything. */
export function arrive(segment: Telling, peer: Knowledge): void {
  const { flags, acknowledgment } = segment;
  if (peer.initial === undefined) return;
  if (has(flags, TCP_FLAG.RST)) {
    if (isAcceptable(segment, peer)) peer.reset ??= 'received';
    return;
  }
  if (has(flags, TCP_FLAG.SYN)) peer.synReceived = true;
  if (covers(acknowledgment, peer.initial)) peer.synAcknowledged = true;
  if (covers(acknowledgment, peer.fin)) peer.finAcknowledged = true;
  if (has(flags, TCP_FLAG.FIN)) peer.finReceived = true;
}

/** A reset counts within the window, or, of who has sent a SYN, if it acknowledges that (RFC 9293 §3.5.3). */
function isAcceptable({ sequence, acknowledgment }: Telling, peer: Knowledge): boolean {
  if (!peer.synReceived) return covers(acknowledgment, peer.initial);
  if (peer.receiveNext === undefined) return true;
  return distance(peer.receiveNext, sequence) < Math.max(1, peer.receiveWindow);
}

/** Whether an acknowledgment covers a SYN or FIN with this number. */
function covers(acknowledgment: number | undefined, number: number | undefined): boolean {
  if (acknowledgment === undefined || number === undefined) return false;
  return isUpTo(plus(number, 1), acknowledgment);
}

function has(flags: number, flag: number): boolean {
  return (flags & flag) !== 0;
}
