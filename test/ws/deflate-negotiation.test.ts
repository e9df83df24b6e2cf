import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerOffers,
  type DeflateAgreement,
  type DeflateWishes,
  judgeAnswer,
} from '../../src/ws/deflate-negotiation.ts';
import { type DeflateParameters, formatParameters } from '../../src/ws/extension-offer.ts';
import { parseExtensions } from '../../src/ws/token-list.ts';

const BITS = [8, 9, 10, 11, 12, 13, 14, 15];

/** What a server answers to this header: the value of its own, the agreement, what became of each offer. */
function answer(offers: string, wishes: DeflateWishes | undefined = {}) {
  const { agreed, verdicts } = answerOffers(parseExtensions([offers]) ?? [], wishes);
  return { ...agreed, verdicts: verdicts.map(({ verdict }) => verdict) };
}

/** What a client makes of this answer. */
const judge = (text: string, ...offers: readonly Partial<DeflateParameters>[]) =>
  judgeAnswer(
    text === '' ? [] : (parseExtensions([text]) ?? []),
    offers.map((offer) => ({ ...NO_PARAMETERS, ...offer })),
  );

const NO_PARAMETERS = { serverNoContextTakeover: false, clientNoContextTakeover: false };
const agreement = (more: Partial<DeflateAgreement> = {}): DeflateAgreement => ({
  ...NO_PARAMETERS,
  serverMaxWindowBits: 15,
  clientMaxWindowBits: 15,
  ...more,
});

describe('a server answers an offer', () => {
  test.each<[string, string, Partial<DeflateAgreement>]>([
    ['', '', {}],
    [
      '; server_no_context_takeover',
      '; server_no_context_takeover',
      { serverNoContextTakeover: true },
    ],
    [
      '; client_no_context_takeover',
      '; client_no_context_takeover',
      { clientNoContextTakeover: true },
    ],
    // The client takes a number, and need not be given one (RFC 7692 §7.1.2.2).
    ['; client_max_window_bits', '', {}],
    ['; client_max_window_bits="10"', '; client_max_window_bits=10', { clientMaxWindowBits: 10 }],
    [
      '; client_max_window_bits; client_no_context_takeover; server_max_window_bits=9; server_no_context_takeover',
      '; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9',
      { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 9 },
    ],
  ])('permessage-deflate%s', (offer, told, agreed) => {
    expect(answer(`permessage-deflate${offer}`)).toEqual({
      answer: `permessage-deflate${told}`,
      agreement: agreement(agreed),
      verdicts: ['taken'],
    });
  });

  const windows = BITS.flatMap((bits) => [true, false].map((takeover) => ({ bits, takeover })));
  test.each(windows)(
    'of a server window of $bits bits, takeover $takeover',
    ({ bits, takeover }) => {
      const offer = `permessage-deflate${takeover ? '' : '; server_no_context_takeover'}; server_max_window_bits=${bits}`;
      expect(answer(offer)).toMatchObject({
        answer: offer,
        agreement: { serverMaxWindowBits: bits, serverNoContextTakeover: !takeover },
      });
    },
  );

  test.each(windows)(
    'of a client window of $bits bits, takeover $takeover',
    ({ bits, takeover }) => {
      const offer = `permessage-deflate${takeover ? '' : '; client_no_context_takeover'}; client_max_window_bits=${bits}`;
      expect(answer(offer)).toMatchObject({
        answer: offer,
        agreement: { clientMaxWindowBits: bits, clientNoContextTakeover: !takeover },
      });
    },
  );

  test('and says what it does itself without being asked', () => {
    const wishes = { serverNoContextTakeover: true, serverMaxWindowBits: 10 };
    expect(answer('permessage-deflate', wishes).answer).toBe(
      'permessage-deflate; server_no_context_takeover; server_max_window_bits=10',
    );
  });

  test('with the smaller window, where both sides have a wish', () => {
    const wishes = { serverMaxWindowBits: 12, clientMaxWindowBits: 11 };
    for (const [asked, given] of [
      ['=9', 9],
      ['=14', 11],
      ['', 11],
    ] as const) {
      expect(answer(`permessage-deflate; client_max_window_bits${asked}`, wishes)).toMatchObject({
        agreement: { clientMaxWindowBits: given, serverMaxWindowBits: 12 },
      });
    }
    expect(
      answer('permessage-deflate; server_max_window_bits=10', wishes).agreement
        ?.serverMaxWindowBits,
    ).toBe(10);
  });

  test('and asks no window of a client that did not say it knows how', () => {
    expect(answer('permessage-deflate', { clientMaxWindowBits: 9 })).toMatchObject({
      answer: 'permessage-deflate',
      agreement: { clientMaxWindowBits: 15 },
    });
  });
});

describe('an offer that means nothing is declined, and the next one is looked at', () => {
  test.each([
    ['foo', 'unknown-parameter'],
    ['constructor', 'unknown-parameter'],
    ['Server_No_Context_Takeover', 'unknown-parameter'],
    ['server_no_context_takeover; server_no_context_takeover', 'duplicate-parameter'],
    ['client_max_window_bits; client_max_window_bits=10', 'duplicate-parameter'],
    ['server_max_window_bits=10; server_max_window_bits=10', 'duplicate-parameter'],
    ['server_no_context_takeover=10', 'bad-parameter-value'],
    ['server_max_window_bits', 'bad-parameter-value'],
    ...['0', '7', '16', '010', '08', '1e1', '+9', '-9', '9.0', '150', '0xa'].flatMap((bits) => [
      [`server_max_window_bits=${bits}`, 'bad-parameter-value'],
      [`client_max_window_bits=${bits}`, 'bad-parameter-value'],
    ]),
  ])('permessage-deflate; %s: %s', (parameters, verdict) => {
    const offer = `permessage-deflate; ${parameters}`;
    expect(answer(offer)).toEqual({ verdicts: [verdict] });
    expect(answer(`${offer}, permessage-deflate`)).toMatchObject({
      answer: 'permessage-deflate',
      verdicts: [verdict, 'taken'],
    });
  });

  test('as are all where nothing is to be compressed, and extensions that nobody knows', () => {
    const { verdicts, ...rest } = answerOffers(
      parseExtensions(['permessage-deflate, x-webkit-deflate-frame, permessage-deflatE']) ?? [],
      undefined,
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual([
      'not-wanted',
      'unknown-extension',
      'unknown-extension',
    ]);
    expect(rest).toEqual({});
  });

  test('of several that would do, the first is taken: the client prefers it', () => {
    const offers = [10, 9].map((bits) => `permessage-deflate; server_max_window_bits=${bits}`);
    expect(answer(`${offers.join(', ')}, permessage-deflate`)).toMatchObject({
      agreement: { serverMaxWindowBits: 10 },
      verdicts: ['taken', 'not-needed', 'not-needed'],
    });
  });
});

describe("a client looks at a server's answer", () => {
  test.each<[string, Partial<DeflateParameters>, Partial<DeflateAgreement>]>([
    ['', {}, {}],
    // A server may say this of itself, and hint that of the client, without being asked (RFC 7692 §7.1.1).
    ['; server_no_context_takeover', {}, { serverNoContextTakeover: true }],
    ['; client_no_context_takeover', {}, { clientNoContextTakeover: true }],
    ['; server_max_window_bits=8', {}, { serverMaxWindowBits: 8 }],
    ['; server_max_window_bits=9', { serverMaxWindowBits: 10 }, { serverMaxWindowBits: 9 }],
    ['; client_max_window_bits=8', { clientMaxWindowBits: 'any' }, { clientMaxWindowBits: 8 }],
    ['; client_max_window_bits="9"', { clientMaxWindowBits: 10 }, { clientMaxWindowBits: 9 }],
    // What the client said of itself holds anyway.
    ['', { clientMaxWindowBits: 10 }, { clientMaxWindowBits: 10 }],
    ['', { clientMaxWindowBits: 'any' }, {}],
    ['', { clientNoContextTakeover: true }, { clientNoContextTakeover: true }],
  ])('%j to %j', (parameters, offer, agreed) => {
    expect(judge(`permessage-deflate${parameters}`, offer)).toEqual({
      agreement: agreement(agreed),
    });
  });

  test('that wants no extension', () => {
    expect(judge('', {})).toEqual({});
  });

  test.each<[string, Partial<DeflateParameters>, string]>([
    ['; foo', {}, 'unknown-parameter'],
    ['; server_no_context_takeover; server_no_context_takeover', {}, 'duplicate-parameter'],
    ['; server_max_window_bits', {}, 'bad-parameter-value'],
    ['; server_max_window_bits=7', {}, 'bad-parameter-value'],
    ['; server_max_window_bits=16', {}, 'bad-parameter-value'],
    // In an answer it needs a number (RFC 7692 §7.1.2.2).
    ['; client_max_window_bits', { clientMaxWindowBits: 'any' }, 'bad-parameter-value'],
    ['; client_max_window_bits=10', {}, 'not-as-offered'],
    ['; client_max_window_bits=11', { clientMaxWindowBits: 10 }, 'not-as-offered'],
    ['; server_max_window_bits=11', { serverMaxWindowBits: 10 }, 'not-as-offered'],
    ['', { serverMaxWindowBits: 10 }, 'not-as-offered'],
    ['', { serverNoContextTakeover: true }, 'not-as-offered'],
    [', permessage-deflate', {}, 'more-than-once'],
    [', foo', {}, 'not-offered'],
  ])('%j to %j: %s', (parameters, offer, problem) => {
    expect(judge(`permessage-deflate${parameters}`, offer)).toBe(problem);
  });

  test('that answers none of its offers, as there was none', () => {
    expect(judge('permessage-deflate')).toBe('not-offered');
  });

  test('that takes up any of several offers', () => {
    const offers = [{ serverMaxWindowBits: 9 }, { clientMaxWindowBits: 'any' }] as const;
    expect(judge('permessage-deflate; client_max_window_bits=9', ...offers)).toEqual({
      agreement: agreement({ clientMaxWindowBits: 9 }),
    });
    expect(judge('permessage-deflate; server_max_window_bits=9', ...offers)).toEqual({
      agreement: agreement({ serverMaxWindowBits: 9 }),
    });
  });
});

test('whatever is offered and wished, both sides agree upon the same', () => {
  const bits = fc.constantFrom(...BITS);
  const flag = fc.boolean();
  const offer = fc.record(
    {
      serverNoContextTakeover: flag,
      clientNoContextTakeover: flag,
      serverMaxWindowBits: bits,
      clientMaxWindowBits: fc.oneof(bits, fc.constant('any' as const)),
    },
    { requiredKeys: ['serverNoContextTakeover', 'clientNoContextTakeover'] },
  );
  const wishes = fc.record(
    {
      serverNoContextTakeover: flag,
      clientNoContextTakeover: flag,
      serverMaxWindowBits: bits,
      clientMaxWindowBits: bits,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(offer, { minLength: 1, maxLength: 3 }), wishes, (offers, wished) => {
      const server = answer(offers.map(formatParameters).join(', '), wished);
      expect(judge(server.answer ?? '', ...offers)).toEqual({ agreement: server.agreement });
    }),
    { numRuns: 300 },
  );
});
