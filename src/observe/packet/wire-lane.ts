import { type Microseconds, now } from '../../event/clock.ts';
import { isMissing } from '../tool.ts';
import type { LaneSource, Tell } from '../x-ray.ts';
import { decodePacket } from './packet.ts';
import { PacketReader } from './packet-sighting.ts';
import type { PassedPackets } from './passed-packets.ts';
import { PcapReader } from './pcap-reader.ts';
import type { Capture } from './start-capture.ts';

/** What is read, and who is told what besides. */
export interface WireLaneOptions {
  readonly capture: Capture;
  /** Where to note the packets for who has to find one again. */
  readonly passed?: PassedPackets | undefined;
  /** Told once when there will be no packets, or no more: `said` is what tcpdump says. */
  readonly lost: (why: 'no-tool' | 'not-permitted' | 'ended', said: string) => void;
}

/**
 * So many packets are looked into at once, and so many a second in the long run. Beyond, nothing is read for a while: then tcpdump waits, the kernel
 * drops what it cannot keep, and says how many. Each packet that is read costs the program that is watched some 50 µs of a processor.
 */
const MOST_AT_ONCE = 2000;
const MOST_A_SECOND = 1000;
/** How long nothing is read, ms. */
const REST = 200;
/** Packets that had to wait for us so long are only counted: what came after them has been told, µs. */
const STALE: Microseconds = 1_000_000;

/** Watches packets with tcpdump(8), and tells those of TCP, UDP and ICMP. */
export class WireLane implements LaneSource {
  readonly ready: Promise<void>;
  readonly #capture: Capture;
  readonly #tell: Tell;
  readonly #pcap = new PcapReader();
  readonly #lost: WireLaneOptions['lost'];
  readonly #noted: PassedPackets | undefined;
  #packets: PacketReader | undefined;
  #closing = false;
  #timer: NodeJS.Timeout | undefined;
  /** How many packets may still be looked into, and when that was reckoned. */
  #allowed = MOST_AT_ONCE;
  #reckoned: Microseconds = now();
  #passed = 0;

  constructor({ capture, passed, lost }: WireLaneOptions, tell: Tell) {
    this.#tell = tell;
    this.#lost = lost;
    this.#noted = passed;
    this.#capture = capture;
    capture.output.on('data', (chunk: Uint8Array) => this.#take(chunk));
    this.ready = this.#begin();
    void this.#end();
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    this.#capture.output.resume();
    this.#capture.stop();
    await this.#capture.ended;
    this.#tellPassed();
  }

  async #begin(): Promise<void> {
    await this.#capture.said(/listening on/);
  }

  async #end(): Promise<void> {
    const end = await this.#capture.ended;
    this.#count(/(\d+) packets? dropped by kernel/.exec(end.said)?.[1]);
    if (this.#closing) return;
    const began = /listening on/.test(end.said);
    const why = isMissing(end) ? 'no-tool' : began ? 'ended' : 'not-permitted';
    this.#lost(why, end.said.split('\n').at(-1) ?? '');
  }

  #count(dropped: string | undefined): void {
    this.#passed += Number(dropped ?? 0);
  }

  #take(chunk: Uint8Array): void {
    this.#pcap.push(chunk);
    for (let packet = this.#pcap.next(); packet; packet = this.#pcap.next()) {
      const { header } = this.#pcap;
      // What passes loopback comes once: libpcap leaves out the going, and keeps the coming.
      if (!header || !this.#mayLook(packet.time)) continue;
      this.#packets ??= new PacketReader(header.linkType);
      const decoded = decodePacket(header.linkType, packet.octets, packet.originalLength);
      const sighting = this.#packets.read(decoded, packet.time);
      if (!sighting) continue;
      this.#tell(sighting);
      this.#noted?.add(decoded, sighting);
    }
    this.#pace();
  }

  /** Whether a packet is looked into. */
  #mayLook(time: Microseconds): boolean {
    this.#allowed -= 1;
    if (this.#allowed > -MOST_AT_ONCE && now() - time < STALE) return true;
    this.#passed += 1;
    return false;
  }

  /** Reads no more for a while where too much has come. */
  #pace(): void {
    const time = now();
    const more = ((time - this.#reckoned) * MOST_A_SECOND) / 1_000_000;
    this.#allowed = Math.min(MOST_AT_ONCE, this.#allowed + more);
    this.#reckoned = time;
    if (this.#allowed > 0 || this.#closing || this.#capture.output.isPaused()) return;
    this.#capture.output.pause();
    this.#timer = setTimeout(() => {
      this.#tellPassed();
      this.#capture.output.resume();
    }, REST);
  }

  #tellPassed(): void {
    if (this.#passed === 0) return;
    const packets = this.#passed;
    this.#passed = 0;
    this.#tell({ time: now(), source: 'wire', socket: '*', type: 'not-captured', packets });
  }
}
