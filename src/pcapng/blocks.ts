import type { Microseconds } from '../event/clock.ts';
import { type BlockOption, block, textOption } from './block.ts';

// Numbers of draft-ietf-opsawg-pcapng; each block is found there by its name.
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const DECRYPTION_SECRETS = 10;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** "TLSK": the secrets are a key log. */
const TLS_KEY_LOG = 0x544c534b;
const OPT_COMMENT = 1;
const SHB_USERAPPL = 4;
const IF_NAME = 2;
const IF_DESCRIPTION = 3;
const IF_TSRESOL = 9;
/** Times count in 10^-6 s. */
const MICROSECONDS = 6;
const EPB_FLAGS = 2;
/** The two lowest bits of epb_flags. */
const DIRECTION = { in: 1, out: 2 } as const;

/** What a section header says (draft-ietf-opsawg-pcapng §4.1). `program`: who wrote it. */
export interface Section {
  readonly comment: string;
  readonly program: string;
}

/** Begins a capture, whose length nobody knows yet. */
export function sectionHeader({ comment, program }: Section): Uint8Array {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, BYTE_ORDER_MAGIC, true);
  body.setUint16(4, 1, true); // version 1.0
  body.setBigInt64(8, -1n, true);
  return block(
    SECTION_HEADER,
    [bytesOf(body)],
    [textOption(OPT_COMMENT, comment), textOption(SHB_USERAPPL, program)],
  );
}

/** Where packets were captured (draft-ietf-opsawg-pcapng §4.2). `link`: the kind of its link (LINKTYPE). */
export interface Interface {
  readonly link: number;
  readonly name?: string;
  readonly description?: string;
}

/** Tells of an interface. Packets name it by its place among those before. Times are in µs, and no length is the most. */
export function interfaceDescription({ link, name, description }: Interface): Uint8Array {
  const body = new DataView(new ArrayBuffer(8));
  body.setUint16(0, link, true);
  return block(
    INTERFACE_DESCRIPTION,
    [bytesOf(body)],
    [
      ...(name === undefined ? [] : [textOption(IF_NAME, name)]),
      ...(description === undefined ? [] : [textOption(IF_DESCRIPTION, description)]),
      { code: IF_TSRESOL, value: Uint8Array.of(MICROSECONDS) },
    ],
  );
}

/** A packet (draft-ietf-opsawg-pcapng §4.3). */
export interface PacketBlock {
  /** The place of its interface. */
  readonly interface: number;
  readonly time: Microseconds;
  /** What is kept of it, in parts that follow each other. */
  readonly octets: readonly Uint8Array[];
  /** Octets it had; taken for those kept where it says less. */
  readonly length: number;
  readonly comment?: string;
  /** Seen from the machine that captured. */
  readonly direction?: 'in' | 'out';
}

/** Times have 64 bits, in two halves. */
const HALF = 2 ** 32;
/** The longest packet that readers take for one: they count with a sign. */
const LONGEST = 2 ** 31 - 1;

/** Writes a packet. */
export function enhancedPacket(packet: PacketBlock): Uint8Array {
  const { time, octets, comment = '', direction } = packet;
  const captured = octets.reduce((sum, { length }) => sum + length, 0);
  const body = new DataView(new ArrayBuffer(20));
  body.setUint32(0, packet.interface, true);
  body.setUint32(4, Math.floor(time / HALF), true);
  body.setUint32(8, time % HALF, true);
  body.setUint32(12, captured, true);
  body.setUint32(16, Math.min(LONGEST, Math.max(captured, packet.length)), true);
  return block(
    ENHANCED_PACKET,
    [bytesOf(body), ...octets],
    [
      ...(comment === '' ? [] : [textOption(OPT_COMMENT, comment)]),
      ...(direction === undefined ? [] : [flags(DIRECTION[direction])]),
    ],
  );
}

/** The secrets by which packets behind it can be decrypted: lines of a key log (RFC 9850 §2). */
export function decryptionSecrets(keyLog: string): Uint8Array {
  const lines = new TextEncoder().encode(keyLog);
  const head = new DataView(new ArrayBuffer(8));
  head.setUint32(0, TLS_KEY_LOG, true);
  head.setUint32(4, lines.length, true);
  return block(DECRYPTION_SECRETS, [bytesOf(head), lines]);
}

function flags(value: number): BlockOption {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value, true);
  return { code: EPB_FLAGS, value: bytesOf(view) };
}

function bytesOf({ buffer }: DataView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}
