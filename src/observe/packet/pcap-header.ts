import { uint32 } from './octets.ts';

/** Octets of the header of a capture, and of the one before each of its packets (pcap-savefile(5)). */
export const FILE_HEADER = 24;
export const RECORD_HEADER = 16;

/**
 * The most octets a packet of a capture may have: tcpdump's own largest snapshot length (MAXIMUM_SNAPLEN of libpcap). A length beyond it
 * comes from octets that are no capture, or out of step.
 */
export const LONGEST_RECORD = 262_144;

/** The link-layer header types that are decoded, by their number in a capture (pcap-linktype(7)). */
export const LINK_TYPE = {
  null: 0,
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxSll: 113,
  linuxSll2: 276,
  ipv4: 228,
  ipv6: 229,
} as const;

/** What stands before the first packet of a capture. */
export interface CaptureHeader {
  /** Of the machine that wrote it. */
  readonly byteOrder: 'LE' | 'BE';
  readonly precision: 'microseconds' | 'nanoseconds';
  readonly version: string;
  /** Octets of a packet that are captured at the most. */
  readonly snapshotLength: number;
  /** One of `LINK_TYPE`, or another, whose frames are not decoded. */
  readonly linkType: number;
}

/** Why nothing more is read of a capture. */
export type PcapFault =
  /** The first octets are none of the magic numbers. `pcapng`: they are those of the newer format, which tcpdump does not write. */
  | { readonly kind: 'not-a-capture'; readonly magic: number; readonly pcapng: boolean }
  /** Only 2.4 is known. */
  | { readonly kind: 'version'; readonly version: string }
  /** A packet says to have more than `LONGEST_RECORD` octets: `at` octets after the beginning of the capture. */
  | { readonly kind: 'record-too-long'; readonly length: number; readonly at: number }
  /** The capture ended within a header or a packet, `missing` octets before its end at the least. */
  | { readonly kind: 'cut'; readonly missing: number };

const MAGIC: ReadonlyMap<number, Pick<CaptureHeader, 'byteOrder' | 'precision'>> = new Map([
  [0xa1b2c3d4, { byteOrder: 'BE', precision: 'microseconds' }],
  [0xd4c3b2a1, { byteOrder: 'LE', precision: 'microseconds' }],
  [0xa1b23c4d, { byteOrder: 'BE', precision: 'nanoseconds' }],
  [0x4d3cb2a1, { byteOrder: 'LE', precision: 'nanoseconds' }],
]);
const PCAPNG = 0x0a0d0d0a;

/** Reads the 24 octets at the beginning of a capture. */
export function readCaptureHeader(octets: Uint8Array): CaptureHeader | PcapFault {
  const magic = uint32(octets, 0);
  const format = MAGIC.get(magic);
  if (!format) return { kind: 'not-a-capture', magic, pcapng: magic === PCAPNG };
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const little = format.byteOrder === 'LE';
  const version = `${view.getUint16(4, little)}.${view.getUint16(6, little)}`;
  if (version !== '2.4') return { kind: 'version', version };
  // The upper half is about frame check sequences.
  const linkType = view.getUint32(20, little) & 0xffff;
  return { ...format, version, snapshotLength: view.getUint32(16, little), linkType };
}
