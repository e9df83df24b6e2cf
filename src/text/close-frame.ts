const decoder = new TextDecoder();

/** What the payload of a Close frame says (RFC 6455 §5.5.1): octets that are not UTF-8 read U+FFFD. `undefined`: no whole status code. */
export function closeSaid(
  payload: Uint8Array,
): { readonly code: number; readonly reason: string } | undefined {
  const [high, low] = payload;
  if (high === undefined || low === undefined) return undefined;
  return { code: high * 256 + low, reason: decoder.decode(payload.subarray(2)) };
}

/** The first characters of a value in base64, enough to know it again: `s3pPLMBi…`. */
export function firstOf(value: string): string {
  return value.length > 9 ? `${value.slice(0, 8)}…` : value;
}

/** The reserved bits that are set, by their names (RFC 6455 §5.2). `rsv`: 4 for RSV1, 2 for RSV2, 1 for RSV3. */
export function reservedBits(rsv: number): readonly string[] {
  return ['RSV1', 'RSV2', 'RSV3'].filter((_name, place) => (rsv & (4 >> place)) !== 0);
}

const OPCODES: Readonly<Record<number, string>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** What RFC 6455 §5.2 calls an opcode; `undefined` for one that is reserved. */
export function opcodeName(opcode: number): string | undefined {
  return OPCODES[opcode];
}

/** An opcode as the RFC writes it: `0x3`. */
export function opcodeDigits(opcode: number): string {
  return `0x${opcode.toString(16).toUpperCase()}`;
}
