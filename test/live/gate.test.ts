import { describe, expect, test } from 'vitest';
import { connectPeer } from '../support/peer.ts';
import { requestOf } from '../ws/ws-peer.ts';
import { REFUSALS, serving } from './serving.ts';

/** The whole answer to a request. The server ends the connection behind it. */
async function answerTo(page: URL, request: string): Promise<{ head: string; body: string }> {
  using peer = await connectPeer(Number(page.port));
  peer.socket.write(request);
  const answer = (await peer.everything()).toString();
  peer.socket.end();
  expect(await peer.gone()).toBeUndefined();
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, body };
}

const get = (target: string, host: string, method = 'GET', more = '') =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
const handshake = (target: string, headers: Record<string, string>) =>
  requestOf(headers, `GET ${target} HTTP/1.1`);

const GUARDS = [
  "Content-Security-Policy: default-src 'none'",
  "frame-ancestors 'none'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
  'Cache-Control: no-store',
  'Cross-Origin-Opener-Policy: same-origin',
  'Cross-Origin-Resource-Policy: same-origin',
];

describe('the page server', () => {
  test('gives its page to whoever has the whole address, for nobody to keep or to frame', async () => {
    const { server, page } = await serving();
    await using _server = server;
    for (const host of [page.host, `localhost:${page.port}`]) {
      const { head, body } = await answerTo(page, get(page.pathname, host));
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(body).toBe(`<!doctype html><title>페이지 ${page.pathname}live</title>`);
      expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
      expect(head).toContain(`connect-src ws://${host};`);
      for (const guard of GUARDS) expect(head).toContain(guard);
    }
  });

  test('answers HEAD as GET, without the page', async () => {
    const { server, page } = await serving();
    await using _server = server;
    const got = await answerTo(page, get(page.pathname, page.host));
    const asked = await answerTo(page, get(page.pathname, page.host, 'HEAD'));
    expect(asked).toEqual({ head: got.head, body: '' });
  });

  test('listens on loopback alone, with another secret each time', async () => {
    const one = await serving();
    await using _one = one.server;
    const other = await serving();
    await using _other = other.server;
    expect(one.page.hostname).toBe('127.0.0.1');
    expect(one.page.pathname).toMatch(/^\/[\w-]{22}\/$/);
    expect(one.page.pathname).not.toBe(other.page.pathname);
    const port = Number(one.page.port);
    await expect(serving({ port })).rejects.toMatchObject({ code: 'port-taken' });
  });

  test('tells a plain GET for the run that it takes a WebSocket', async () => {
    const { server, page } = await serving();
    await using _server = server;
    const request = get(`${page.pathname}live`, page.host, 'GET', `Origin: ${page.origin}\r\n`);
    expect((await answerTo(page, request)).head).toMatch(/^HTTP\/1\.1 426 /);
  });
});

type Ask = (page: URL) => string;
/** The page's path with another secret. */
const guessed = ({ pathname }: URL) =>
  pathname.replace(/^\/./, (two) => (two === '/A' ? '/B' : '/A'));
/** A handshake for the run, with these headers in the place of right ones. */
const follow =
  (change: Readonly<Record<string, string>>): Ask =>
  ({ pathname, host, origin }) =>
    handshake(`${pathname}live`, { Host: host, Origin: origin, ...change });

const BY_TOKEN: Readonly<Record<string, Ask>> = {
  'no token': ({ host }) => get('/', host),
  'a wrong token': (page) => get(guessed(page), page.host),
  'a wrong token, of a handshake': (page) =>
    handshake(`${guessed(page)}live`, { Host: page.host, Origin: page.origin }),
  'half a token': ({ pathname, host }) => get(pathname.slice(0, 12), host),
  'a token and no slash': ({ pathname, host }) => get(pathname.slice(0, -1), host),
  'a token in another place': ({ pathname, host }) => get(`/?token=${pathname}`, host),
  'a path that climbs': ({ pathname, host }) => get(`${pathname}../../etc/passwd`, host),
  'one that climbs in disguise': ({ pathname, host }) =>
    get(`${pathname}%2e%2e/%2e%2e/etc/passwd`, host),
  'another file': ({ pathname, host }) => get(`${pathname}index.html`, host),
};

const BY_HOST: Readonly<Record<string, Ask>> = {
  'another host': ({ pathname, port }) => get(pathname, `evil.example:${port}`),
  'one that begins like ours': ({ pathname, port }) =>
    get(pathname, `127.0.0.1.evil.example:${port}`),
  'another port': ({ pathname }) => get(pathname, '127.0.0.1:1'),
  'no port': ({ pathname }) => get(pathname, '127.0.0.1'),
  'two hosts': ({ pathname, host }) => get(pathname, host, 'GET', `Host: ${host}\r\n`),
  'no host': ({ pathname }) => `GET ${pathname} HTTP/1.1\r\n\r\n`,
  'a URL of another host': ({ pathname, host }) => get(`http://evil.example${pathname}`, host),
  'another host, of a handshake': follow({ Host: 'evil.example' }),
};

const BY_ORIGIN: Readonly<Record<string, Ask>> = {
  'another site': follow({ Origin: 'https://evil.example' }),
  'another port': follow({ Origin: 'http://127.0.0.1:1' }),
  'our other name': (page) => follow({ Origin: `http://localhost:${page.port}` })(page),
  'a file': follow({ Origin: 'null' }),
  'none at all': ({ pathname, host }) => handshake(`${pathname}live`, { Host: host }),
};

const BY_METHOD: Readonly<Record<string, Ask>> = {
  POST: ({ pathname, host }) => get(pathname, host, 'POST', 'Content-Length: 2\r\n\r\nhi'),
  OPTIONS: ({ pathname, host }) => get(pathname, host, 'OPTIONS'),
};

const TABLES = [
  { why: 'token', status: 403, table: BY_TOKEN },
  { why: 'host', status: 403, table: BY_HOST },
  { why: 'origin', status: 403, table: BY_ORIGIN },
  { why: 'method', status: 405, table: BY_METHOD },
] as const;

describe.each(TABLES)('who comes with a wrong $why', ({ why, status, table }) => {
  test.each(Object.entries(table))('is refused: %s', async (_name, ask) => {
    const { server, page, push, audience } = await serving();
    await using _server = server;
    push('header\nsecret\n');
    const { head, body } = await answerTo(page, ask(page));
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('Content-Type: text/plain; charset=utf-8\r\n');
    expect(head).toContain('X-Content-Type-Options: nosniff');
    expect(head.includes('Allow: GET, HEAD')).toBe(status === 405);
    expect(body).toBe(`${REFUSALS[why]}\n`);
    expect(audience.size).toBe(0);
  });
});
