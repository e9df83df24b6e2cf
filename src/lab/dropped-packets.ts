import { loggedPacket } from '../observe/packet/nflog.ts';

/** Magic number of a capture file in microseconds, and the type of a link whose packets begin with their IP header (pcap-savefile(5)). */
const MAGIC = 0xa1b2c3d4;
const LINKTYPE_RAW = 101;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** Octets of a record at the most. More is no capture of ours. */
const MOST_RECORD = 262_144;

/** The header of a capture file whose records are IP packets, in the octet order of this machine. */
export function rawHeader(littleEndian = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(FILE_HEADER));
  view.setUint32(0, MAGIC, littleEndian);
  view.setUint16(4, 2, littleEndian);
  view.setUint16(6, 4, littleEndian);
  view.setUint32(16, MOST_RECORD, littleEndian);
  view.setUint32(20, LINKTYPE_RAW, littleEndian);
  return new Uint8Array(view.buffer);
}

/**
 * Takes what tcpdump(8) writes of packets that nft(8) has logged (LINKTYPE_NFLOG), and gives each packet as a record of its own for a file
 * with `rawHeader`. What is no such capture gives nothing.
 */
export class DroppedPackets {
  #kept = new Uint8Array();
  #littleEndian: boolean | undefined;
  #broken = false;

  /** The next records, in order. */
  push(chunk: Uint8Array): Uint8Array[] {
    if (this.#broken) return [];
    const octets = new Uint8Array(this.#kept.length + chunk.length);
    octets.set(this.#kept);
    octets.set(chunk, this.#kept.length);
    const records: Uint8Array[] = [];
    let at = this.#skipHeader(octets);
    for (
      let next = this.#recordEnd(octets, at);
      next !== undefined;
      next = this.#recordEnd(octets, at)
    ) {
      const record = this.#unwrapped(octets.subarray(at, next));
      if (record) records.push(record);
      at = next;
    }
    this.#kept = octets.slice(at);
    return records;
  }

  #skipHeader(octets: Uint8Array): number {
    if (this.#littleEndian !== undefined || octets.length < FILE_HEADER) return 0;
    const view = viewOf(octets);
    this.#littleEndian = view.getUint32(0, true) === MAGIC;
    this.#broken = !this.#littleEndian && view.getUint32(0, false) !== MAGIC;
    return FILE_HEADER;
  }

  #recordEnd(octets: Uint8Array, at: number): number | undefined {
    if (this.#broken || this.#littleEndian === undefined) return undefined;
    if (at + RECORD_HEADER > octets.length) return undefined;
    const length = viewOf(octets).getUint32(at + 8, this.#littleEndian);
    this.#broken = length > MOST_RECORD;
    const end = at + RECORD_HEADER + length;
    return !this.#broken && end <= octets.length ? end : undefined;
  }

  #unwrapped(record: Uint8Array): Uint8Array | undefined {
    const packet = loggedPacket(record.subarray(RECORD_HEADER), this.#littleEndian ? 'LE' : 'BE');
    if (!packet) return undefined;
    const raw = new Uint8Array(RECORD_HEADER + packet.length);
    raw.set(record.subarray(0, 8));
    viewOf(raw).setUint32(8, packet.length, this.#littleEndian);
    viewOf(raw).setUint32(12, packet.length, this.#littleEndian);
    raw.set(packet, RECORD_HEADER);
    return raw;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
