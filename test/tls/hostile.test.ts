import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordReader } from '../../src/tls/record-reader.ts';
import { clientHello, codes, extension, handshake, octets, record, vector } from './octets.ts';
import { type Piece, readAll, recorded } from './recorded.ts';

const NAMES = ['tls13', 'tls13-retry', 'tls12', 'tls12-client-certificate'];

/** Says so where a reader told more than it may, or of something that did not come. */
function check(pieces: readonly Piece[]): void {
  const records = readAll(pieces);
  const came = pieces.reduce((sum, each) => sum + each.octets.length, 0);
  expect(records.reduce((sum, { length }) => sum + 5 + length, 0)).toBeLessThanOrEqual(came);
  for (const { messages, readable } of records) {
    expect(messages.length).toBeLessThanOrEqual(readable ? 33 : 0);
    for (const { ciphers = [], groups = [], versions = [], alpn = [] } of messages) {
      for (const list of [ciphers, groups, versions]) expect(list.length).toBeLessThanOrEqual(65);
      expect(alpn.length).toBeLessThanOrEqual(33);
    }
  }
  expect(JSON.stringify(records)).toMatch(/^[\x20-\x7e…]*$/);
}

describe('a hostile peer', () => {
  test('cannot make the reader throw with octets of any kind', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (chunks) => {
        check(chunks.map((chunk) => ({ from: 'client', octets: chunk })));
      }),
      { numRuns: 200 },
    );
  });

  test('cannot make it throw with messages of any kind', () => {
    const type = fc.constantFrom(1, 2, 11, 12, 99);
    fc.assert(
      fc.property(fc.array(fc.tuple(type, fc.uint8Array({ maxLength: 300 }))), (messages) => {
        const flight = messages.map(([code, body]) => handshake(code, body)).slice(0, 40);
        check([{ from: 'server', octets: record(22, flight) }]);
      }),
      { numRuns: 200 },
    );
  });

  test('cannot make it throw with octets changed anywhere in a true conversation', () => {
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.array(change, { minLength: 1 }),
        (name, changes) => {
          const pieces = recorded(name).pieces.map(({ from, octets: all }) => {
            const changed = Uint8Array.from(all);
            for (const [place, octet] of changes) changed[place % 400] = octet;
            return { from, octets: changed };
          });
          check(pieces);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('gets a hello read as far as it goes, wherever it is cut off', () => {
    const [first] = recorded('tls13').pieces;
    const body = first?.octets.subarray(9) ?? octets();
    const names = Array.from(body, (_, end) => {
      const [seen] = new RecordReader().push(record(22, handshake(1, body.subarray(0, end))));
      return seen?.messages[0]?.name;
    });
    // A hello without extensions is one, too.
    const whole = names.flatMap((name, end) => (name === 'client_hello' ? [end] : []));
    expect(whole).toHaveLength(1);
    expect(new Set(names)).toEqual(new Set(['malformed', 'client_hello']));
  });

  test('cannot have thousands of messages told of one record', () => {
    const [seen] = new RecordReader().push(record(22, Buffer.alloc(16_384)));
    expect(seen?.messages).toHaveLength(32);
  });

  test('cannot have thousands of names told of one hello', () => {
    const many = Array.from({ length: 1000 }, (_, at) => at);
    const names = many.map((at) => vector(1, `p${at}`));
    const hello = clientHello(
      many,
      extension(16, vector(2, names)),
      extension(10, vector(2, codes(...many))),
      extension(0, vector(2, 0, vector(2, Buffer.alloc(5000, 'a')))),
    );
    const message = new RecordReader().push(record(22, handshake(1, hello)))[0]?.messages[0];

    expect(message?.name).toBe('client_hello');
    expect(message?.ciphers).toHaveLength(65);
    expect(message?.groups).toHaveLength(65);
    expect(message?.alpn).toHaveLength(33);
    expect(message?.serverName).toBe(`${'a'.repeat(255)}…`);
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');

  /** Octets in use once all is collected that can be: what one round finds, the next has surely given back. */
  function inUse(): number {
    if (typeof collect !== 'function') throw new Error('no gc');
    for (let round = 0; round < 3; round++) collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }

  const endless = (type: number) => octets(type, 0xff, 0xff, 0xff);
  const piece = Buffer.alloc(16_384, 1);

  test.each([
    ['a hello that does not end', 48, record(22, endless(1)), 22],
    ['a certificate that does not end', 24, record(22, endless(11)), 22],
    ['encrypted octets', 12, record(20, 1), 22],
    ['data of an application', 12, octets(), 23],
  ])('stays small with %s: %i KiB at the most', (_, most, start, type) => {
    const more = record(type, piece);
    const before = inUse();
    const readers = Array.from({ length: 400 }, () => new RecordReader());
    for (const reader of readers) {
      reader.push(start);
      for (let round = 0; round < 16; round++) reader.push(Buffer.from(more));
      reader.push(octets(type, 3, 3, 0x40, 0, 1));
    }
    const each = (inUse() - before) / readers.length;

    expect(readers.some(({ broken }) => broken)).toBe(false);
    expect(each).toBeLessThan(most * 1024);
  });
});
