import { type Case, continuation, HALF, right, text, textBack, wrong } from './case.ts';

const GREETING = 'Hello-µ@ßöäüàá-UTF-8!!';
const KAPPA = 'κόσμε';

/** The first and the last of each length, what surrounds the surrogates, the last of all. */
const EDGES = [
  ...[0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xfffe, 0xffff],
  ...[0x10000, 0x10fffe, 0x10ffff],
];
/** U+FDD0 to U+FDEF, and the last two of each plane: no characters, but valid (Unicode, Corrigendum 9). */
const NON_CHARACTERS = [
  ...Array.from({ length: 32 }, (_, at) => 0xfdd0 + at),
  ...Array.from({ length: 17 }, (_, plane) => [plane * 65_536 + 0xfffe, plane * 65_536 + 0xffff]),
].flat();

const VALID = [
  ...[GREETING, KAPPA, '한국어 웹소켓', '😀'.repeat(50), ''],
  ...[...EDGES, ...NON_CHARACTERS].map((point) => String.fromCodePoint(point)),
];

/** No UTF-8, in hexadecimal digits; `+` ends where it cannot be saved any more. */
const INVALID = [
  // Continuation octets that continue nothing, and first octets that nothing follows.
  ...['80', 'bf', '80bf', '80bf80', '80bf80bf80', 'c320', 'e020', 'e18020', 'f020', 'f1808020'],
  // Never in UTF-8.
  ...['fe', 'ff', 'fefeffff', 'f5808080', 'f888808080', 'fc8480808080'],
  // Overlong.
  ...['c080', 'c0af', 'c1bf', 'e080af', 'e09fbf', 'f08080af', 'f08fbfbf', 'f8808080af'],
  ...['fc80808080af', 'e08080', 'f0808080', 'f880808080', 'fc8080808080'],
  // Surrogates, alone and in pairs.
  ...['eda080', 'edadbf', 'edae80', 'edafbf', 'edb080', 'edbe80', 'edbfbf'],
  ...['eda080edb080', 'eda080edbfbf', 'edadbfedb080', 'edafbfedbfbf'],
  // Beyond U+10FFFF.
  ...['f4908080', 'f7bfbfbf', 'f8888080', 'fbbfbfbfbf', 'fdbfbfbfbfbf'],
];

/** Right so far, but for good. */
const CUT = ['c3', 'e1', 'e1bd', 'f0', 'f090', 'f09080', 'ceba', 'f48fbf'].filter(isCut);

function isCut(hex: string): boolean {
  return firstBad(Buffer.from(hex, 'hex')) === undefined && !isWhole(Buffer.from(hex, 'hex'));
}

function isWhole(octets: Uint8Array): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets) !== undefined;
  } catch {
    return false;
  }
}

/** Which octet makes it impossible: by the platform's own decoder, which stops there. */
function firstBad(octets: Uint8Array): number | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (const [at, octet] of octets.entries()) {
    try {
      decoder.decode(Uint8Array.of(octet), { stream: true });
    } catch {
      return at;
    }
  }
  return undefined;
}

function* each(octets: Uint8Array) {
  yield text('', HALF);
  for (const octet of octets) yield continuation(Uint8Array.of(octet), HALF);
  yield continuation();
}

function* points(string: string) {
  yield text('', HALF);
  for (const point of string) yield continuation(point, HALF);
  yield continuation();
}

const RIGHT: readonly Case[] = VALID.flatMap((string, at) => {
  const back = [textBack(string)];
  const name = Buffer.from(string.slice(0, 3)).toString('hex');
  const id = (kind: number) => `6.${kind}.${at}`;
  return [
    right(id(1), `${name}… in one`, [text(string)], back),
    right(id(2), `${name}… octet by octet`, [text(string)], back, 1),
    right(
      id(3),
      `${name}… in fragments of an octet`,
      { [Symbol.iterator]: () => each(Buffer.from(string)) },
      back,
    ),
    right(
      id(4),
      `${name}… code point by code point`,
      { [Symbol.iterator]: () => points(string) },
      back,
    ),
  ];
});

const BAD = { code: 1007 } as const;

const WRONG: readonly Case[] = [...INVALID, ...CUT].flatMap((hex, at) => {
  const octets = Buffer.concat([Buffer.from(KAPPA), Buffer.from(hex, 'hex')]);
  const behind = Buffer.concat([octets, Buffer.from('edited')]);
  const whole = CUT.includes(hex) ? octets : behind;
  return [
    wrong(`6.5.${at}`, `${hex} in one`, [text(whole)], BAD),
    wrong(`6.6.${at}`, `${hex} octet by octet`, [text(whole)], { ...BAD, chop: 1 }),
    wrong(`6.7.${at}`, `${hex} in fragments`, { [Symbol.iterator]: () => each(whole) }, BAD),
  ];
});

/** What comes behind the octet that cannot be saved is never sent: nobody may wait for it. */
const FAST: readonly Case[] = INVALID.flatMap((hex, at) => {
  const octets = Buffer.concat([Buffer.from(KAPPA), Buffer.from(hex, 'hex')]);
  const bad = octets.subarray(0, (firstBad(octets) ?? -1) + 1);
  const [good, last] = [bad.subarray(0, -1), bad.subarray(-1)];
  return [
    wrong(`6.8.${at}`, `${hex}: the frame goes on`, [text(bad, { announces: 4000n })], BAD),
    wrong(`6.9.${at}`, `${hex}: the frame is longer`, [text(bad, { announces: 70_000n })], {
      ...BAD,
      chop: 1,
    }),
    wrong(
      `6.10.${at}`,
      `${hex}: the message goes on`,
      [text(good, HALF), continuation(last, HALF)],
      BAD,
    ),
    wrong(
      `6.11.${at}`,
      `${hex}: a fragment goes on`,
      [text(good, HALF), continuation(last, { ...HALF, announces: 200n })],
      BAD,
    ),
  ];
});

/** Group 6: what is UTF-8, what is not, and how soon that is known. */
export const UTF8_GROUPS = {
  '6 UTF-8 that is valid': RIGHT,
  '6 UTF-8 that is not': WRONG,
  '6 failing fast': FAST,
} as const;
