import { SocketsError } from '../error.ts';
import { parseEscapes, parseHex } from '../view/octets.ts';
import type { FrameFields } from '../ws/frame-writer.ts';
import { OPCODE, OPCODES } from '../ws/opcode.ts';
import type { Role } from '../ws/role.ts';

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

/** The failure of a value that is none. */
type Bad = (value: string) => SocketsError;

/**
 * A frame as it is typed: the name of one that is broken, or fields and a payload: `opcode=text fin=0 rsv=4 mask=1 hello`, `opcode=2 hex=00 ff`.
 * `option`: what it is typed behind. Throws SocketsError `bad-value` for what is neither.
 */
export function parseFrame(option: string, typed: string, role: Role): FrameFields {
  const name = typed.trim();
  if (isBroken(name)) {
    const { wrongly, ...frame }: FrameFields & { wrongly?: true } = BROKEN_FRAMES[name];
    return wrongly ? { ...frame, ...masking(role === 'server') } : frame;
  }
  const bad: Bad = (value) =>
    new SocketsError('usage', 'bad-value', { option, value, wanted: 'frame' });
  const { frame, rest } = fieldsOf(typed, bad);
  const [hex, digits] = /^hex=(.*)$/s.exec(rest) ?? [];
  // Neither fields nor hex: a name that is none, not what a frame shall carry.
  if (rest === typed && hex === undefined) throw bad(typed);
  return { ...frame, payload: hex ? parseHex(digits ?? '') : parseEscapes(rest) };
}

function isBroken(name: string): name is keyof typeof BROKEN_FRAMES {
  return Object.hasOwn(BROKEN_FRAMES, name);
}

/** The fields a line begins with, and what follows them. */
function fieldsOf(typed: string, bad: Bad): { frame: FrameFields; rest: string } {
  let frame: FrameFields = { opcode: OPCODE.text, payload: octets('') };
  let rest = typed;
  for (;;) {
    const [whole, name = '', value = ''] = /^(opcode|fin|rsv|mask|form)=(\S*)\s*/.exec(rest) ?? [];
    if (whole === undefined) return { frame, rest };
    frame = { ...frame, ...field(name, value, bad) };
    rest = rest.slice(whole.length);
  }
}

function field(name: string, value: string, bad: Bad): Partial<FrameFields> {
  if (name === 'opcode') return { opcode: opcodeOf(value, bad) };
  if (name === 'form') return { lengthForm: formOf(value, bad) };
  if (name === 'fin') return { fin: number(value, 1, bad) === 1 };
  if (name === 'mask') return masking(number(value, 1, bad) === 1);
  const bits = number(value, 7, bad);
  return { rsv1: (bits & 4) !== 0, rsv2: (bits & 2) !== 0, rsv3: (bits & 1) !== 0 };
}

function masking(on: boolean): Partial<FrameFields> {
  return on ? { masked: true, maskingKey: MASK } : { masked: false };
}

function opcodeOf(value: string, bad: Bad): number {
  return OPCODES.find(({ name }) => name === value)?.opcode ?? number(value, 15, bad);
}

function formOf(value: string, bad: Bad): 7 | 16 | 64 {
  const form = ([7, 16, 64] as const).find((one) => String(one) === value);
  if (form === undefined) throw bad(value);
  return form;
}

function number(value: string, most: number, bad: Bad): number {
  const parsed = Number(value);
  if (value === '' || !Number.isInteger(parsed) || parsed < 0 || parsed > most) throw bad(value);
  return parsed;
}
