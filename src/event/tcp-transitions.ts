import type { TcpState } from './tcp-state.ts';

/** An arrow of the figure: what leads from one state to another, and what is done on the way; in its own words, `x` for nothing. */
export interface TcpTransition {
  readonly from: TcpState;
  readonly to: TcpState;
  /** A call of the user, a segment that arrives, or a timeout. */
  readonly on: string;
  readonly does: string;
}

/**
 * The state diagram of a connection (RFC 9293 §3.3.2, figure 5), arrow by arrow. Besides those drawn, the one that its note 2 tells of: from
 * FIN-WAIT-1 to TIME-WAIT. A reset leads to CLOSED from every state, and is not drawn (§3.10.7).
 */
export const TCP_TRANSITIONS = [
  { from: 'CLOSED', to: 'LISTEN', on: 'passive OPEN', does: 'create TCB' },
  { from: 'CLOSED', to: 'SYN-SENT', on: 'active OPEN', does: 'create TCB, snd SYN' },
  { from: 'LISTEN', to: 'CLOSED', on: 'CLOSE', does: 'delete TCB' },
  { from: 'LISTEN', to: 'SYN-SENT', on: 'SEND', does: 'snd SYN' },
  { from: 'LISTEN', to: 'SYN-RECEIVED', on: 'rcv SYN', does: 'snd SYN,ACK' },
  { from: 'SYN-SENT', to: 'CLOSED', on: 'CLOSE', does: 'delete TCB' },
  { from: 'SYN-SENT', to: 'SYN-RECEIVED', on: 'rcv SYN', does: 'snd SYN,ACK' },
  { from: 'SYN-SENT', to: 'ESTABLISHED', on: 'rcv SYN,ACK', does: 'snd ACK' },
  { from: 'SYN-RECEIVED', to: 'LISTEN', on: 'rcv RST', does: 'x' },
  { from: 'SYN-RECEIVED', to: 'ESTABLISHED', on: 'rcv ACK of SYN', does: 'x' },
  { from: 'SYN-RECEIVED', to: 'FIN-WAIT-1', on: 'CLOSE', does: 'snd FIN' },
  { from: 'ESTABLISHED', to: 'FIN-WAIT-1', on: 'CLOSE', does: 'snd FIN' },
  { from: 'ESTABLISHED', to: 'CLOSE-WAIT', on: 'rcv FIN', does: 'snd ACK' },
  { from: 'FIN-WAIT-1', to: 'FIN-WAIT-2', on: 'rcv ACK of FIN', does: 'x' },
  { from: 'FIN-WAIT-1', to: 'CLOSING', on: 'rcv FIN', does: 'snd ACK' },
  { from: 'FIN-WAIT-1', to: 'TIME-WAIT', on: 'rcv FIN and ACK of FIN', does: 'snd ACK' },
  { from: 'FIN-WAIT-2', to: 'TIME-WAIT', on: 'rcv FIN', does: 'snd ACK' },
  { from: 'CLOSE-WAIT', to: 'LAST-ACK', on: 'CLOSE', does: 'snd FIN' },
  { from: 'CLOSING', to: 'TIME-WAIT', on: 'rcv ACK of FIN', does: 'x' },
  { from: 'LAST-ACK', to: 'CLOSED', on: 'rcv ACK of FIN', does: 'x' },
  { from: 'TIME-WAIT', to: 'CLOSED', on: 'Timeout=2MSL', does: 'delete TCB' },
] as const satisfies readonly TcpTransition[];

/** The arrow between two states; `undefined` where the figure has none. */
export function transition(from: TcpState, to: TcpState): TcpTransition | undefined {
  return TCP_TRANSITIONS.find((arrow) => arrow.from === from && arrow.to === to);
}
