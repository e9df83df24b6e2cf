import type { SocketEvent } from '../event/event.ts';
import type { PacketBlock } from './blocks.ts';
import { Comments, type CommentWords, sentence } from './comments.ts';
import { ipLengthOf } from './ip-length.ts';
import { isPacket, type PacketEvent, packetKey } from './packet-key.ts';
import type { Study } from './study.ts';

/** The packets of a trace that was captured: each where and when it passed, with what it belongs to. */
export class Captured {
  readonly #study: Study;
  readonly #words: CommentWords;
  readonly #comments: Comments;

  constructor(study: Study, words: CommentWords) {
    this.#study = study;
    this.#words = words;
    this.#comments = new Comments(words, study.sockets, study.datagrams);
  }

  /** The packet that an event is, if it is one, and was not there before. */
  *take(event: SocketEvent): Generator<PacketBlock> {
    if (!isPacket(event)) return;
    const key = packetKey(event);
    const isDrop = event.type === 'dropped';
    if (isDrop && this.#study.wasSeen(key)) return;
    const { dropped } = this.#words.pcapng;
    const lost = isDrop || this.#study.wasDropped(key);
    const said = this.#said(event);
    const facts = [...(said === '' ? [] : [said]), ...(lost ? [dropped] : [])];
    yield { ...packetOf(event, this.#study.links), comment: sentence(facts) };
  }

  #said(event: PacketEvent): string {
    switch (event.type) {
      case 'segment':
        return this.#comments.segment(event);
      case 'datagram':
        return this.#comments.datagram(event);
      case 'ip-fragment':
        return this.#comments.fragment(event);
      case 'icmp':
        return `${event.socket} icmp ${event.meaning}`;
      case 'dropped':
        return event.socket;
    }
  }
}

function packetOf(event: PacketEvent, links: Study['links']): Omit<PacketBlock, 'comment'> {
  const { link, time, header, by, to } = event;
  const data = 'data' in event ? [event.data] : [];
  const bytes = event.type === 'icmp' ? 0 : event.bytes;
  return {
    ...{ interface: links.get(link) ?? 0, time },
    octets: [header, ...data],
    length: Math.max(header.length + bytes, event.type === 'icmp' ? ipLengthOf(link, header) : 0),
    // Where both ends are on this machine, it goes both ways at once.
    ...(to === undefined && { direction: by === 'us' ? ('out' as const) : ('in' as const) }),
  };
}
