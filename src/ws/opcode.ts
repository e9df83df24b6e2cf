/** What the four bits of an opcode say (RFC 6455 §5.2), at the place of their number. */
export const OPCODES = [
  { opcode: 0x0, name: 'continuation', section: 'RFC 6455 §5.4' },
  { opcode: 0x1, name: 'text', section: 'RFC 6455 §5.6' },
  { opcode: 0x2, name: 'binary', section: 'RFC 6455 §5.6' },
  { opcode: 0x3, name: 'reserved-3', section: 'RFC 6455 §5.6' },
  { opcode: 0x4, name: 'reserved-4', section: 'RFC 6455 §5.6' },
  { opcode: 0x5, name: 'reserved-5', section: 'RFC 6455 §5.6' },
  { opcode: 0x6, name: 'reserved-6', section: 'RFC 6455 §5.6' },
  { opcode: 0x7, name: 'reserved-7', section: 'RFC 6455 §5.6' },
  { opcode: 0x8, name: 'close', section: 'RFC 6455 §5.5.1' },
  { opcode: 0x9, name: 'ping', section: 'RFC 6455 §5.5.2' },
  { opcode: 0xa, name: 'pong', section: 'RFC 6455 §5.5.3' },
  { opcode: 0xb, name: 'reserved-B', section: 'RFC 6455 §5.5' },
  { opcode: 0xc, name: 'reserved-C', section: 'RFC 6455 §5.5' },
  { opcode: 0xd, name: 'reserved-D', section: 'RFC 6455 §5.5' },
  { opcode: 0xe, name: 'reserved-E', section: 'RFC 6455 §5.5' },
  { opcode: 0xf, name: 'reserved-F', section: 'RFC 6455 §5.5' },
] as const;

/** A row of the table. */
export type OpcodeRow = (typeof OPCODES)[number];
export type OpcodeName = OpcodeRow['name'];

/** The opcodes that mean something, by their names. */
export const OPCODE = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const satisfies Partial<Readonly<Record<OpcodeName, number>>>;

/** Whether a frame of this opcode is a control frame: the highest of the four bits is set (RFC 6455 §5.5). */
export function isControl(opcode: number): boolean {
  return (opcode & 0x8) !== 0;
}

/** Whether this opcode means nothing yet (RFC 6455 §5.2). */
export function isReserved(opcode: number): boolean {
  return (opcode & 0x7) > 2;
}

/** Name and section of an opcode. Of a number beyond four bits the lowest four count. */
export function opcodeRow(opcode: number): OpcodeRow {
  return OPCODES[opcode & 0xf] ?? OPCODES[0];
}
