import type { TcpState } from '../../event/tcp-state.ts';

/** A step from one state to another, and the segment that goes with it. */
export interface StateTransition {
  readonly from: TcpState;
  readonly to: TcpState;
  /** What is sent or received: `send SYN`. */
  readonly on: string;
}

/**
 * The transitions that segments cause (RFC 9293 §3.3.2, figure 5). Not in the figure: FIN-WAIT-1 to TIME-WAIT (its note 2), and from every state
 * to CLOSED where a reset is sent or received (§3.10.7). Without a segment, and therefore not here: passive open and close of a listener,
 * and the end of TIME-WAIT.
 */
export const STATE_TRANSITIONS = [
  { from: 'CLOSED', to: 'SYN-SENT', on: 'send SYN' },
  { from: 'LISTEN', to: 'SYN-SENT', on: 'send SYN' },
  { from: 'LISTEN', to: 'SYN-RECEIVED', on: 'receive SYN, send SYN,ACK' },
  { from: 'SYN-SENT', to: 'SYN-RECEIVED', on: 'receive SYN, send SYN,ACK' },
  { from: 'SYN-SENT', to: 'ESTABLISHED', on: 'receive SYN,ACK, send ACK' },
  { from: 'SYN-RECEIVED', to: 'ESTABLISHED', on: 'receive ACK of SYN' },
  { from: 'SYN-RECEIVED', to: 'FIN-WAIT-1', on: 'send FIN' },
  { from: 'SYN-RECEIVED', to: 'LISTEN', on: 'receive RST' },
  { from: 'ESTABLISHED', to: 'FIN-WAIT-1', on: 'send FIN' },
  { from: 'ESTABLISHED', to: 'CLOSE-WAIT', on: 'receive FIN, send ACK' },
  { from: 'FIN-WAIT-1', to: 'FIN-WAIT-2', on: 'receive ACK of FIN' },
  { from: 'FIN-WAIT-1', to: 'CLOSING', on: 'receive FIN, send ACK' },
  { from: 'FIN-WAIT-1', to: 'TIME-WAIT', on: 'receive FIN and ACK of FIN, send ACK' },
  { from: 'FIN-WAIT-2', to: 'TIME-WAIT', on: 'receive FIN, send ACK' },
  { from: 'CLOSING', to: 'TIME-WAIT', on: 'receive ACK of FIN' },
  { from: 'CLOSE-WAIT', to: 'LAST-ACK', on: 'send FIN' },
  { from: 'LAST-ACK', to: 'CLOSED', on: 'receive ACK of FIN' },
] as const satisfies readonly StateTransition[];
