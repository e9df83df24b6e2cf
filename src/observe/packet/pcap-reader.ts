import type { Microseconds } from '../../event/clock.ts';
import {
  type CaptureHeader,
  FILE_HEADER,
  LONGEST_RECORD,
  type PcapFault,
  RECORD_HEADER,
  readCaptureHeader,
} from './pcap-header.ts';

/** A packet as it was captured. */
export interface CapturedPacket {
  readonly time: Microseconds;
  /** From the link-layer header on, as many as were captured. They stay as they are as long as the octets pushed do. */
  readonly octets: Uint8Array;
  /** Octets it had on the wire. */
  readonly originalLength: number;
}

interface RecordHeader extends Pick<CapturedPacket, 'time' | 'originalLength'> {
  readonly length: number;
}

/**
 * Turns the octets of a capture (pcap-savefile(5)), cut anywhere, into packets: `push` what came, then take `next` until there is none.
 * Reads a capture that is still written: `tcpdump -U -w -`. Stops for good at what cannot be one (`fault`). Besides what
 * was pushed it keeps room for one packet, `LONGEST_RECORD` octets at the most; a packet that comes in one piece stays where it is.
 */
export class PcapReader {
  #header: CaptureHeader | undefined;
  #fault: PcapFault | undefined;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  #waiting: Uint8Array[] = [];
  /** What is read next, when it does not come in one piece: room for all of it, and how much has come. */
  #partial: Uint8Array | undefined;
  #come = 0;
  #record: RecordHeader | undefined;
  /** Octets read until now. */
  #total = 0;

  /** What the capture says of itself, as soon as it has come. */
  get header(): CaptureHeader | undefined {
    return this.#header;
  }

  /** Why nothing is read any more. */
  get fault(): PcapFault | undefined {
    return this.#fault;
  }

  /** Takes octets as they came. They are the reader's, and its packets', from now on. */
  push(octets: Uint8Array): void {
    if (this.#fault || octets.length === 0) return;
    if (this.#at < this.#chunk.length || this.#waiting.length > 0) {
      this.#waiting.push(octets);
      return;
    }
    this.#chunk = octets;
    this.#at = 0;
  }

  /** The next packet. `undefined` when octets are missing, or there is a fault. */
  next(): CapturedPacket | undefined {
    while (!this.#fault) {
      const wanted = this.#wanted();
      const octets = this.#take(wanted);
      if (!octets) return undefined;
      const packet = this.#read(octets);
      if (packet) return packet;
    }
    return undefined;
  }

  /** The capture has ended. Within a packet that is a fault; what was read until then is good. */
  end(): PcapFault | undefined {
    if (this.#fault) return this.#fault;
    const missing = this.#wanted() - this.#come;
    const between = this.#header && !this.#record && this.#come === 0;
    if (!between) this.#fail({ kind: 'cut', missing });
    return this.#fault;
  }

  #wanted(): number {
    if (!this.#header) return FILE_HEADER;
    return this.#record?.length ?? RECORD_HEADER;
  }

  #read(octets: Uint8Array): CapturedPacket | undefined {
    if (!this.#header) {
      this.#open(octets);
      return undefined;
    }
    if (this.#record) {
      const { time, originalLength } = this.#record;
      this.#record = undefined;
      return { time, octets, originalLength };
    }
    const record = readRecordHeader(octets, this.#header);
    if (record.length <= LONGEST_RECORD) this.#record = record;
    else this.#fail({ kind: 'record-too-long', length: record.length, at: this.#total });
    return undefined;
  }

  #open(octets: Uint8Array): void {
    const header = readCaptureHeader(octets);
    if ('kind' in header) this.#fail(header);
    else this.#header = header;
  }

  /** Exactly so many octets, or `undefined` while they have not all come. */
  #take(length: number): Uint8Array | undefined {
    if (!this.#partial && this.#chunk.length - this.#at >= length) {
      const octets = this.#chunk.subarray(this.#at, this.#at + length);
      this.#at += length;
      this.#total += length;
      return octets;
    }
    return this.#gather(length);
  }

  #gather(length: number): Uint8Array | undefined {
    const partial = this.#partial ?? this.#begin(length);
    while (this.#come < length) {
      const part = this.#chunk.subarray(this.#at, this.#at + length - this.#come);
      partial.set(part, this.#come);
      this.#at += part.length;
      this.#come += part.length;
      if (this.#come < length && !this.#advance()) return undefined;
    }
    this.#partial = undefined;
    this.#come = 0;
    this.#total += length;
    return partial;
  }

  #begin(length: number): Uint8Array {
    this.#partial = new Uint8Array(length);
    return this.#partial;
  }

  #advance(): boolean {
    const chunk = this.#waiting.shift();
    this.#chunk = chunk ?? new Uint8Array(0);
    this.#at = 0;
    return chunk !== undefined;
  }

  #fail(fault: PcapFault): void {
    this.#fault = fault;
    this.#chunk = new Uint8Array(0);
    this.#waiting = [];
    this.#partial = undefined;
  }
}

function readRecordHeader(octets: Uint8Array, header: CaptureHeader): RecordHeader {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const little = header.byteOrder === 'LE';
  const fraction = view.getUint32(4, little);
  const micro = header.precision === 'nanoseconds' ? Math.floor(fraction / 1000) : fraction;
  return {
    time: view.getUint32(0, little) * 1_000_000 + micro,
    length: view.getUint32(8, little),
    originalLength: view.getUint32(12, little),
  };
}
