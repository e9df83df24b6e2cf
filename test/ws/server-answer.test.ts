import { describe, expect, test } from 'vitest';
import { acceptFor, makeKey } from '../../src/ws/accept-key.ts';
import { requestHead } from '../../src/ws/client-handshake.ts';
import { ANSWER_RULES, type AnswerRule, judgeResponse } from '../../src/ws/server-answer.ts';
import { judgeRequest } from '../../src/ws/server-handshake.ts';
import { changedHeaders, type HeaderChanges } from './changed-headers.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const DEFLATE = { serverNoContextTakeover: false, clientNoContextTakeover: false };
const ANSWER: Readonly<Record<string, string>> = {
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Accept': acceptFor(KEY),
};
const OFFERED = { key: KEY, subprotocols: ['chat', 'v2'], deflate: [DEFLATE] };
const SWITCHING = 'HTTP/1.1 101 Switching Protocols';

/** What is other than in a good answer. */
interface Change {
  readonly startLine?: string;
  readonly headers?: HeaderChanges;
}

function judge({ startLine = SWITCHING, headers = {} }: Change, offered = OFFERED) {
  return judgeResponse({ startLine, headers: changedHeaders(ANSWER, headers) }, offered);
}

const header = (name: string, value: HeaderChanges[string]): Change => ({
  headers: { [name]: value },
});

describe('an answer', () => {
  test('that keeps the rules tells what was chosen', () => {
    const judged = judge({
      headers: { 'Sec-WebSocket-Protocol': 'v2', 'Sec-WebSocket-Extensions': 'permessage-deflate' },
    });
    expect(judged).toMatchObject({
      ok: true,
      subprotocol: 'v2',
      deflate: { serverMaxWindowBits: 15, clientMaxWindowBits: 15 },
      accept: { accept: acceptFor(KEY) },
    });
  });

  test('may choose nothing', () => {
    const judged = judge({});
    expect(judged.ok).toBe(true);
    expect(judged).not.toHaveProperty('subprotocol');
    expect(judged).not.toHaveProperty('deflate');
  });

  test.each<[string, Change]>([
    ['other capitals', { headers: { Upgrade: 'WebSocket', Connection: 'keep-alive, upgrade' } }],
    ['no words', { startLine: 'HTTP/1.1 101 ' }],
    ['no words, and no space before them', { startLine: 'HTTP/1.1 101' }],
    ['words of its own', { startLine: 'HTTP/1.1 101 Web Socket Protocol Handshake' }],
  ])('may have %s', (_, change) => {
    expect(judge(change)).toMatchObject({ ok: true });
  });

  const broken: Record<AnswerRule, readonly Change[]> = {
    'status-line': ['', 'HTTP/1.1', 'HTTP/1.1 1', 'ICY 101 OK', 'HTTP/1.1 1010 OK'].map(
      (startLine) => ({ startLine }),
    ),
    status: ['HTTP/1.1 200 OK', 'HTTP/1.0 404 Not Found', 'HTTP/1.1 302 Found'].map(
      (startLine) => ({ startLine }),
    ),
    'http-version': [{ startLine: 'HTTP/1.0 101 OK' }, { startLine: 'HTTP/2.0 101 OK' }],
    upgrade: [undefined, '', 'h2c', 'websocket, h2c', ['websocket', 'websocket']].map((value) =>
      header('Upgrade', value),
    ),
    connection: [undefined, 'close', 'upgrades'].map((value) => header('Connection', value)),
    'accept-once': [header('Sec-WebSocket-Accept', [acceptFor(KEY), acceptFor(KEY)])],
    accept: [undefined, '', KEY, acceptFor(KEY).toLowerCase()].map((value) =>
      header('Sec-WebSocket-Accept', value),
    ),
    'subprotocol-once': [header('Sec-WebSocket-Protocol', ['chat', 'v2'])],
    'subprotocol-not-offered': ['other', 'Chat', 'chat, v2', ''].map((value) =>
      header('Sec-WebSocket-Protocol', value),
    ),
    extensions: ['', 'permessage-deflate;'].map((value) =>
      header('Sec-WebSocket-Extensions', value),
    ),
    'extension-not-offered': ['foo', 'permessage-deflate, foo', 'x-webkit-deflate-frame'].map(
      (value) => header('Sec-WebSocket-Extensions', value),
    ),
    'extension-more-than-once': [
      header('Sec-WebSocket-Extensions', 'permessage-deflate, permessage-deflate'),
      header('Sec-WebSocket-Extensions', ['permessage-deflate', 'permessage-deflate']),
    ],
    'extension-parameters': [
      header('Sec-WebSocket-Extensions', 'permessage-deflate; foo'),
      header('Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits=10'),
    ],
  };
  const rules = Object.entries(broken).flatMap(([rule, changes]) =>
    changes.map((change): [string, Change] => [rule, change]),
  );

  test.each(rules)('%s: %j', (rule, change) => {
    const section = Object.entries(ANSWER_RULES).find(([name]) => name === rule)?.[1];
    expect(judge(change)).toMatchObject({ ok: false, rule, section });
  });

  test('tells what it said instead of 101, and what Accept had to be', () => {
    expect(judge({ startLine: 'HTTP/1.1 403 Forbidden' })).toMatchObject({
      status: 403,
      reason: 'Forbidden',
    });
    expect(judge(header('Sec-WebSocket-Accept', 'x'))).toMatchObject({ expected: acceptFor(KEY) });
    expect(judge(header('Sec-WebSocket-Extensions', 'permessage-deflate; a'))).toMatchObject({
      problem: 'unknown-parameter',
    });
  });

  test('may not choose anything where nothing was offered', () => {
    const nothing = { key: KEY, subprotocols: [], deflate: [] };
    expect(judge(header('Sec-WebSocket-Protocol', 'chat'), nothing)).toMatchObject({
      rule: 'subprotocol-not-offered',
    });
    expect(judge(header('Sec-WebSocket-Extensions', 'permessage-deflate'), nothing)).toMatchObject({
      rule: 'extension-not-offered',
    });
  });

  test("of our own server is one to our own client's request, with any key", () => {
    const key = makeKey();
    const base = { host: 'a', port: 80, target: '/chat', secure: false };
    const head = requestHead({ ...base, ...OFFERED, key });
    const judged = judgeRequest(head, { subprotocols: ['chat'], deflate: {}, path: '/chat' });
    expect(
      judged.kind === 'websocket' && judgeResponse(judged.head, { ...OFFERED, key }),
    ).toMatchObject({
      ok: true,
      subprotocol: 'chat',
      deflate: { serverNoContextTakeover: false },
    });
  });
});
