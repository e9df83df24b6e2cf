import { constants, deflateRawSync } from 'node:zlib';
import {
  binary,
  binaryBack,
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
import { CORPORA, type Corpus, trips } from './traffic.ts';

const KIB = 1024;
const SIZES = [16, 64, 256, KIB, 4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB, 128 * KIB];
const FRAGMENTS = [256, KIB, 4 * KIB, 32 * KIB, 128 * KIB];

/** The public suites have a thousand of each. */
const countOf = (size: number) => Math.max(2, Math.min(20, Math.floor((128 * KIB) / size)));

function exchange(id: string, corpus: Corpus, size: number, fragment?: number): Case {
  const count = countOf(size);
  const cut = fragment === undefined ? '' : `, in frames of ${fragment}`;
  return {
    ...{ id, what: `${count} times ${size} of ${corpus.name}${cut}`, ends: 'asked', code: 1000 },
    rounds: trips(corpus, { size, count, ...(fragment !== undefined && { fragment }) }),
  };
}

/** Group 12: kinds and sizes of messages, all on one window. */
export const EXCHANGES: readonly Case[] = CORPORA.flatMap((corpus, at) => [
  ...SIZES.map((size) => exchange(`12.${at + 1}.${size}`, corpus, size)),
  ...FRAGMENTS.map((fragment) =>
    exchange(`12.${at + 1}.${128 * KIB}.${fragment}`, corpus, 128 * KIB, fragment),
  ),
]);

/** Messages by which it shows whether both ends agree on a window: what they refer to lies up to 32 KiB back. */
export const WINDOW_ROUNDS = CORPORA.filter(({ name }) => ['JSON', 'noise'].includes(name)).flatMap(
  (corpus) => [300, 40_000].flatMap((size) => [...trips(corpus, { size, count: 1 })]),
);

function deflated(message: string | Uint8Array): Buffer {
  return deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

const HELLO = deflated('Hello');
const RSV1 = { rsv: 4 } as const;
const KAPPA = Buffer.from('κόσμε');
const TOO_MUCH = deflated(Buffer.alloc(33 * KIB * KIB));
const BAD = { code: 1007 } as const;

const LONG = { message: 1, payload: Buffer.alloc(256 * KIB, 'long and ') } as const;
const LONG_BACK = textBack(LONG.payload);

/** Group 13, besides the parameters: where compressed messages may be in frames, and what may be in them. */
export const COMPRESSED: readonly Case[] = [
  right(
    '13.20',
    'compressed, and not',
    [text(HELLO, RSV1), text('plain')],
    [textBack('Hello'), textBack('plain')],
  ),
  right('13.21', 'octet by octet', [text(HELLO, RSV1)], [textBack('Hello')], 1),
  right(
    ...(['13.22', 'in fragments, with a ping between'] as const),
    [text(HELLO.subarray(0, 3), { ...RSV1, ...HALF }), ping('p'), continuation(HELLO.subarray(3))],
    [pongBack('p'), textBack('Hello')],
  ),
  right(
    ...(['13.23', 'in fragments of nothing, too'] as const),
    [text('', { ...RSV1, ...HALF }), continuation(HELLO, HALF), continuation('')],
    [textBack('Hello')],
  ),
  right('13.24', 'a message of nothing', [binary(Buffer.of(0), RSV1)], [binaryBack('')]),
  right(
    '13.25',
    'a block without compression',
    [text(Buffer.of(0, 5, 0, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0), RSV1)],
    [textBack('Hello')],
  ),
  right(
    '13.26',
    'a last block',
    [text(Buffer.of(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 7, 0, 0), RSV1)],
    [textBack('Hello')],
  ),
  right(
    '13.27',
    'two blocks',
    [text(Buffer.of(0xf2, 0x48, 5, 0, 0, 0, 0xff, 0xff, 0xca, 0xc9, 0xc9, 7, 0), RSV1)],
    [textBack('Hello')],
  ),
  wrong('13.30', 'RSV1 in a continuation', [text('a', HALF), continuation('b', RSV1)]),
  wrong('13.31', 'RSV1 in a ping', [ping('p', RSV1)]),
  wrong('13.32', 'RSV1 in a close', [close(status(1000), RSV1)]),
  wrong('13.33', 'RSV2 beside RSV1', [text(HELLO, { rsv: 6 })]),
  wrong('13.34', 'RSV3 without it', [text(HELLO, { rsv: 1 })]),
  wrong('13.35', 'what is no DEFLATE', [text(Buffer.of(0xff, 0xff, 0xff), RSV1)], BAD),
  wrong('13.36', 'a block cut off', [binary(HELLO.subarray(0, 3), RSV1)], BAD),
  wrong(
    '13.37',
    'a reference beyond the beginning',
    [binary(Buffer.of(0x4b, 0x04, 0x63, 0x00), RSV1)],
    BAD,
  ),
  wrong(
    '13.38',
    'text that inflates to no UTF-8',
    [text(deflated(Buffer.of(0xce, 0xba, 0xff)), RSV1)],
    BAD,
  ),
  wrong(
    '13.39',
    'text that ends within a character',
    [text(deflated(KAPPA.subarray(0, 3)), RSV1)],
    BAD,
  ),
  wrong('13.40', 'plain text that is no UTF-8', [text(HELLO, { ...RSV1 }), text(Buffer.of(0xff))], {
    ...BAD,
    expects: [textBack('Hello')],
  }),
  wrong('13.41', '33 MiB in 33 KiB', [binary(TOO_MUCH, RSV1)], { code: 1009 }),
  closed(
    ...(['13.42', 'a Close right behind what takes long to compress'] as const),
    [LONG, LONG, close(status(1000)), ping('late')],
    1000,
    [LONG_BACK, LONG_BACK],
  ),
  wrong('13.43', 'a broken rule right behind it', [LONG, LONG, text('x', { rsv: 3 })], {
    expects: [LONG_BACK, LONG_BACK],
  }),
];
