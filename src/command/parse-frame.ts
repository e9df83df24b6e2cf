import { SocketsError } from '../error.ts';
import { parseEscapes, parseHex } from '../view/octets.ts';
import type { FrameFields } from '../ws/frame-writer.ts';
import { OPCODE, OPCODES } from '../ws/opcode.ts';

const octets = (text: string) => new Uint8Array(Buffer.from(text));

/** Frames that break a rule each, by a name a person can type. `wrongly`: masked where it must not be, and the other way round. */
export const BROKEN_FRAMES = {
  'wrong-mask': { opcode: OPCODE.text, payload: octets('hello'), wrongly: true },
  'reserved-bit': { opcode: OPCODE.text, payload: octets('hello'), rsv2: true },
  'reserved-opcode': { opcode: 0x3, payload: octets('hello') },
  'fragmented-ping': { opcode: OPCODE.ping, payload: octets('ping'), fin: false },
  'long-ping': { opcode: OPCODE.ping, payload: new Uint8Array(126) },
  'long-form': { opcode: OPCODE.text, payload: octets('hello'), lengthForm: 64 },
  continuation: { opcode: OPCODE.continuation, payload: octets('and so on') },
  'bad-utf8': { opcode: OPCODE.text, payload: Uint8Array.of(0xc3, 0x28) },
  'bad-close': { opcode: OPCODE.close, payload: Uint8Array.of(0x03, 0xed) },
} as const satisfies Readonly<Record<string, FrameFields & { wrongly?: true }>>;

const MASK = 0x12345678;

/**
 * A frame as it is typed: the name of one that is broken, or fields and a payload: `opcode=text fin=0 rsv=4 mask=1 hello`, `opcode=2 hex=00 ff`.
 * `masks`: whether we mask by rights. Throws SocketsError `bad-value`.
 */
export function parseFrame(typed: string, masks: boolean): FrameFields {
  const known: Readonly<Record<string, FrameFields & { wrongly?: true }>> = BROKEN_FRAMES;
  const broken = known[typed.trim()];
  if (broken) {
    const { wrongly, ...frame } = broken;
    return wrongly ? { ...frame, ...masking(!masks) } : frame;
  }
  let frame: FrameFields = { opcode: OPCODE.text, payload: octets('') };
  let rest = typed;
  for (;;) {
    const [whole, name = '', value = ''] = /^\s*(opcode|fin|rsv|mask|form)=(\S*)/.exec(rest) ?? [];
    if (whole === undefined) break;
    frame = { ...frame, ...field(name, value) };
    rest = rest.slice(whole.length);
  }
  const [hex, digits] = /^\s*hex=(.*)$/s.exec(rest) ?? [];
  return { ...frame, payload: hex ? parseHex(digits ?? '') : parseEscapes(rest.trimStart()) };
}

function field(name: string, value: string): Partial<FrameFields> {
  if (name === 'opcode') return { opcode: opcodeOf(value) };
  if (name === 'form') return { lengthForm: formOf(value) };
  if (name === 'fin') return { fin: bit(value) };
  if (name === 'mask') return masking(bit(value));
  const bits = number(value, 7);
  return { rsv1: (bits & 4) !== 0, rsv2: (bits & 2) !== 0, rsv3: (bits & 1) !== 0 };
}

function masking(on: boolean): Partial<FrameFields> {
  return on ? { masked: true, maskingKey: MASK } : { masked: false };
}

function opcodeOf(value: string): number {
  return OPCODES.find(({ name }) => name === value)?.opcode ?? number(value, 15);
}

function formOf(value: string): 7 | 16 | 64 {
  if (value === '7' || value === '16' || value === '64')
    return value === '7' ? 7 : value === '16' ? 16 : 64;
  throw bad(value);
}

function bit(value: string): boolean {
  return number(value, 1) === 1;
}

function number(value: string, most: number): number {
  const parsed = Number(value);
  if (value === '' || !Number.isInteger(parsed) || parsed < 0 || parsed > most) throw bad(value);
  return parsed;
}

function bad(value: string): SocketsError {
  return new SocketsError('usage', 'bad-value', { option: '/frame', value, wanted: 'frame' });
}
