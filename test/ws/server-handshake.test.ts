import { describe, expect, test } from 'vitest';
import { encodeHead, valuesOf } from '../../src/ws/http-head.ts';
import type { ServerHandshakeOptions } from '../../src/ws/server-handshake.ts';
import { type Change, header, judge } from './judged-request.ts';

describe('a request that keeps the rules', () => {
  test("is answered as in RFC 6455 §1.3's example", () => {
    const judged = judge({
      headers: { Origin: 'http://example.com', 'Sec-WebSocket-Protocol': 'chat, superchat' },
      options: { subprotocols: ['superchat', 'chat'] },
    });

    expect(judged).toMatchObject({
      kind: 'websocket',
      subprotocol: 'chat',
      request: {
        path: '/chat',
        host: 'server.example.com',
        origin: 'http://example.com',
        key: 'dGhlIHNhbXBsZSBub25jZQ==',
        subprotocols: ['chat', 'superchat'],
        extensions: [],
      },
      accept: { accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' },
    });
    const octets = judged.kind === 'websocket' ? encodeHead(judged.head) : [];
    expect(Buffer.from(octets).toString()).toBe(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
        'Sec-WebSocket-Protocol: chat',
        '',
        '',
      ].join('\r\n'),
    );
  });

  test.each<[string, Change]>([
    ['the names of headers in other capitals', { headers: { Host: undefined, hOST: 'a' } }],
    ['tokens in other capitals', { headers: { Upgrade: 'WebSocket', Connection: 'upgrade' } }],
    ['tokens among others', { headers: { Upgrade: 'h2c, websocket', Connection: 'a, Upgrade' } }],
    ['tokens on several lines', header('Connection', ['keep-alive', 'Upgrade'])],
    ['a URL for its target', { startLine: 'GET http://a/chat HTTP/1.1' }],
    ['a query', { startLine: 'GET /chat?a=b&c=%20 HTTP/1.1', options: { path: '/chat' } }],
    ['a later HTTP/1', { startLine: 'GET /chat HTTP/1.2' }],
    ['a port', header('Host', 'a:8080')],
    ['an IPv6 address', header('Host', '[::1]:8080')],
    ['a body of nothing', header('Content-Length', '0')],
    [
      'an origin on the list',
      {
        ...header('Origin', 'http://Example.com'),
        options: { origins: ['http://a', 'http://example.com'] },
      },
    ],
    ['any origin where there is no list', header('Origin', 'null')],
    ['a host on the list', { options: { hosts: ['server.example.com'] } }],
    ['subprotocols on several lines', header('Sec-WebSocket-Protocol', ['a', 'b'])],
    ['an extension nobody knows', header('Sec-WebSocket-Extensions', 'foo; bar="baz"')],
  ])('may have %s', (_, change) => {
    expect(judge(change).kind).toBe('websocket');
  });

  test('gets no subprotocol where none is shared, and none that it did not ask for', () => {
    const options = { subprotocols: ['chat'] };
    for (const asked of [undefined, 'other']) {
      const judged = judge({ ...header('Sec-WebSocket-Protocol', asked), options });
      expect(judged).not.toHaveProperty('subprotocol');
      expect(
        judged.kind === 'websocket' && valuesOf(judged.head, 'sec-websocket-protocol'),
      ).toEqual([]);
    }
  });

  test('gets an extension where the server wants one', () => {
    const offer = header('Sec-WebSocket-Extensions', 'foo, permessage-deflate');
    const judged = judge({ ...offer, options: { deflate: {} } });
    expect(judged).toMatchObject({
      deflate: { serverMaxWindowBits: 15 },
      offers: [{ verdict: 'unknown-extension' }, { verdict: 'taken' }],
    });
    expect(
      judged.kind === 'websocket' && valuesOf(judged.head, 'sec-websocket-extensions'),
    ).toEqual(['permessage-deflate']);
    expect(judge(offer)).not.toHaveProperty('deflate');
  });
});

describe('a plain GET', () => {
  const plain = {
    Upgrade: undefined,
    'Sec-WebSocket-Key': undefined,
    'Sec-WebSocket-Version': undefined,
  };
  const get = (startLine: string, options?: ServerHandshakeOptions) =>
    judge({
      startLine,
      headers: { ...plain, Connection: 'keep-alive' },
      ...(options && { options }),
    });

  test('of / wants the page, also where another path is for frames', () => {
    expect(get('GET /?lang=ko HTTP/1.1', { path: '/chat' })).toMatchObject({
      kind: 'page',
      line: { path: '/', query: 'lang=ko' },
    });
    expect(get('GET / HTTP/1.0').kind).toBe('page');
  });

  test('of the path for frames is told to upgrade, and of another one that there is none', () => {
    expect(get('GET /chat HTTP/1.1', { path: '/chat' })).toMatchObject({
      rule: 'upgrade',
      status: 426,
    });
    expect(get('GET /favicon.ico HTTP/1.1', { path: '/' })).toMatchObject({
      rule: 'path',
      status: 404,
    });
  });

  test('with any header of a handshake is one that lost something on its way', () => {
    expect(judge({ startLine: 'GET / HTTP/1.1', headers: { Upgrade: undefined } })).toMatchObject({
      rule: 'upgrade',
    });
  });

  test('is a GET: anything else is refused', () => {
    expect(get('HEAD / HTTP/1.1')).toMatchObject({ rule: 'method' });
  });
});
