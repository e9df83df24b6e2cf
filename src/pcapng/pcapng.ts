import type { SocketEvent } from '../event/event.ts';
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  type PacketBlock,
  sectionHeader,
} from './blocks.ts';
import { Captured } from './captured.ts';
import type { CommentWords } from './comments.ts';
import { Study } from './study.ts';
import { Synthetic } from './synthetic.ts';
import type { Quote } from './unit.ts';

/** What a capture file says besides its packets. */
export interface PcapngOptions {
  /** Who writes it: name and version. */
  readonly program: string;
  /** A language: `loadText()` has it. */
  readonly words: CommentWords;
  /** How a few octets are shown in a comment. */
  readonly quote: Quote;
}

/** IP packets without a link header (LINKTYPE_RAW). */
const RAW = 101;

/**
 * Writes a trace as pcapng (draft-ietf-opsawg-pcapng), in two passes: `learn` takes every event of it, then `begin` gives the first
 * octets of the file, and `packets` those of each event, in the same order. What is kept between is a few words of each event that told of
 * octets, and a number of each packet. `toPcapng` does it all for events in memory.
 *
 * Secrets stand at the beginning: a reader must have them before the packets they decrypt. Where no packet was captured, the packets are made
 * up from what the program told, and each says so.
 */
export class PcapngWriter {
  readonly #options: PcapngOptions;
  readonly #study: Study;
  #take: (event: SocketEvent) => Iterable<PacketBlock> = () => [];

  constructor(options: PcapngOptions) {
    this.#options = options;
    this.#study = new Study(options.quote);
  }

  /** The first pass: takes the next event. */
  learn(event: SocketEvent): void {
    this.#study.learn(event);
  }

  /** When all events have been learned: the section, its interfaces, its secrets. */
  *begin(): Generator<Uint8Array> {
    const { words, program, quote } = this.#options;
    const { isCaptured, unixSockets, links, secrets } = this.#study;
    const { captured, synthetic, synthesized } = words.pcapng;
    const comment = isCaptured ? captured : synthetic({ unixSockets });
    yield sectionHeader({ comment, program });
    if (isCaptured) {
      for (const link of links.keys()) yield interfaceDescription({ link });
      const packets = new Captured(this.#study, words);
      this.#take = (event) => packets.take(event);
    } else {
      yield interfaceDescription({ link: RAW, name: 'synthetic', description: synthesized });
      const packets = new Synthetic(this.#study, words, quote);
      this.#take = (event) => synthesize(packets, event);
    }
    yield* inBlocks(secrets);
  }

  /** The second pass: the packets of the next event. */
  *packets(event: SocketEvent): Generator<Uint8Array> {
    for (const packet of this.#take(event)) yield enhancedPacket(packet);
  }
}

/**
 * A trace as pcapng, block by block. `events` are gone through twice. Where packets were captured, these, each with what the program did at
 * its socket as its comment; else packets that are made up, and labelled so. Whatever the events are, it throws nothing of its own.
 */
export function* toPcapng(
  events: Iterable<SocketEvent>,
  options: PcapngOptions,
): Generator<Uint8Array> {
  const writer = new PcapngWriter(options);
  for (const event of events) writer.learn(event);
  yield* writer.begin();
  for (const event of events) yield* writer.packets(event);
}

/** Readers refuse blocks of many MB; a line has less than 700 characters. */
const LINES_PER_BLOCK = 1000;

function* inBlocks(secrets: ReadonlySet<string>): Generator<Uint8Array> {
  let lines: string[] = [];
  for (const line of secrets) {
    lines.push(line);
    if (lines.length < LINES_PER_BLOCK) continue;
    yield decryptionSecrets(lines.join(''));
    lines = [];
  }
  if (lines.length > 0) yield decryptionSecrets(lines.join(''));
}

function* synthesize(packets: Synthetic, event: SocketEvent): Generator<PacketBlock> {
  for (const packet of packets.take(event)) yield { interface: 0, ...packet };
}
