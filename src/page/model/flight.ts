import { formatAddress } from '../../event/address.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../../event/event.ts';

/** Octets on their way from a socket, after a segment of either side. */
export interface InFlight {
  readonly event: EventOf<'segment'>;
  readonly socket: SocketLabel;
  readonly octets: number;
}

/** What one side of a connection has sent, and what of it the other has acknowledged: sequence numbers (RFC 9293 §3.4). */
interface Side {
  next: number;
  acknowledged: number;
}

const ROUND = 2 ** 32;
/** Numbers go round: what is less than half of it ahead is later. */
const HALF = 2 ** 31;

const ahead = (later: number, earlier: number) => (later - earlier + ROUND) % ROUND;
const isLater = (one: number, other: number) => {
  const distance = ahead(one, other);
  return distance > 0 && distance < HALF;
};

/**
 * How many octets of each sender were sent and not acknowledged after each segment of its connection, counted from the packets: SYN and FIN
 * among them. What was sent before the first segment that was captured is not known.
 */
export function* inFlight(events: Iterable<SocketEvent>): Generator<InFlight> {
  const sides = new Map<SocketLabel, Side>();
  for (const event of events) {
    if (event.type !== 'segment') continue;
    const [sender, receiver] = endsOf(event);
    const sent = send(sides, sender, event);
    if (sent) yield { event, socket: sender, octets: sent };
    const left = acknowledge(sides.get(receiver), event);
    if (left !== undefined) yield { event, socket: receiver, octets: left };
  }
}

/** A peer that is nobody we know goes by its address. */
function endsOf({
  socket,
  to,
  by,
  remote,
}: EventOf<'segment'>): readonly [SocketLabel, SocketLabel] {
  const other = to ?? formatAddress(remote);
  return by === 'us' ? [socket, other] : [other, socket];
}

function send(
  sides: Map<SocketLabel, Side>,
  sender: SocketLabel,
  { seq, bytes, flags }: EventOf<'segment'>,
): number | undefined {
  const length = bytes + (flags.includes('SYN') ? 1 : 0) + (flags.includes('FIN') ? 1 : 0);
  const known = sides.get(sender);
  const begins = flags.includes('SYN') && known?.next !== (seq + 1) % ROUND;
  const side = known && !begins ? known : { next: seq, acknowledged: seq };
  sides.set(sender, side);
  if (length === 0) return undefined;
  const next = (seq + length) % ROUND;
  if (isLater(next, side.next)) side.next = next;
  return ahead(side.next, side.acknowledged);
}

function acknowledge(side: Side | undefined, { ack }: EventOf<'segment'>): number | undefined {
  if (side === undefined || ack === undefined || !isLater(ack, side.acknowledged)) return undefined;
  side.acknowledged = ack;
  // It acknowledges what was not captured.
  if (isLater(ack, side.next)) side.next = ack;
  return ahead(side.next, side.acknowledged);
}
