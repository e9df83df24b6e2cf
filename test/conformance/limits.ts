import { binaryBack, type Case, type Round, right, textBack } from './case.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const KINDS = [
  { kind: 'text', message: 1, back: textBack, all: Buffer.alloc(16 * MIB, 'BAsd7&jh23 한글 😀 ') },
  {
    kind: 'binary',
    message: 2,
    back: binaryBack,
    all: Buffer.alloc(16 * MIB, 'fe00ff7f80', 'hex'),
  },
] as const;

type Kind = (typeof KINDS)[number];

/** So many octets; text never ends within a character. */
function payloadOf({ all, kind }: Kind, size: number): Uint8Array {
  const octets = all.subarray(0, size);
  return kind === 'text' ? whole(octets) : octets;
}

/** The same, with stars where a character was cut off. */
function whole(octets: Buffer): Buffer {
  const cut = new TextDecoder('utf-8').decode(octets.subarray(-4)).endsWith('\ufffd');
  if (!cut) return octets;
  let end = octets.length - 1;
  while (((octets[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return Buffer.concat([octets.subarray(0, end), Buffer.alloc(octets.length - end, '*')]);
}

interface Shape {
  readonly size: number;
  readonly fragment?: number;
  readonly chop?: number;
}

function big(id: string, kind: Kind, { size, fragment, chop }: Shape): Case {
  const payload = payloadOf(kind, size);
  const cut = fragment === undefined ? '' : `, in frames of ${fragment}`;
  const written = chop === undefined ? '' : `, in writes of ${chop}`;
  const sent = { message: kind.message, payload, ...(fragment !== undefined && { fragment }) };
  const what = `${kind.kind} of ${size / KIB} KiB${cut}${written}`;
  return right(id, what, [sent], [kind.back(payload)], chop);
}

const WHOLE = [64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB];
const FRAGMENTS = [64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB];
const CHOPS = [64, 128, 256, 512, KIB, 2 * KIB];
const TRIPS = [0, 16, 64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB];
/** The public suites have a thousand. */
const TRIP_COUNT = 100;

function* trips(kind: Kind, size: number): Generator<Round> {
  const payload = payloadOf(kind, size);
  const round = { sends: [{ message: kind.message, payload }], expects: [kind.back(payload)] };
  for (let count = 0; count < TRIP_COUNT; count += 1) yield round;
}

/** Group 9: long messages, in one frame and in many, in small writes, and many messages one after the other. */
export const LIMIT_GROUPS = {
  '9 limits': KINDS.flatMap((kind, at) => [
    ...WHOLE.map((size) => big(`9.${1 + at}.${size}`, kind, { size })),
    ...FRAGMENTS.map((fragment) =>
      big(`9.${3 + at}.${fragment}`, kind, { size: 4 * MIB, fragment }),
    ),
    ...CHOPS.map((chop) => big(`9.${5 + at}.${chop}`, kind, { size: MIB, chop })),
    ...TRIPS.map(
      (size): Case => ({
        id: `9.${7 + at}.${size}`,
        what: `${TRIP_COUNT} times ${kind.kind} of ${size}`,
        rounds: { [Symbol.iterator]: () => trips(kind, size) },
        ...{ ends: 'asked', code: 1000 },
      }),
    ),
    big(`9.${9 + at}.64`, kind, { size: 16 * MIB, fragment: 64 }),
    big(`9.${9 + at}.4096`, kind, { size: 16 * MIB, fragment: 4 * KIB }),
  ]),
} as const;
