import { describe, expect, test } from 'vitest';
import type { TlsMessage } from '../../src/event/tls-event.ts';
import { RecordReader } from '../../src/tls/record-reader.ts';
import {
  clientHello,
  codes,
  extension,
  handshake,
  type Octets,
  octets,
  record,
  serverHello,
  uint,
  vector,
} from './octets.ts';

function readMessages(...messages: Octets[]): readonly TlsMessage[] {
  return new RecordReader().push(record(22, messages)).flatMap((seen) => seen.messages);
}

const readClient = (...body: Octets[]) => readMessages(handshake(1, body))[0];
const readServer = (...body: Octets[]) => readMessages(handshake(2, body))[0];
const serverName = (type: number, name: Octets) => extension(0, vector(2, type, vector(2, name)));
const alpn = (...names: Octets[]) => extension(16, vector(2, ...names.map((n) => vector(1, n))));

describe('the hello of a client', () => {
  test('of today has values that are only there to be ignored, and groups of two kinds', () => {
    const hello = clientHello(
      [0x2a2a, 0x1301, 0x5600, 0x2a2b],
      extension(0xfafa),
      extension(10, vector(2, codes(0xdada, 4588, 29, 0x6399, 777))),
      extension(43, vector(1, codes(0x0a0a, 0x0304, 0x0303))),
    );
    expect(readClient(hello)).toEqual({
      name: 'client_hello',
      versions: ['GREASE', 'TLS 1.3', 'TLS 1.2'],
      ciphers: ['GREASE', 'TLS_AES_128_GCM_SHA256', 'TLS_FALLBACK_SCSV', '0x2A2B'],
      groups: ['GREASE', 'X25519MLKEM768', 'X25519', 'X25519Kyber768Draft00', '0x0309'],
    });
  });

  test('of old has no extensions: its own version is what it offers', () => {
    expect(readClient(clientHello([0x0005]))).toEqual({
      name: 'client_hello',
      versions: ['TLS 1.2'],
      ciphers: ['TLS_RSA_WITH_RC4_128_SHA'],
    });
  });

  test('spells all of a name that is not printable ASCII', () => {
    const hello = clientHello([], serverName(0, '\x1b[2Ja\\b.\xff'), alpn('h2', '\n\x00'));
    expect(readClient(hello)).toMatchObject({
      serverName: '\\x1b[2Ja\\x5cb.\\xff',
      alpn: ['h2', '\\x0a\\x00'],
    });
  });

  test('with a name of another kind, or an empty one, asks for no server', () => {
    for (const [type, name] of [[1, 'localhost'] as const, [0, ''] as const]) {
      expect(readClient(clientHello([], serverName(type, name)))).toEqual({
        name: 'client_hello',
        versions: ['TLS 1.2'],
        ciphers: [],
      });
    }
  });

  test('that names a server twice means the first', () => {
    const hello = clientHello([], serverName(0, 'first'), serverName(0, 'second'));
    expect(readClient(hello)?.serverName).toBe('first');
  });

  test.each<[string, Octets, Partial<TlsMessage>]>([
    [
      'claims more ciphers than there are',
      [clientHello([]).subarray(0, 35), uint(2, 9), codes(0x1301)],
      { ciphers: ['TLS_AES_128_GCM_SHA256'] },
    ],
    [
      'has half a cipher',
      [clientHello([]).subarray(0, 35), vector(2, 0x13, 1, 0x13), vector(1, 0)],
      { ciphers: ['TLS_AES_128_GCM_SHA256'] },
    ],
    [
      'has a name that claims to be longer than its extension',
      clientHello([], extension(0, vector(2, 0, uint(2, 999), 'localhost')), alpn('h2')),
      { serverName: 'localhost', alpn: ['h2'] },
    ],
    [
      'has an extension that claims to be longer than the hello',
      clientHello([], alpn('h2'), uint(2, 10), uint(2, 0xffff), vector(2, codes(29))),
      { alpn: ['h2'], groups: ['X25519'] },
    ],
  ])('that %s is malformed, and read as far as it goes', (_, body, facts) => {
    expect(readClient(body)).toMatchObject({ name: 'malformed', ...facts });
  });

  test('that ends within its version offers nothing', () => {
    expect(readClient(3)).toEqual({ name: 'malformed' });
  });

  test('longer than what is kept of it is no less a hello', () => {
    const padding = extension(21, Buffer.alloc(20_000));
    const hello = handshake(1, clientHello([0x1301], serverName(0, 'localhost'), padding));
    const reader = new RecordReader();
    const [first] = reader.push(record(22, hello.subarray(0, 16_000)));
    const [second] = reader.push(record(22, hello.subarray(16_000)));

    expect(first?.messages).toEqual([{ name: 'fragment' }]);
    expect(second?.messages).toMatchObject([{ name: 'client_hello', serverName: 'localhost' }]);
  });
});

describe('the hello of a server', () => {
  test('of TLS 1.3 has its version and its group in extensions', () => {
    const share = extension(51, codes(4588), vector(2, 'a key'));
    expect(readServer(serverHello(0x1302, share, extension(43, codes(0x0304))))).toEqual({
      name: 'server_hello',
      versions: ['TLS 1.3'],
      ciphers: ['TLS_AES_256_GCM_SHA384'],
      groups: ['X25519MLKEM768'],
    });
  });

  test('of TLS 1.2 has the application protocol', () => {
    expect(readServer(serverHello(0xc02f, alpn('h2')))).toEqual({
      name: 'server_hello',
      versions: ['TLS 1.2'],
      ciphers: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
      alpn: ['h2'],
    });
  });

  test('that is cut off is malformed, and changes nothing', () => {
    const reader = new RecordReader();
    const hello = serverHello(0x1301, extension(43, codes(0x0304)), uint(2, 51));
    const records = reader.push(octets(record(22, handshake(2, hello)), record(20, 1)));

    expect(records[0]?.messages).toMatchObject([{ name: 'malformed', versions: ['TLS 1.3'] }]);
    expect(reader.push(record(22, 'secret'))[0]?.readable).toBe(false);
    expect(readServer(serverHello(0x1301).subarray(0, 30))).toEqual({ name: 'malformed' });
  });
});

describe('the key exchange before TLS 1.3', () => {
  const groupOf = (cipher: number, ...body: Octets[]) =>
    readMessages(handshake(2, serverHello(cipher)), handshake(12, body))[1];

  test('names the curve of ECDHE', () => {
    expect(groupOf(0xc02f, 3, codes(23), vector(1, 'a key'))).toEqual({
      name: 'server_key_exchange',
      groups: ['secp256r1'],
    });
  });

  test('of another kind begins with something else, even if that looks like a curve', () => {
    const prime = vector(2, Buffer.alloc(0x300, 29));
    expect(groupOf(0x009e, prime)).toEqual({ name: 'server_key_exchange' });
    expect(groupOf(0xccac, 3, codes(23))).toEqual({ name: 'server_key_exchange' });
    expect(groupOf(0xc02f, 1, codes(23))).toEqual({ name: 'server_key_exchange' });
  });

  test('that is cut off is malformed', () => {
    expect(groupOf(0xc02f, 3, 0)).toEqual({ name: 'malformed' });
  });
});

test('a message without a name keeps its number', () => {
  expect(readMessages(handshake(99, 'x'), handshake(14))).toEqual([
    { name: '0x63' },
    { name: 'server_hello_done' },
  ]);
});
