import {
  binary,
  binaryBack,
  type Case,
  close,
  other,
  ping,
  pong,
  pongBack,
  right,
  text,
  textBack,
  wrong,
} from './case.ts';

const SIZES = [0, 125, 126, 127, 128, 65_535, 65_536];
const CHOPS = [undefined, 1, 997];
/** Octet by octet only what is not too long for it. */
const fits = (size: number, chop: number | undefined) => chop !== 1 || size < 1000;

const FRAMING: readonly Case[] = CHOPS.flatMap((chop, at) =>
  SIZES.filter((size) => fits(size, chop)).flatMap((size) => {
    const [stars, octets] = ['*'.repeat(size), Buffer.alloc(size, 0xfe)];
    const how = chop === undefined ? '' : `, in chops of ${chop}`;
    return [
      right(`1.1.${at}.${size}`, `text of ${size}${how}`, [text(stars)], [textBack(stars)], chop),
      right(
        `1.2.${at}.${size}`,
        `binary of ${size}${how}`,
        [binary(octets)],
        [binaryBack(octets)],
        chop,
      ),
    ];
  }),
);

const FULL = Buffer.alloc(125, 0xfe);
const NO_TEXT = Buffer.of(0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff);
const TEN = Array.from({ length: 10 }, (_, at) => `payload-${at}`);

const PINGS: readonly Case[] = [undefined, 1].flatMap((chop, at) => [
  right(`2.1.${at}`, 'an empty ping', [ping()], [pongBack()], chop),
  right(`2.2.${at}`, 'a ping of text', [ping('Hello')], [pongBack('Hello')], chop),
  right(`2.3.${at}`, 'a ping of no text', [ping(NO_TEXT)], [pongBack(NO_TEXT)], chop),
  right(`2.4.${at}`, 'a ping of 125', [ping(FULL)], [pongBack(FULL)], chop),
  wrong(`2.5.${at}`, 'a ping of 126', [ping(Buffer.alloc(126, 0xfe))], { chop }),
  wrong(`2.6.${at}`, 'a pong of 126', [pong(Buffer.alloc(126, 0xfe))], { chop }),
  right(`2.7.${at}`, 'a pong nobody asked for', [pong()], [], chop),
  right(`2.8.${at}`, 'one with octets', [pong('unsolicited')], [], chop),
  right(`2.9.${at}`, 'one, and a ping', [pong('no'), ping('yes')], [pongBack('yes')], chop),
  right(
    ...([`2.10.${at}`, 'ten pings'] as const),
    TEN.map((payload) => ping(payload)),
    TEN.map(pongBack),
    chop,
  ),
]);

const OK = text('ok');
const SEEN = [textBack('ok')];

const RESERVED_BITS: readonly Case[] = [undefined, 1].flatMap((chop, at) =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((rsv) => {
    const kinds = { text, binary, ping, pong, close } as const;
    return Object.entries(kinds).map(([name, make]) =>
      wrong(
        `3.${rsv}.${at}.${name}`,
        `RSV = ${rsv} in a ${name}`,
        [OK, make('', { rsv }), ping()],
        { expects: SEEN, chop },
      ),
    );
  }),
);

const OPCODES: readonly Case[] = [undefined, 1].flatMap((chop, at) =>
  [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
    wrong(`4.${opcode}.${at}.1`, `opcode ${opcode}, at once`, [other(opcode)], { chop }),
    wrong(
      `4.${opcode}.${at}.2`,
      `opcode ${opcode} with octets`,
      [OK, other(opcode, 'reserved'), ping()],
      { expects: SEEN, chop },
    ),
  ]),
);

const HUGE = 2n ** 63n;
const LENGTHS: readonly Case[] = [
  wrong('4.20', 'masked wrongly', [OK, text('x', { wronglyMasked: true })], { expects: SEEN }),
  wrong('4.21', 'a ping masked wrongly', [ping('x', { wronglyMasked: true })]),
  wrong('4.22', '125 in 16 bits', [text('x'.repeat(125), { lengthBits: 16 })]),
  wrong('4.23', '65535 in 64 bits', [text('x'.repeat(65_535), { lengthBits: 64 })]),
  wrong('4.24', '2^63', [text('x', { announces: HUGE })]),
  wrong('4.25', '2^62, which is too much', [text('x', { announces: HUGE / 2n })], { code: 1009 }),
];

/** Groups 1 to 4: framing, pings and pongs, reserved bits, opcodes; and what else a header can say wrongly. */
export const FRAMING_GROUPS = {
  '1 framing': FRAMING,
  '2 pings and pongs': PINGS,
  '3 reserved bits': RESERVED_BITS,
  '4 opcodes and headers': [...OPCODES, ...LENGTHS],
} as const;
