import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordReader } from '../../src/tls/record-reader.ts';
import { clientHello, codes, extension, handshake, octets, record, serverHello } from './octets.ts';
import { outline, type Piece, RECORDED, readAll, recorded } from './recorded.ts';

/** Cuts a piece in two or more, at these places. */
function cut(piece: Piece, places: readonly number[]): Piece[] {
  const size = piece.octets.length + 1;
  const ends = places.map((place) => place % size).sort((one, other) => one - other);
  return [0, ...ends].map((start, at) => ({
    from: piece.from,
    octets: piece.octets.subarray(start, ends[at]),
  }));
}

describe('octets that come in other pieces', () => {
  test('give the same records, wherever they are cut', () => {
    const places = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...RECORDED), fc.infiniteStream(places), (name, cuts) => {
        const { pieces } = recorded(name);
        const smaller = pieces.flatMap((piece) => cut(piece, cuts.next().value ?? []));
        expect(readAll(smaller)).toEqual(readAll(pieces));
      }),
      { numRuns: 100 },
    );
  });

  test('give the same records one by one', () => {
    const { pieces } = recorded('tls12-client-certificate');
    const single = pieces.flatMap(({ from, octets: all }) =>
      Array.from(all, (octet): Piece => ({ from, octets: Uint8Array.of(octet) })),
    );
    expect(readAll(single)).toEqual(readAll(pieces));
  });
});

describe('messages and records', () => {
  test('several messages of one record are told apart', () => {
    const flight = [
      handshake(2, serverHello(0xc02f)),
      handshake(11, 'certificates'),
      handshake(14),
    ];
    const [seen] = new RecordReader().push(record(22, flight));

    expect(seen?.messages).toMatchObject([
      { name: 'server_hello', versions: ['TLS 1.2'] },
      { name: 'certificate' },
      { name: 'server_hello_done' },
    ]);
  });

  test('a message cut into records, even within its header, is whole in the last of them', () => {
    const reader = new RecordReader();
    const hello = handshake(1, clientHello([0x1301]));
    const all = octets(hello, handshake(0));
    const pieces = [
      all.subarray(0, 2),
      all.subarray(2, 20),
      all.subarray(20, -1),
      all.subarray(-1),
    ];

    const names = pieces.map((piece) =>
      reader.push(record(22, piece)).flatMap(({ messages }) => messages.map(({ name }) => name)),
    );
    expect(names).toEqual([
      ['fragment'],
      ['fragment'],
      ['client_hello', 'fragment'],
      ['hello_request'],
    ]);
  });

  test('a client that encrypts before the server has answered sends a change_cipher_spec that means nothing', () => {
    const early = [record(22, handshake(1, clientHello([0x1301]))), record(20, 1), record(23, 'x')];
    const retry = recorded('tls13-retry').pieces;
    const from = (side: string) => retry.filter((piece) => piece.from === side);
    const again = record(22, handshake(1, clientHello([0x1301])));

    const records = readAll([
      { from: 'client', octets: octets(early) },
      ...from('server').slice(0, 1),
      { from: 'client', octets: again },
    ]);
    expect(outline(records).at(-1)).toBe('client handshake: client_hello');
  });

  test('after change_cipher_spec a reader that knows no version takes all for encrypted', () => {
    const records = new RecordReader().push(octets(record(20, 1), record(22, 'secret')));
    expect(records.map(({ readable }) => readable)).toEqual([true, false]);
  });

  test('what is not whole is told as malformed', () => {
    const reader = new RecordReader();
    const names = [record(22), record(21), record(21, 2), record(21, 2, 40, 2), record(21, 9, 200)];

    expect(names.map((each) => reader.push(each)[0]?.messages)).toEqual([
      [{ name: 'malformed' }],
      [{ name: 'malformed' }],
      [{ name: 'malformed' }],
      [{ name: 'malformed', alert: 'fatal handshake_failure' }],
      [{ name: 'malformed', alert: '9 200' }],
    ]);
    expect(new RecordReader().push(record(20, 2))[0]?.messages).toEqual([{ name: 'malformed' }]);
  });

  test('an alert without a name keeps its number', () => {
    const [seen] = new RecordReader().push(record(21, 1, 200));
    expect(seen?.messages).toEqual([{ name: 'alert', alert: 'warning 200' }]);
  });
});

describe('what is no TLS', () => {
  test.each([
    ['the answer of a web server', 'HTTP/1.1 400 Bad Request\r\n'],
    ['the greeting of an SSH server', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['a hello of SSL 2', octets(0x80, 0x2e, 1, 3, 1)],
    ['a version that never was', octets(22, 2)],
    ['a record that is too long', octets(22, 3, 3, 0x48, 1)],
  ])('%s breaks the reader for good', (_, start) => {
    const reader = new RecordReader();
    expect(reader.broken).toBe(false);
    expect(reader.push(octets(start))).toEqual([]);
    expect(reader.broken).toBe(true);
    expect(reader.push(record(21, 2, 40))).toEqual([]);
  });

  test('is known by its first octet', () => {
    const reader = new RecordReader();
    reader.push(octets('H'));
    expect(reader.broken).toBe(true);
  });

  test('does not take away the records before it', () => {
    const reader = new RecordReader();
    expect(reader.push(octets(record(21, 2, 40), 'HTTP'))).toHaveLength(1);
    expect(reader.broken).toBe(true);
  });

  test('is a record of TLS 1.3 that grew by more than 256 octets', () => {
    const longest = octets(23, 3, 3, 0x48, 0);
    const state = new RecordReader();
    const other = new RecordReader(state);
    other.push(longest);
    expect(other.broken).toBe(false);

    state.push(record(22, handshake(2, serverHello(0x1301, extension(43, codes(0x0304))))));
    const later = new RecordReader(state);
    later.push(longest);
    expect(later.broken).toBe(true);
  });
});
