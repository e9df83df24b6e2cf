import { expect, test } from 'vitest';
import { requestHead } from '../../src/ws/client-handshake.ts';
import { purposeOf } from '../../src/ws/header-purpose.ts';
import { refuse } from '../../src/ws/refusal.ts';

test('every header that we send has a purpose that can be told', () => {
  const parameters = { serverNoContextTakeover: false, clientNoContextTakeover: false };
  const request = requestHead({
    ...{ host: 'a', port: 80, target: '/', secure: false, key: '', origin: 'http://a' },
    ...{ subprotocols: ['a'], deflate: [parameters] },
  });
  const headers = [request, refuse('method').head, refuse('version').head].flatMap(
    (head) => head.headers,
  );

  expect(headers.filter(({ name }) => purposeOf(name) === undefined)).toEqual([]);
  expect(purposeOf('SEC-WEBSOCKET-ACCEPT')).toBe('accept');
});

test('a header of nobody has none, nor has what every object inherits', () => {
  expect(purposeOf('X-Mine')).toBeUndefined();
  expect(purposeOf('constructor')).toBeUndefined();
});
