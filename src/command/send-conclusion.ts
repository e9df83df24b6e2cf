import { formatAddress } from '../event/address.ts';
import type { Text } from '../text/text.ts';
import type { UdpSocket } from '../udp/udp-socket.ts';
import { roundTripTable } from '../view/udp-tables.ts';
import type { ReplyWatch } from './reply-watch.ts';

/** How a sender's run went. */
export interface Sent {
  readonly socket: UdpSocket;
  /** Who looked for replies, if anybody did. */
  readonly watch: ReplyWatch | undefined;
  /** Datagrams the kernel dropped before we read them, as far as it told. */
  readonly dropped: number;
  /** Payloads that stdout did not take. */
  readonly unwritten: number;
  /** The peer refused: that will be told as an error. */
  readonly refused: boolean;
}

/** What stands beneath the trace of a sender: the table of replies, or what it means that there are none. */
export function sendConclusion(ran: Sent, text: Text, columns: number): string[] {
  const { socket, watch, dropped, unwritten, refused } = ran;
  const { udp } = text;
  const { datagrams } = socket.counts;
  const lines = [...some(dropped, udp.kernelDrops), ...some(unwritten, udp.unwritten)];
  if (watch && datagrams.sent > 0) return ['', ...replies(ran, watch, text, columns), ...lines];
  if (datagrams.sent === 0 || datagrams.received > 0 || refused) return lines;
  const address = formatAddress(socket.destination);
  return [udp.silence({ address, connected: socket.connected }), ...lines];
}

function replies({ socket }: Sent, watch: ReplyWatch, text: Text, columns: number): string[] {
  const { udp } = text;
  const { summary } = watch;
  const { sent } = socket.counts.datagrams;
  return [
    ...roundTripTable(summary, text, columns),
    ...some(summary.late, udp.late),
    ...some(summary.others, udp.unmatched),
    ...(sent > summary.sent ? [udp.unwatched({ sent, watched: summary.sent })] : []),
    ...(watch.derives && summary.received > 0 ? [udp.derived] : []),
  ];
}

function some(count: number, say: (count: number) => string): string[] {
  return count > 0 ? [say(count)] : [];
}
