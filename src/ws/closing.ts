import type { Side } from '../event/seen.ts';
import { ABNORMAL, NO_STATUS } from './close-code.ts';
import type { Role } from './role.ts';

/** The states of an established connection (RFC 6455 §4.1, §7.1.3, §7.1.4). */
export type ClosingState = 'OPEN' | 'CLOSING' | 'CLOSED';

/** What happens on the way: a Close frame went, or came, or the stream beneath is gone. */
export type ClosingStep = 'close-sent' | 'close-received' | 'stream-closed';

/** Where each step leads (RFC 6455 §7.1.3, §7.1.4). */
export const CLOSING_STEPS = {
  OPEN: { 'close-sent': 'CLOSING', 'close-received': 'CLOSING', 'stream-closed': 'CLOSED' },
  CLOSING: { 'close-sent': 'CLOSING', 'close-received': 'CLOSING', 'stream-closed': 'CLOSED' },
  CLOSED: { 'close-sent': 'CLOSED', 'close-received': 'CLOSED', 'stream-closed': 'CLOSED' },
} as const satisfies Record<ClosingState, Record<ClosingStep, ClosingState>>;

/** How far the closing handshake of a connection has come. Never changed: each step gives another. */
export interface Closing {
  readonly state: ClosingState;
  /** Who sent the first Close frame, as far as we can see. */
  readonly begunBy?: Side;
  /** The status code we sent; 1005 for a Close frame without one. */
  readonly sent?: number;
  /** The status code that came; 1005 for a Close frame without one. */
  readonly received?: number;
  /** The peer's reason. */
  readonly reason: string;
}

/** A connection whose closing handshake has not begun. */
export const OPEN: Closing = { state: 'OPEN', reason: '' };

/** We sent a Close frame. Only the first counts. */
export function closeSent(closing: Closing, code: number = NO_STATUS): Closing {
  if (closing.sent !== undefined || closing.state === 'CLOSED') return closing;
  return { begunBy: 'us', ...closing, state: after(closing, 'close-sent'), sent: code };
}

/** A Close frame came. Only the first counts (RFC 6455 §7.1.5). */
export function closeReceived(
  closing: Closing,
  {
    code = NO_STATUS,
    reason = '',
  }: { readonly code?: number | undefined; readonly reason?: string },
): Closing {
  if (closing.received !== undefined || closing.state === 'CLOSED') return closing;
  const state = after(closing, 'close-received');
  return { begunBy: 'peer', ...closing, state, received: code, reason };
}

/** The stream beneath is gone: both halves. */
export function streamClosed(closing: Closing): Closing {
  return { ...closing, state: after(closing, 'stream-closed') };
}

/** Whether a data frame may still be sent: not after a Close frame (RFC 6455 §5.5.1). */
export function maySendData({ state, sent }: Closing): boolean {
  return state !== 'CLOSED' && sent === undefined;
}

/** Whether the peer's Close frame waits for ours (RFC 6455 §5.5.1). */
export function owesClose({ state, sent, received }: Closing): boolean {
  return state !== 'CLOSED' && received !== undefined && sent === undefined;
}

/** The code to answer with: the one that came (RFC 6455 §5.5.1); `undefined` where none did, as 1005 is never sent. */
export function answerCode({ received }: Closing): number | undefined {
  return received === NO_STATUS ? undefined : received;
}

/** Whether Close frames went both ways. */
export function isHandshakeDone({ sent, received }: Closing): boolean {
  return sent !== undefined && received !== undefined;
}

/** Whether it is now on us to close the stream: the server does first, so that the client has no TIME-WAIT (RFC 6455 §7.1.1). */
export function closesStream(closing: Closing, role: Role): boolean {
  return role === 'server' && closing.state !== 'CLOSED' && isHandshakeDone(closing);
}

/** Whether it was closed cleanly: the stream is gone, and Close frames went both ways before (RFC 6455 §7.1.4). */
export function isClean(closing: Closing): boolean {
  return closing.state === 'CLOSED' && isHandshakeDone(closing);
}

/**
 * The close code of the connection (RFC 6455 §7.1.5): what the peer sent, 1005 when that was nothing, 1006 when the stream was gone without.
 * `undefined` until either is sure.
 */
export function closeCode({ state, received }: Closing): number | undefined {
  return received ?? (state === 'CLOSED' ? ABNORMAL : undefined);
}

function after({ state }: Closing, step: ClosingStep): ClosingState {
  return CLOSING_STEPS[state][step];
}
