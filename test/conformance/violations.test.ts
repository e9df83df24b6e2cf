import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { connectWs } from '../../src/ws/connect.ts';
import { listenWs } from '../../src/ws/listen.ts';
import { type RuleName, VIOLATIONS } from '../../src/ws/violation.ts';
import {
  binary,
  close,
  continuation,
  HALF,
  other,
  ping,
  pong,
  status,
  text,
  textBack,
} from './case.ts';
import { agreementOf } from './negotiation.ts';
import { openClient, SuiteServer } from './opening.ts';
import type { SuiteEnd } from './suite-end.ts';
import type { WireFrame } from './wire.ts';

const LIMIT = 2000;
const DEFLATE = 'permessage-deflate';
const AGREED = agreementOf(DEFLATE);

const octets = (most: number, least = 0) => fc.uint8Array({ minLength: least, maxLength: most });
const words = fc.string({ maxLength: 40 });
const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const data = oneOf(text, binary);
const control = oneOf(ping, pong);
const between = (min: number, max: number) => fc.integer({ min, max });

/** No UTF-8, wherever it stands. */
const noText = oneOf('ff', 'c0af', 'eda080', 'f4908080', '80', 'f5').map((hex) =>
  Buffer.from(hex, 'hex'),
);

/** Some of all there is that breaks each rule; the last frame does. */
const BREAKING: Record<RuleName, fc.Arbitrary<readonly WireFrame[]>> = {
  'data-after-close': fc
    .tuple(between(3000, 4999), data)
    .map(([code, kind]) => [close(status(code)), kind('late')]),
  'reserved-bit': fc
    .tuple(between(1, 3), between(0, 1), oneOf(text, binary, ping, pong, close))
    .map(([low, high, kind]) => [kind('', { rsv: low + 4 * high })]),
  'rsv1-misplaced': oneOf(
    [ping('', { rsv: 4 })],
    [close('', { rsv: 4 })],
    [text('x', HALF), continuation('y', { rsv: 4 })],
  ),
  'reserved-opcode': fc
    .tuple(oneOf(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), octets(300))
    .map(([opcode, payload]) => [other(opcode, payload)]),
  'unmasked-client-frame': fc
    .tuple(oneOf(text, binary, ping), words)
    .map(([kind, word]) => [kind(word, { wronglyMasked: true })]),
  'masked-server-frame': fc
    .tuple(oneOf(text, binary, ping), words)
    .map(([kind, word]) => [kind(word, { wronglyMasked: true })]),
  'fragmented-control': fc.tuple(control, octets(125)).map(([kind, it]) => [kind(it, HALF)]),
  'long-control': fc.tuple(control, octets(400, 126)).map(([kind, it]) => [kind(it)]),
  'length-top-bit': fc
    .bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n })
    .map((announces) => [binary('x', { announces })]),
  'length-not-minimal': fc
    .tuple(octets(125), oneOf(16 as const, 64 as const))
    .map(([payload, lengthBits]) => [binary(payload, { lengthBits })]),
  'continuation-without-start': fc
    .tuple(octets(300), fc.boolean())
    .map(([payload, fin]) => [continuation(payload, { fin })]),
  'interleaved-message': fc
    .tuple(data, data, words)
    .map(([first, second, word]) => [first(word, HALF), second(word)]),
  'message-too-big': fc.oneof(
    between(2 * LIMIT, 2 ** 40).map((length) => [binary('', { announces: BigInt(length) })]),
    between(LIMIT + 1, 3 * LIMIT).map((length) => [binary(Buffer.alloc(length))]),
    between(2, 9).map((step) => [
      binary(Buffer.alloc(LIMIT - step), HALF),
      continuation(Buffer.alloc(step + 1), HALF),
    ]),
  ),
  'close-payload-of-one': octets(1, 1).map((payload) => [close(payload)]),
  'bad-close-code': fc
    .oneof(
      between(0, 999),
      oneOf(1004, 1005, 1006, 1015),
      between(1016, 2999),
      between(5000, 65_535),
    )
    .map((code) => [close(status(code))]),
  'bad-close-reason': noText.map((reason) => [close(status(1000, reason))]),
  'bad-utf8': fc
    .tuple(words, noText, fc.boolean())
    .map(([word, bad, fin]) => [text(Buffer.concat([Buffer.from(word), bad]), { fin })]),
  'bad-compressed-data': fc
    .tuple(octets(50), fc.boolean())
    // A block of the fourth kind, of which there are three (RFC 1951 §3.2.3).
    .map(([rest, last]) => [binary(Buffer.concat([Buffer.of(last ? 7 : 6), rest]), { rsv: 4 })]),
};

/** A rule is broken behind a good message: the answer to that, the Close frame, and the end are all that comes. */
async function refused(end: SuiteEnd, frames: readonly WireFrame[], code: number): Promise<void> {
  await end.send([text('before'), ...frames]);
  expect(await end.answers(1)).toEqual([textBack('before')]);
  expect(await end.closeCode()).toBe(code);
  await end.gone();
}

/** What a Close frame has before it was answered already: with its own code. */
function codeOf(rule: RuleName, frames: readonly WireFrame[], code: number): number {
  const [first] = frames;
  return rule === 'data-after-close' && first ? Buffer.from(first.payload).readUInt16BE() : code;
}

const RUNS = { numRuns: 12 };
const OFFERS = [{ serverNoContextTakeover: false, clientNoContextTakeover: false }];
const but = (rule: RuleName) => VIOLATIONS.filter((row) => row.rule !== rule);

test.each(but('masked-server-frame'))("$rule fails a server's connection: $code", async (row) => {
  const { rule, code } = row;
  const trace = new Trace();
  const told = { labels: new Labels(), deflate: {}, maxMessage: LIMIT };
  await using server = await listenWs({ port: 0, ...told }, trace.record);
  await fc.assert(
    fc.asyncProperty(BREAKING[rule], async (frames) => {
      const before = trace.of('ws-violation').length;
      using opened = await openClient(server.address.port, { offer: DEFLATE, agreed: AGREED });
      await refused(opened.end, frames, codeOf(rule, frames, code));
      expect(trace.of('ws-violation').slice(before)).toMatchObject([{ rule, code }]);
    }),
    RUNS,
  );
});

test.each(but('unmasked-client-frame'))("$rule fails a client's connection: $code", async (row) => {
  const { rule, code } = row;
  await using suite = await SuiteServer.listen();
  const { port } = suite;
  await fc.assert(
    fc.asyncProperty(BREAKING[rule], async (frames) => {
      const trace = new Trace();
      const opening = suite.open({ answer: DEFLATE, agreed: AGREED });
      const options = { port, labels: new Labels(), deflate: OFFERS, maxMessage: LIMIT };
      const ws = await connectWs(options, trace.record);
      ws.handle({ message: (_ws, { kind, bytes }) => void ws.sendAs(kind, bytes) });
      using opened = await opening;
      await refused(opened.end, frames, codeOf(rule, frames, code));
      await ws.closed;
      expect(trace.of('ws-violation')).toMatchObject([{ rule, code }]);
    }),
    RUNS,
  );
});
