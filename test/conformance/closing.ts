import {
  type Case,
  close,
  closed,
  continuation,
  HALF,
  ping,
  pongBack,
  right,
  status,
  text,
  textBack,
  wrong,
} from './case.ts';

const NORMAL = close(status(1000));
const BIG = Buffer.alloc(256 * 1024, '*');

const HANDSHAKE: readonly Case[] = [
  right('7.1.1', 'a message, and a Close', [text('hello')], [textBack('hello')]),
  closed('7.1.2', 'two Closes', [NORMAL, close(status(1001))], 1000),
  closed('7.1.3', 'a ping behind it', [NORMAL, ping('late')], 1000),
  closed('7.1.4', 'text behind it', [NORMAL, text('late')], 1000),
  closed('7.1.5', 'within a message', [text('a', HALF), NORMAL, continuation('b')], 1000),
  closed(
    ...(['7.1.6', '256 KiB before it, and a ping behind'] as const),
    [text(BIG), NORMAL, ping('late')],
    1000,
    [textBack(BIG)],
  ),
  closed(
    ...(['7.1.7', 'with what came before it'] as const),
    [text('1'), ping('2'), text('3'), NORMAL],
    1000,
    [textBack('1'), pongBack('2'), textBack('3')],
  ),
  closed('7.1.8', 'what is wrong behind it', [NORMAL, text('late', { rsv: 7 })], 1000),
  closed('7.1.9', '1 MiB behind it', [NORMAL, text(Buffer.alloc(2 ** 20, 'x'))], 1000),
];

const PAYLOADS: readonly Case[] = [
  closed('7.3.1', 'of nothing', [close()], 0),
  wrong('7.3.2', 'of one octet', [close('a')]),
  closed('7.3.3', 'of a code', [NORMAL], 1000),
  closed('7.3.4', 'of a code and a reason', [close(status(1000, 'Hello World!'))], 1000),
  closed('7.3.5', 'of a reason of 123', [close(status(1000, '*'.repeat(123)))], 1000),
  wrong('7.3.6', 'of a reason of 124', [close(status(1000, '*'.repeat(124)))]),
  closed('7.3.7', 'of a reason in Korean', [close(status(1000, '안녕히 가세요'))], 1000),
  wrong(
    '7.5.1',
    'of a reason that is no UTF-8',
    [close(status(1000, Buffer.of(0xce, 0xba, 0xff)))],
    {
      code: 1007,
    },
  ),
  wrong('7.5.2', 'of a reason that is cut off', [close(status(1000, Buffer.of(0xce)))], {
    code: 1007,
  }),
  wrong('7.5.3', 'of a surrogate', [close(status(1000, Buffer.of(0xed, 0xa0, 0x80)))], {
    code: 1007,
  }),
];

const MAY_BE = [
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014],
  ...[3000, 3999, 4000, 4999],
];
const MAY_NOT = [
  ...[0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999],
  ...[5000, 32_768, 65_535],
];

const CODES: readonly Case[] = [
  ...MAY_BE.map((code) => closed(`7.7.${code}`, `of code ${code}`, [close(status(code))], code)),
  ...MAY_NOT.map((code) => wrong(`7.9.${code}`, `of code ${code}`, [close(status(code, 'x'))])),
];

/** Group 7: the closing handshake, what a Close frame may say, and what may follow it. */
export const CLOSING_GROUPS = {
  '7 closing': [
    ...[...HANDSHAKE, ...PAYLOADS, ...CODES],
    ...[...HANDSHAKE.slice(0, 5), ...PAYLOADS].map((one) => ({
      ...one,
      id: `${one.id}.1`,
      chop: 1,
    })),
  ],
} as const;
