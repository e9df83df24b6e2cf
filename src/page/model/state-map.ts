import type { TcpState } from '../../event/tcp-state.ts';

/** A box of the drawing: a state, or CLOSED where a connection ends; RFC 9293, figure 5 has it twice. */
export type StateBox = TcpState | 'END';

/** Where each box stands, its middle; the order is that of the figure. */
export const STATE_PLACES = {
  CLOSED: { x: 230, y: 20 },
  LISTEN: { x: 80, y: 62 },
  'SYN-RECEIVED': { x: 80, y: 108 },
  'SYN-SENT': { x: 380, y: 108 },
  ESTABLISHED: { x: 230, y: 150 },
  'FIN-WAIT-1': { x: 80, y: 192 },
  'CLOSE-WAIT': { x: 380, y: 192 },
  CLOSING: { x: 230, y: 216 },
  'FIN-WAIT-2': { x: 80, y: 242 },
  'LAST-ACK': { x: 380, y: 242 },
  'TIME-WAIT': { x: 230, y: 284 },
  END: { x: 380, y: 284 },
} as const satisfies Readonly<Record<StateBox, { readonly x: number; readonly y: number }>>;

/** Half the width and height of a box. */
export const BOX = { x: 54, y: 13 } as const;

/** Of the whole drawing. */
export const MAP = { width: 460, height: 306 } as const;

/** What is not yet connected, and closes where it began. */
const BEFORE: ReadonlySet<TcpState> = new Set(['LISTEN', 'SYN-SENT', 'CLOSED']);

/** The box of a state: the CLOSED at the end is another than that at the beginning. */
export function boxOf(state: TcpState, was: TcpState | undefined): StateBox {
  return state === 'CLOSED' && was !== undefined && !BEFORE.has(was) ? 'END' : state;
}

/** A line from the edge of one box to the edge of another. */
export function edge(from: StateBox, to: StateBox) {
  const [start, end] = [STATE_PLACES[from], STATE_PLACES[to]];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const part = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : BOX.x / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : BOX.y / Math.abs(dy),
  );
  // A little more room for the point of the arrow.
  const behind = part + 3 / Math.hypot(dx, dy);
  return {
    ...{ x1: start.x + dx * part, y1: start.y + dy * part },
    ...{ x2: end.x - dx * behind, y2: end.y - dy * behind },
  };
}
