/** The numbers of octets a line may have, the best first. */
const OCTETS_PER_LINE = [16, 8] as const;
const NARROW = 4;

/** Offsets have room for so many digits before a line gets fewer octets: enough for 256 MiB. */
const OFFSET_ROOM = 7;

/** Hex octets stand in groups of eight, two spaces apart. */
const GROUP = 8;

/** Where a dump begins to count, and how wide a line may be: at least 20 columns. */
export interface HexdumpOptions {
  readonly columns: number;
  /** The offset of the first octet, when it is not the first of its stream. */
  readonly from?: number;
}

/**
 * Octets as lines of offset, hex and ASCII (`.` for what is not printable), 16 to a line from 75 columns, 8 from 42, else 4;
 * in fewer than 23 columns without the offset. No octets, no lines.
 *
 *     0000  68 65 6c 6c 6f 0a                                 hello.
 */
export function hexdump(bytes: Uint8Array, { columns, from = 0 }: HexdumpOptions): string[] {
  const digits = Math.max(4, (from + bytes.length).toString(16).length);
  const room = Math.max(OFFSET_ROOM, digits);
  const perLine = OCTETS_PER_LINE.find((octets) => lineWidth(octets, room) <= columns) ?? NARROW;
  const withOffset = lineWidth(perLine, digits) <= columns;

  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const octets = Buffer.from(bytes.subarray(at, at + perLine));
    const offset = (from + at).toString(16).padStart(digits, '0');
    const line = `${hex(octets).padEnd(hexWidth(perLine))}  ${ascii(octets)}`;
    lines.push(withOffset ? `${offset}  ${line}` : line);
  }
  return lines;
}

function hex(octets: Buffer): string {
  const pairs = octets.toString('hex');
  const groups = pairs.match(/.{1,16}/g) ?? [];
  return groups.map((group) => group.replace(/..(?!$)/g, '$& ')).join('  ');
}

function ascii(octets: Buffer): string {
  return octets.toString('latin1').replace(/[^ -~]/g, '.');
}

/** Two digits and a space for each octet but the last, and a space more between groups. */
function hexWidth(octets: number): number {
  return octets * 3 - 1 + (Math.ceil(octets / GROUP) - 1);
}

function lineWidth(octets: number, offsetDigits: number): number {
  return offsetDigits + 2 + hexWidth(octets) + 2 + octets;
}
