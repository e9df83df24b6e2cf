import { binaryBack, type Round, textBack } from './case.ts';

const KIB = 1024;
const LONGEST = 128 * KIB;

/** Octets that say something new each time: xorshift, from a seed. */
function noise(length: number): Buffer {
  const octets = Buffer.alloc(length);
  let state = 0x2545f491;
  for (let at = 0; at < length; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    octets[at] = state;
  }
  return octets;
}

const NOISE = noise(2 * LONGEST);
const digits = (at: number) => NOISE.readUInt32BE((at * 4) % NOISE.length);

/** Twice the longest message, of lines that are alike and not the same. */
function lines(line: (at: number) => string): Buffer {
  const all: string[] = [];
  for (let [at, length] = [0, 0]; length < 2 * LONGEST; at += 1) {
    const next = line(at);
    all.push(next);
    length += next.length;
  }
  return Buffer.from(all.join(''), 'latin1').subarray(0, 2 * LONGEST);
}

/** What messages are made of; the kinds that are text are ASCII, so that they may be cut anywhere. */
export const CORPORA = [
  {
    name: 'JSON',
    message: 1,
    all: lines(
      (at) => `{"id":${at},"price":${digits(at)},"tags":["sale","${digits(at + 7) % 97}"]}\n`,
    ),
  },
  {
    name: 'prose',
    message: 1,
    all: lines((at) => `When ${digits(at) % 31} came, the ${at}th of them said no. `),
  },
  { name: 'one letter', message: 1, all: Buffer.alloc(2 * LONGEST, 'x') },
  { name: 'noise', message: 2, all: NOISE },
  { name: 'zeros', message: 2, all: Buffer.alloc(2 * LONGEST) },
] as const;

export type Corpus = (typeof CORPORA)[number];

/** Messages of so many octets one after the other, each from another place of a corpus; a last round has some of them at once. */
export function trips(
  { all, message }: Corpus,
  {
    size,
    count,
    fragment,
  }: { readonly size: number; readonly count: number; readonly fragment?: number },
): Iterable<Round> {
  const one = (at: number) => {
    const from = (at * 7919) % (all.length - size);
    return all.subarray(from, from + size);
  };
  const back = message === 1 ? textBack : binaryBack;
  const round = (payloads: readonly Uint8Array[]): Round => ({
    sends: payloads.map((payload) => ({
      message,
      payload,
      ...(fragment !== undefined && { fragment }),
    })),
    expects: payloads.map(back),
  });
  const singles = Array.from({ length: count }, (_, at) => round([one(at)]));
  return [...singles, round([one(count), one(1), one(0), new Uint8Array(), one(2)])];
}
