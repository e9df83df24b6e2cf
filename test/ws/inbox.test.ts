import { randomBytes } from 'node:crypto';
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Inbox, type InboxOptions } from '../../src/ws/inbox.ts';
import { binary, continuation, cutAt, frame, ping, text } from './frames.ts';

const AGREED = {
  ...{ serverNoContextTakeover: false, clientNoContextTakeover: false },
  ...{ serverMaxWindowBits: 15, clientMaxWindowBits: 15 },
} as const;
const OPTIONS: InboxOptions = { role: 'server', maxMessage: 1000, deflate: AGREED };
const RSV1 = { rsv1: true } as const;

/** Each frame in words, its message, or the rule it broke. */
function outline(chunks: readonly Uint8Array[], options: InboxOptions = OPTIONS): string[] {
  const inbox = new Inbox(options);
  return chunks.flatMap((chunk) => {
    inbox.push(Buffer.from(chunk));
    const told: string[] = [];
    for (let next = inbox.next(); next; next = inbox.next()) {
      const { frame, message, violation } = next;
      const { opcode, length } = frame.header;
      if (violation) told.push(`${opcode} ${length}: ${violation.rule} ${violation.code}`);
      else if (!message) told.push(`${opcode} ${Buffer.from(frame.payload).toString('hex')}`);
      else told.push(`${message.kind} ${Buffer.from(message.bytes).toString('hex')}`);
    }
    return told;
  });
}

function deflated(message: Uint8Array, options: ZlibOptions = {}): Uint8Array {
  const octets = deflateRawSync(message, { ...options, finishFlush: constants.Z_SYNC_FLUSH });
  return octets.subarray(0, -4);
}

/** What becomes longer by being compressed. */
const POORLY: readonly (readonly [string, (message: Uint8Array) => Uint8Array])[] = [
  ['not at all', (message) => deflated(message, { level: 0 })],
  ['in nine bits an octet', (message) => deflated(message, { strategy: constants.Z_FIXED })],
];

describe('the limit of a message', () => {
  test.each(POORLY)('is of its own octets, not of those compressed %s', (_, compress) => {
    const message = Buffer.from(randomBytes(1001).map((octet) => octet | 0x90));
    const payload = compress(message.subarray(1));
    expect(payload.length).toBeGreaterThan(1000);
    const back = `binary ${message.toString('hex', 1)}`;
    expect(outline([binary(payload, RSV1)])).toEqual([back]);
    const parts = [binary(payload.subarray(0, 990), { ...RSV1, fin: false })];
    expect(outline([...parts, continuation(payload.subarray(990))]).at(-1)).toBe(back);
    expect(outline([binary(compress(message), RSV1)]).at(-1)).toMatch(/message-too-big 1009$/);
  });

  test('holds for what is not compressed, though it might have been', () => {
    const long = Buffer.alloc(1001);
    expect(outline([binary(long)])).toEqual(['2 1001: message-too-big 1009']);
    expect(outline(cutAt(binary(long), [20]))).toEqual(['2 1001: message-too-big 1009']);
    const half = [binary(long.subarray(600), { fin: false }), continuation(long.subarray(400))];
    expect(outline(half).at(-1)).toBe('0 601: message-too-big 1009');
  });

  test('ends what is compressed without end at its header', () => {
    const announced = binary('', { ...RSV1, length: 1300 });
    expect(outline([announced])).toEqual(['2 1300: message-too-big 1009']);
  });
});

const SENT = fc.record({
  kind: fc.constantFrom(text, binary),
  message: fc.string({ unit: 'binary', maxLength: 120 }),
  compressed: fc.boolean(),
  step: fc.integer({ min: 1, max: 200 }),
  pinged: fc.boolean(),
});

describe('any cut of the octets', () => {
  test('gives the same messages, compressed or not, in fragments or not', () => {
    const cuts = fc.array(fc.nat(4000), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(SENT, { maxLength: 8 }), cuts, (sent, places) => {
        const octets = Buffer.concat(sent.flatMap(framesOf));
        const found = outline(cutAt(octets, places));
        expect(found).toEqual(outline([octets]));
        const messages = found.filter((one) => /^[tb]/.test(one));
        const wanted = sent.map(
          ({ kind, message }) =>
            `${kind === text ? 'text' : 'binary'} ${Buffer.from(message).toString('hex')}`,
        );
        expect(messages).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  test('of octets that mean nothing gives the same rule, and never more than the limit', () => {
    const headers = fc.record({
      opcode: fc.constantFrom(0, 1, 1, 2, 2, 8, 9, 10, 3),
      fin: fc.boolean(),
      rsv1: fc.boolean(),
      masked: fc.constantFrom(undefined, undefined, undefined, false as const),
      payload: fc.uint8Array({ maxLength: 60 }),
    });
    const noise = fc.uint8Array({ maxLength: 60 });
    const parts = fc.array(fc.oneof(headers, noise), { maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.array(fc.nat(600), { maxLength: 8 }), (sent, places) => {
        const octets = Buffer.concat(
          sent.map((one) => {
            if (one instanceof Uint8Array) return one;
            const { masked, ...rest } = one;
            return frame({ ...rest, ...(masked === false && { masked }) });
          }),
        );
        const found = outline([octets]);
        expect(found.every((one) => one.length < 2 * 1000 + 20)).toBe(true);
        expect(withoutProgress(outline(cutAt(octets, places)))).toEqual(withoutProgress(found));
      }),
      { numRuns: 500 },
    );
  });
});

/** Text that is wrong in two ways may be found out by either: at once by what has come, or at the end. */
function withoutProgress(told: readonly string[]): string[] {
  return told.map((one) => one.replace(/^\d+ \d+: /, ''));
}

type Sent = Parameters<Parameters<typeof SENT.map>[0]>[0];

function framesOf({ kind, message, compressed, step, pinged }: Sent): Uint8Array[] {
  // Nothing is taken over: each message is compressed for itself, which a window does not forbid.
  const payload = compressed ? deflated(Buffer.from(message)) : Buffer.from(message);
  const count = Math.max(1, Math.ceil(payload.length / step));
  return Array.from({ length: count }, (_, at) => {
    const make = at === 0 ? kind : continuation;
    const more = { rsv1: compressed && at === 0, fin: at === count - 1 };
    const part = make(payload.subarray(at * step, (at + 1) * step), more);
    return pinged ? Buffer.concat([ping(String(at)), part]) : part;
  });
}
