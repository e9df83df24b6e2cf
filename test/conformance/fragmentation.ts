import {
  type Answer,
  binary,
  binaryBack,
  type Case,
  close,
  continuation,
  HALF,
  ping,
  pong,
  pongBack,
  right,
  type Sent,
  text,
  textBack,
  wrong,
} from './case.ts';

type Row = readonly [what: string, sends: readonly Sent[], expects?: readonly Answer[]];

const FIRST = text('fragment1', HALF);
const LAST = continuation('fragment2');
const BOTH = textBack('fragment1fragment2');
const middle = (at: number) => continuation(`fragment${at}`, HALF);
const FIVE = [1, 2, 3, 4, 5].map((at) => `fragment${at}`).join('');

const RIGHT: readonly Row[] = [
  ['text in two', [FIRST, LAST], [BOTH]],
  ['a ping between', [FIRST, ping('p'), LAST], [pongBack('p'), BOTH]],
  ['a pong between', [FIRST, pong('p'), LAST], [BOTH]],
  ['binary in two', [binary('a', HALF), continuation('b')], [binaryBack('ab')]],
  ['nothing in three', [text('', HALF), continuation('', HALF), continuation()], [textBack('')]],
  [
    'nothing around something',
    [text('', HALF), continuation('x', HALF), continuation()],
    [textBack('x')],
  ],
  [
    'five, with pings between, twice',
    [1, 2].flatMap(() => [
      ...[FIRST, middle(2), ping('1'), middle(3)],
      ...[middle(4), ping('2'), continuation('fragment5')],
    ]),
    [1, 2].flatMap(() => [pongBack('1'), pongBack('2'), textBack(FIVE)]),
  ],
  [
    'a ping of 125 between each of ten octets',
    [
      text('', HALF),
      ...Array.from('0123456789').flatMap((octet) => [
        continuation(octet, HALF),
        ping(octet.repeat(125)),
      ]),
      continuation(),
    ],
    [...Array.from('0123456789', (octet) => pongBack(octet.repeat(125))), textBack('0123456789')],
  ],
];

const WRONG: readonly Row[] = [
  ['a ping in two', [ping('1', HALF), continuation('2')]],
  ['a pong in two', [pong('1', HALF), continuation('2')]],
  ['a close in two', [close('', HALF), continuation('2')]],
  ['a continuation with FIN first', [continuation('x'), text('late')]],
  ['a continuation without FIN first', [continuation('x', HALF), text('late')]],
  ['another after the end', [FIRST, LAST, continuation('x'), text('late')], [BOTH]],
  ['one without FIN after the end', [FIRST, LAST, middle(3), text('late')], [BOTH]],
  ['text within text', [FIRST, text('x')]],
  ['binary within text', [FIRST, binary('x', HALF)]],
  ['text within binary, behind a ping', [binary('a', HALF), ping('p'), text('x')], [pongBack('p')]],
];

const CHOPS = [undefined, 1];

const FRAGMENTATION: readonly Case[] = CHOPS.flatMap((chop, at) => [
  ...RIGHT.map(([what, sends, expects = []], row) =>
    right(`5.${row}.${at}`, what, sends, expects, chop),
  ),
  ...WRONG.map(([what, sends, expects = []], row) =>
    wrong(`5.${RIGHT.length + row}.${at}`, what, sends, { expects, chop }),
  ),
]);

const LONG = Buffer.alloc(65_536, 'abcdefghij');
const AUTOMATIC: readonly Case[] = [1, 7, 125, 126, 1300, 65_535, 65_536, 65_537].map((fragment) =>
  right(
    `10.1.${fragment}`,
    `64 KiB in frames of ${fragment}`,
    [{ message: 1, payload: LONG, fragment }],
    [textBack(LONG)],
  ),
);

/** Groups 5 and 10: messages of several frames, by hand and by size. */
export const FRAGMENT_GROUPS = {
  '5 fragmentation': FRAGMENTATION,
  '10 automatic fragmentation': AUTOMATIC,
} as const;
