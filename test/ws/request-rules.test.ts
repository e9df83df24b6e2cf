import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeHead, HeadReader, valuesOf } from '../../src/ws/http-head.ts';
import { refuse } from '../../src/ws/refusal.ts';
import { REQUEST_RULE_NAMES, REQUEST_RULES, type RequestRule } from '../../src/ws/request-rules.ts';
import { type Change, header, judge } from './judged-request.ts';

describe('a request that breaks a rule', () => {
  const twice = (name: string, value: string) => header(name, [value, value]);
  const broken: Record<RequestRule, [status: number, changes: readonly Change[]]> = {
    'http-major-version': [
      505,
      [{ startLine: 'GET /chat HTTP/2.0' }, { startLine: 'GET / HTTP/0.9' }],
    ],
    method: [405, [{ startLine: 'POST /chat HTTP/1.1' }, { startLine: 'get /chat HTTP/1.1' }]],
    'http-version': [400, [{ startLine: 'GET /chat HTTP/1.0' }]],
    host: [
      400,
      [
        ...[undefined, '', 'a b', 'a/b', 'user@a', 'a:b', '[::1', 'a, b'].map((host) =>
          header('Host', host),
        ),
        twice('Host', 'a'),
      ],
    ],
    body: [
      400,
      [
        header('Content-Length', '5'),
        header('Content-Length', ['0', '5']),
        header('Transfer-Encoding', 'chunked'),
      ],
    ],
    'host-not-ours': [
      421,
      [
        { options: { hosts: ['localhost:9000'] } },
        { startLine: 'GET http://evil/ HTTP/1.1', options: { hosts: ['server.example.com'] } },
      ],
    ],
    path: [
      404,
      [
        { options: { path: '/' } },
        { startLine: 'GET /chat/ HTTP/1.1', options: { path: '/chat' } },
      ],
    ],
    upgrade: [
      426,
      [undefined, 'h2c', 'websockets', 'web socket', ''].map((value) => header('Upgrade', value)),
    ],
    connection: [
      400,
      [undefined, 'keep-alive', 'Upgraded', ''].map((value) => header('Connection', value)),
    ],
    'version-once': [400, [twice('Sec-WebSocket-Version', '13')]],
    version: [
      426,
      [undefined, '12', '8', '013', '13, 8', ''].map((value) =>
        header('Sec-WebSocket-Version', value),
      ),
    ],
    'key-once': [400, [twice('Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==')]],
    key: [
      400,
      [undefined, '', 'c2hvcnQ=', 'not base64 at all!!!!!=='].map((value) =>
        header('Sec-WebSocket-Key', value),
      ),
    ],
    'origin-once': [400, [twice('Origin', 'http://a')]],
    origin: [
      403,
      [undefined, 'http://b', 'https://a', 'http://a.b', 'http://a:81', 'null'].map((value) => ({
        ...header('Origin', value),
        options: { origins: ['http://a'] },
      })),
    ],
    subprotocols: [
      400,
      ['', 'a b', 'a,a', 'a;b'].map((value) => header('Sec-WebSocket-Protocol', value)),
    ],
    extensions: [
      400,
      ['', 'a;', 'a;b="c d"'].map((value) => header('Sec-WebSocket-Extensions', value)),
    ],
  };
  const cases = REQUEST_RULE_NAMES.flatMap((rule) =>
    broken[rule][1].map((change): [RequestRule, number, Change] => [rule, broken[rule][0], change]),
  );

  test.each(cases)('%s → %i: %j', (rule, status, change) => {
    const judged = judge(change);
    expect(judged).toMatchObject({
      kind: 'refused',
      rule,
      status,
      section: REQUEST_RULES[rule].section,
    });
  });

  test.each([
    '',
    'GET',
    'GET /',
    'GET / HTTP/1',
    'GET  / HTTP/1.1',
    'GET / HTTP/1.1 ',
    ' GET / HTTP/1.1',
    'GET chat HTTP/1.1',
    'GET * HTTP/1.1',
    'GET /#a HTTP/1.1',
    'GET /<script> HTTP/1.1',
    'GET /\xe9 HTTP/1.1',
    'GET ftp://a/ HTTP/1.1',
    'GET / http/1.1',
    'G(T / HTTP/1.1',
  ])('a first line %j is none', (startLine) => {
    expect(judge({ startLine })).toMatchObject({
      kind: 'refused',
      rule: 'request-line',
      status: 400,
    });
  });

  test('is told what would do', () => {
    expect(refuse('method').head.headers).toContainEqual({ name: 'Allow', value: 'GET' });
    for (const rule of ['version', 'upgrade'] as const) {
      const { head } = refuse(rule);
      expect(head.startLine).toBe('HTTP/1.1 426 Upgrade Required');
      expect(valuesOf(head, 'upgrade')).toEqual(['websocket']);
      expect(valuesOf(head, 'connection')).toEqual(['Upgrade, close']);
      expect(valuesOf(head, 'sec-websocket-version')).toEqual(['13']);
    }
  });

  test('is answered with a whole message that names the rule and its section', () => {
    const rules = [
      ...REQUEST_RULE_NAMES,
      'head-too-large',
      'request-line',
      'handshake-timeout',
    ] as const;
    for (const rule of rules) {
      const { head, body, status } = refuse(rule);
      expect(head.startLine).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
      expect(body).toMatch(new RegExp(`^${rule} \\(RFC \\d+ §[\\d.]+\\)\\n$`));
      expect(valuesOf(head, 'connection')[0]).toMatch(/close$/);
      const reader = new HeadReader();
      reader.push(encodeHead(head, body));
      expect(valuesOf(head, 'content-length')).toEqual([String(reader.rest.length)]);
    }
    expect(refuse('head-too-large').status).toBe(431);
    expect(refuse('handshake-timeout').status).toBe(408);
  });

  test('gets nothing back of what it sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (target, value) => {
        const judged = judge({
          startLine: `GET /zq${target} HTTP/1.1`,
          ...header('Upgrade', `zq${value}`),
        });
        expect(JSON.stringify(judged)).not.toContain('zq');
      }),
      { numRuns: 100 },
    );
  });
});
