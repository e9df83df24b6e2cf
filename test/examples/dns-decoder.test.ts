import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answering, ask, octets, response } from './dns.ts';
import { EXAMPLES } from './running.ts';

const LONG_LABEL = '3f'.padEnd(128, '61');
/** A record whose data has a name of 63 octets and three more that begin so and go on with the one before; and that name again. */
const GROWING = `c00c ffff 0001 0000003c 0107
  ${LONG_LABEL} 00 ${LONG_LABEL} c024 ${LONG_LABEL} c065 ${LONG_LABEL} c0a7 c0e9`;

describe('06-dns-query', () => {
  test.each([
    ['a pointer to itself', 'c018', 'octet 24: a pointer to 24, which does not lead back'],
    ['a loop through a label', '0161 c018', 'octet 26: a pointer to 24, which does not lead back'],
    ['a pointer forwards', 'c0ff', 'octet 24: a pointer to 255, which does not lead back'],
    ['a half pointer', 'c0', 'octet 25: 1 wanted, and 0 are left'],
    ['a label cut short', '0561', 'octet 25: 5 wanted, and 1 are left'],
    ['a length of no kind', '8061', 'octet 24: 128 is neither length nor pointer'],
    ['a record cut short', 'c00c 0001 0001 0000', 'octet 30: 4 wanted, and 2 are left'],
    ['data cut short', 'c00c 0001 0001 0000003c 0004 c000', 'octet 36: 4 wanted, and 2 are left'],
    ['no record at all', '', 'octet 24: 1 wanted, and 0 are left'],
    ['an address of three octets', 'c00c 0001 0001 0000003c 0003 c00002', 'are no A record'],
    ['a name shorter than its data', 'c00c 0005 0001 0000003c 0003 c00c00', 'are no CNAME record'],
    ['a name longer than its data', 'c00c 0005 0001 0000003c 0001 c00c', 'are no CNAME record'],
    ['a name that grows with every pointer', GROWING, 'a name of 257 octets'],
  ])('%s is refused in plain words', async (_name, records, wanted) => {
    using peer = await answering((query) => [response(query, records, { count: 2 })]);
    const { status, said } = await ask(peer.port);

    expect(said).toMatch(/\nthe answer is malformed: octet \d+: .+\n$/);
    expect(said).toContain(wanted);
    expect(status).toBe(1);
  });
});

/** What the example's modules export, looked at before it is believed. */
async function exported(file: string, name: string): Promise<(...args: unknown[]) => unknown> {
  const url = pathToFileURL(join(EXAMPLES, '06-dns-query', file)).href;
  const module: unknown = await import(url);
  const found: unknown = Object.entries(Object(module)).find(([key]) => key === name)?.[1];
  if (typeof found !== 'function') throw new Error(`${file} has no ${name}`);
  return (...args) => Reflect.apply(found, undefined, args) as unknown;
}

describe('the decoder', () => {
  const label = fc
    .uint8Array({ minLength: 1, maxLength: 20 })
    .map((bytes) => bytes.reduce((text, one) => `${text}\\${String(one).padStart(3, '0')}`, ''));

  test('reads what the encoder writes, pointers and strange octets too', async () => {
    const encode = await exported('message.mjs', 'encodeMessage');
    const decode = await exported('message.mjs', 'decodeMessage');
    const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.nat(65535), (names, id) => {
        const [first = ''] = names;
        const answers = names.map((one) => ({ name: one, type: 'CNAME', ttl: 1, data: first }));
        const message = { id, flags: { QR: 1 }, questions: [{ name: first, type: 'A' }], answers };
        const bytes = encode(message);
        const again = encode(decode(bytes));
        expect(again).toEqual(bytes);
        expect(decode(again)).toMatchObject({ id, flags: { QR: 1, RD: 0 } });
      }),
      { numRuns: 50 },
    );
  });

  test('makes of any octets a message or a refusal that says where', async () => {
    const decode = await exported('message.mjs', 'decodeMessage');
    const pieces = fc.constantFrom('c00c', 'c018', '0161', '00', '0001', 'c0', '3f', 'ffff');
    const records = fc.array(pieces, { maxLength: 60 }).map((all) => octets(all.join('')));
    const counts = fc.constantFrom('0001 0001 0000 0000', 'ffff ffff ffff ffff');
    fc.assert(
      fc.property(counts, fc.oneof(fc.uint8Array({ maxLength: 600 }), records), (count, rest) => {
        const bytes = Buffer.concat([octets(`beef 8000 ${count}`), rest]);
        try {
          decode(bytes);
        } catch (error) {
          expect(String(error)).toMatch(/^Error: octet \d+: /);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('refuses every message that ends too early', async () => {
    const encode = await exported('message.mjs', 'encodeMessage');
    const decode = await exported('message.mjs', 'decodeMessage');
    const question = { name: 'www.sockets.test', type: 'CNAME' };
    const answers = [{ ...question, ttl: 60, data: 'sockets.test' }];
    const whole = encode({ id: 1, flags: { QR: 1 }, questions: [question], answers });
    if (!(whole instanceof Uint8Array)) throw new Error('no octets');

    expect(decode(whole)).toMatchObject({ answers });
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => decode(whole.subarray(0, length))).toThrow(
        /^octet \d+: \d+ wanted, and \d+ are/,
      );
    }
  });

  test.each([
    [100, /wanted, and 0 are left/],
    [254, /wanted, and 0 are left/],
    [255, /a name of too many pointers/],
    [8000, /a name of too many pointers/],
  ])('follows a chain of pointers for a while: %i', async (count, refusal) => {
    const decode = await exported('message.mjs', 'decodeMessage');
    // The data of a record: the root's name, and then pointers, each to the one before. The next record's name is the last.
    const pointers = Buffer.alloc(count * 2);
    for (let i = 0; i < count; i += 1)
      pointers.writeUInt16BE(0xc000 + Math.max(23, 22 + 2 * i), 2 * i);
    const length = (1 + 2 * (count - 1)).toString(16).padStart(4, '0');
    const head = octets(`beef 8000 0000 0002 0000 0000 00 ffff 0001 00000001 ${length} 00`);

    expect(() => decode(Buffer.concat([head, pointers]))).toThrow(refusal);
  });
});
