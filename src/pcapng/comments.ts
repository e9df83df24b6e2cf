import type { EventOf, Side, SocketLabel } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { MOST_PIECES, type Piece } from './flow.ts';
import type { ToldDatagrams } from './told-datagrams.ts';
import type { ToldSocket, ToldSockets } from './told-sockets.ts';

/** Where the words of comments come from: a language. The names of events stand in all languages as they are. */
export type CommentWords = Pick<Text, 'pcapng' | 'segment'>;

type Segment = EventOf<'segment'>;

/** The end that sent a packet, by a socket that is ours: that end's own, or the one it was sent to. */
interface Sender {
  readonly label: SocketLabel;
  readonly by: Side;
}

/** Who sent a packet. Where both ends are ours, the sender's own socket tells of it. */
export function senderOf({ socket, by, to }: Pick<Segment, 'socket' | 'by' | 'to'>): Sender {
  if (by === 'us') return { label: socket, by };
  return to === undefined ? { label: socket, by } : { label: to, by: 'us' };
}

/** Says of captured packets which events of a program they belong to: `C1 send 6 B "hello\n"; retransmission after 204 ms`. */
export class Comments {
  readonly #words: CommentWords;
  readonly #sockets: ToldSockets;
  readonly #datagrams: ToldDatagrams;
  /** What was said of the datagram that a socket sent last, or got: its fragments follow. */
  readonly #last = new Map<string, string>();

  constructor(words: CommentWords, sockets: ToldSockets, datagrams: ToldDatagrams) {
    this.#words = words;
    this.#sockets = sockets;
    this.#datagrams = datagrams;
  }

  /** Of a segment: how the connection came to be or ended, whose octets it has, and what it is besides. */
  segment(event: Segment): string {
    const sender = senderOf(event);
    const told = this.#sockets.get(sender.label);
    const calls = [
      ...begins(event, told),
      ...this.#octets(event, sender),
      ...ends(event, sender, told),
    ];
    const kernel = calls.length === 0 && sender.by === 'us';
    return sentence([
      ...calls,
      ...(kernel ? [this.#words.pcapng.byKernel(sender.label)] : []),
      ...this.#judged(event),
    ]);
  }

  /** Of a datagram, or its first fragment: the send, or the receive where the sender is not ours. */
  datagram(event: EventOf<'datagram'>): string {
    const { label, by } = senderOf(event);
    const size = Math.max(event.bytes, event.length - UDP_HEADER);
    const found = this.#datagrams.find(label, by, size, event.data);
    this.#last.set(`${label} ${by}`, found ?? '');
    return found ?? '';
  }

  /** Of a fragment that is not the first: the datagram before it. */
  fragment(event: EventOf<'ip-fragment'>): string {
    const { label, by } = senderOf(event);
    const { fragment } = this.#words.pcapng;
    const datagram = this.#last.get(`${label} ${by}`) ?? '';
    return sentence([...(datagram === '' ? [] : [datagram]), fragment(event.offset)]);
  }

  #octets({ flags, relativeSeq, bytes, data, judged }: Segment, { label, by }: Sender): string[] {
    const flow = bytes > 0 && relativeSeq !== undefined && this.#sockets.flow(label, by);
    // The octet of a keep-alive was there before, or is none (RFC 9293 §3.8.4).
    if (!flow || relativeSeq === undefined || judged?.includes('keep-alive')) return [];
    const first = relativeSeq - (flags.includes('SYN') ? 0 : 1);
    const pieces = flow.within(first, bytes, data);
    const named = pieces.slice(0, MOST_PIECES).map((piece) => this.#piece(piece));
    return pieces.length > MOST_PIECES ? [...named, this.#words.pcapng.andMore] : named;
  }

  #piece({ text, bytes, from, to }: Piece): string {
    const whole = from === 0 && to === bytes;
    return whole ? text : `${text}, ${this.#words.pcapng.octets(from + 1, to)}`;
  }

  #judged({ judged = [], after }: Segment): string[] {
    const { segment } = this.#words;
    return judged.map((one) => {
      const again = after !== undefined && one.endsWith('retransmission');
      return again ? segment.after(segment.judged[one], after) : segment.judged[one];
    });
  }
}

/** RFC 768. */
const UDP_HEADER = 8;

/** Both SYNs belong to the call that opened the end we know. */
function begins({ flags }: Segment, told: ToldSocket | undefined): string[] {
  return flags.includes('SYN') && told?.opened !== undefined ? [told.opened] : [];
}

function ends({ flags }: Segment, { by }: Sender, told: ToldSocket | undefined): string[] {
  const fin = by === 'us' ? told?.finished : told?.endOfStream;
  return [
    ...(flags.includes('FIN') && fin !== undefined ? [fin] : []),
    ...(flags.includes('RST') && told?.reset !== undefined ? [told.reset] : []),
  ];
}

/** Several facts in one line. */
export function sentence(facts: readonly string[]): string {
  return facts.join('; ');
}
