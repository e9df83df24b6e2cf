import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import { makeRequest, type RequestOptions } from '../../src/ws/client-handshake.ts';
import { HeadReader, valuesOf } from '../../src/ws/http-head.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const NO_TAKEOVER = { serverNoContextTakeover: false, clientNoContextTakeover: false };
const BASE = { host: 'example.com', port: 80, target: '/chat', secure: false, key: KEY };

const written = (options: Partial<RequestOptions> = {}) =>
  Buffer.from(makeRequest({ ...BASE, ...options })).toString('latin1');

function read(octets: Uint8Array) {
  const head = new HeadReader().push(octets);
  if (!head) throw new Error('no head');
  return head;
}

describe('a request', () => {
  test('says all that RFC 6455 §4.1 wants, and no more', () => {
    expect(written()).toBe(
      [
        'GET /chat HTTP/1.1',
        'Host: example.com',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${KEY}`,
        'Sec-WebSocket-Version: 13',
        '',
        '',
      ].join('\r\n'),
    );
  });

  test('has what was asked for behind it', () => {
    const head = read(
      makeRequest({
        ...BASE,
        origin: 'http://a',
        subprotocols: ['chat', 'v2'],
        deflate: [
          { ...NO_TAKEOVER, clientMaxWindowBits: 'any', serverMaxWindowBits: 10 },
          NO_TAKEOVER,
        ],
        headers: [{ name: 'Cookie', value: 'a=b' }],
      }),
    );
    expect(head.headers.slice(5)).toEqual([
      { name: 'Origin', value: 'http://a' },
      { name: 'Sec-WebSocket-Protocol', value: 'chat, v2' },
      {
        name: 'Sec-WebSocket-Extensions',
        value:
          'permessage-deflate; server_max_window_bits=10; client_max_window_bits, permessage-deflate',
      },
      { name: 'Cookie', value: 'a=b' },
    ]);
  });

  test.each<[Partial<RequestOptions>, string]>([
    [{ port: 9000 }, 'example.com:9000'],
    [{ port: 443, secure: true }, 'example.com'],
    [{ port: 80, secure: true }, 'example.com:80'],
    [{ port: 443 }, 'example.com:443'],
    [{ host: '::1' }, '[::1]'],
    [{ host: '::1', port: 9000 }, '[::1]:9000'],
    [{ host: 'fe80::1%eth0', port: 9000 }, '[fe80::1]:9000'],
    [{ headers: [{ name: 'hOst', value: 'other' }] }, 'other'],
  ])('%j → Host: %s', (options, host) => {
    expect(valuesOf(read(makeRequest({ ...BASE, ...options })), 'host')).toEqual([host]);
  });

  test.each<Partial<RequestOptions>>([
    { headers: [{ name: 'A', value: 'b\r\nC: d' }] },
    { headers: [{ name: 'A', value: 'b\nC: d' }] },
    { headers: [{ name: 'A\r\nC', value: 'b' }] },
    { headers: [{ name: 'A:', value: 'b' }] },
    { headers: [{ name: 'Upgrade', value: 'h2c' }] },
    { headers: [{ name: 'sec-websocket-KEY', value: KEY }] },
    { headers: [{ name: 'Content-Length', value: '5' }] },
    { headers: [{ name: 'Transfer-Encoding', value: 'chunked' }] },
    {
      headers: [
        { name: 'Host', value: 'a' },
        { name: 'host', value: 'b' },
      ],
    },
    { origin: 'http://a\r\nX: y' },
    { host: 'a\r\nX: y' },
    { target: '/a HTTP/1.1\r\nX: y' },
    { target: '/a b' },
    { target: 'a' },
    { target: '/é' },
    { target: '/a#b' },
    { subprotocols: ['a\r\nX: y'] },
    { subprotocols: ['a,b'] },
    { subprotocols: ['a b'] },
    { subprotocols: [''] },
    { subprotocols: ['a', 'a'] },
  ])('%j is refused', (options) => {
    expect(() => written(options)).toThrow(
      expect.objectContaining({ code: 'bad-value', fault: 'usage' }),
    );
  });

  test('has one line for each header, whatever it was asked to say', () => {
    const text = fc.string({ unit: fc.constantFrom('\r', '\n', ':', ' ', 'a', '\0', '/', 'é') });
    fc.assert(
      fc.property(text, text, text, text, (name, value, origin, subprotocol) => {
        try {
          const options = { origin, subprotocols: [subprotocol], headers: [{ name, value }] };
          expect(read(makeRequest({ ...BASE, ...options })).headers.length).toBe(8);
        } catch (error) {
          expect(error).toBeInstanceOf(SocketsError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
