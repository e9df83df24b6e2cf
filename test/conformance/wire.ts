// Frames to octets and back (RFC 6455 §5.2), written for the suite alone: what the program under test believes of them must not matter here.

/** A frame as it is sent. What is left out is as it should be. */
export interface WireFrame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Default: true. */
  readonly fin?: boolean;
  /** RSV1, RSV2 and RSV3 as one number: 4, 2 and 1. */
  readonly rsv?: number;
  /** The length its header tells, where that is not the payload's. */
  readonly announces?: bigint;
  /** How many bits tell it, where not the fewest do. */
  readonly lengthBits?: 16 | 64;
  /** Masked where it must not be, and not where it must. */
  readonly wronglyMasked?: boolean;
}

const KEY = [0x9d, 0x02, 0xf0, 0x41] as const;

/** The octets of frames, one behind the other. */
export function encode(frames: Iterable<WireFrame>, masks: boolean): Buffer {
  let room = Buffer.alloc(4096);
  let length = 0;
  for (const frame of frames) {
    const needed = length + 14 + frame.payload.length;
    if (needed > room.length) {
      const wider = Buffer.alloc(needed * 2);
      room.copy(wider, 0, 0, length);
      room = wider;
    }
    length = write(room, length, frame, masks !== (frame.wronglyMasked ?? false));
  }
  return room.subarray(0, length);
}

function write(room: Buffer, at: number, frame: WireFrame, masked: boolean): number {
  const { opcode, payload, fin = true, rsv = 0 } = frame;
  room[at] = (fin ? 128 : 0) + rsv * 16 + opcode;
  const behind = writeLength(room, at + 1, frame, masked ? 128 : 0);
  if (!masked) {
    room.set(payload, behind);
    return behind + payload.length;
  }
  room.set(KEY, behind);
  for (let index = 0; index < payload.length; index += 1) {
    room[behind + 4 + index] = (payload[index] ?? 0) ^ (KEY[index % 4] ?? 0);
  }
  return behind + 4 + payload.length;
}

function writeLength(room: Buffer, at: number, frame: WireFrame, mask: number): number {
  const length = frame.announces ?? BigInt(frame.payload.length);
  const fewest = length < 126n ? 7 : length < 65_536n ? 16 : 64;
  const bits = frame.lengthBits ?? fewest;
  if (bits === 7) return room.writeUInt8(mask + Number(length), at);
  if (bits === 16) return room.writeUInt16BE(Number(length), room.writeUInt8(mask + 126, at));
  return room.writeBigUInt64BE(length, room.writeUInt8(mask + 127, at));
}

/** A frame as it came. */
export interface Found {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly payload: Buffer;
}

/** Cuts octets into frames, and throws at whatever no end of a connection may send in any frame. */
export class WireReader {
  readonly #masked: boolean;
  #chunks: Buffer[] = [];
  #length = 0;
  #needed = 2;

  /** `masked`: whether each frame has to be, or none. */
  constructor(masked: boolean) {
    this.#masked = masked;
  }

  push(chunk: Buffer): Found[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return [];
    let rest = Buffer.concat(this.#chunks);
    const found: Found[] = [];
    for (this.#needed = sizeOf(rest); this.#needed <= rest.length; this.#needed = sizeOf(rest)) {
      found.push(this.#frame(rest.subarray(0, this.#needed)));
      rest = rest.subarray(this.#needed);
    }
    this.#chunks = [rest];
    this.#length = rest.length;
    return found;
  }

  #frame(octets: Buffer): Found {
    const [first = 0, second = 0] = octets;
    if (second >= 128 !== this.#masked) throw new Error('masked wrongly');
    const header = headerSize(octets);
    const payload = Buffer.from(octets.subarray(header));
    if (this.#masked) {
      const key = octets.subarray(header - 4, header);
      for (let at = 0; at < payload.length; at += 1) {
        payload[at] = (payload[at] ?? 0) ^ (key[at % 4] ?? 0);
      }
    }
    const found = { opcode: first & 15, fin: first >= 128, rsv: (first >> 4) & 7, payload };
    checkForm(found, second & 127);
    return found;
  }
}

function headerSize(octets: Buffer): number {
  const second = octets[1] ?? 0;
  const extra = { 126: 2, 127: 8 }[second & 127] ?? 0;
  return 2 + extra + (second >= 128 ? 4 : 0);
}

/** Of a frame; while its header is not all there, of as much as is needed next. */
function sizeOf(octets: Buffer): number {
  if (octets.length < 2) return 2;
  const header = headerSize(octets);
  if (octets.length < header) return header;
  const short = (octets[1] ?? 0) & 127;
  if (short < 126) return header + short;
  return header + (short === 126 ? octets.readUInt16BE(2) : Number(octets.readBigUInt64BE(2)));
}

function checkForm({ opcode, fin, rsv, payload: { length } }: Found, short: number): void {
  const shortest = Math.min(length, length < 65_536 ? 126 : 127);
  if (short !== shortest) throw new Error(`a length of ${length} told by ${short}`);
  if (![0, 1, 2, 8, 9, 10].includes(opcode)) throw new Error(`opcode ${opcode}`);
  if ((rsv & 3) !== 0) throw new Error(`reserved bits ${rsv}`);
  if (opcode >= 8 && (!fin || length > 125 || rsv !== 0)) throw new Error('no control frame');
}
