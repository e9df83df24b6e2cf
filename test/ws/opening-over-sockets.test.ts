import { describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { connectWs } from '../../src/ws/connect.ts';
import { until } from '../support/pair.ts';
import { connectPeer, listenPeer } from '../support/peer.ts';
import { connected, listening, requestOf } from './ws-peer.ts';

async function answerTo(port: number, request: string): Promise<string> {
  using peer = await connectPeer(port);
  peer.socket.write(request);
  const answer = (await peer.everything()).toString();
  peer.socket.end();
  expect(await peer.gone()).toBeUndefined();
  return answer;
}

const OPTIONS = { path: '/chat', origins: ['http://good.example'], page: '<p>안녕</p>' };
const GOOD = { Origin: 'http://good.example' };
const CHAT = 'GET /chat HTTP/1.1';

const REFUSED = [
  { status: 400, rule: 'key', request: requestOf({ ...GOOD, 'Sec-WebSocket-Key': 'x' }, CHAT) },
  { status: 400, rule: 'host', request: requestOf({ ...GOOD, Host: '' }, CHAT) },
  { status: 400, rule: 'connection', request: requestOf({ ...GOOD, Connection: 'close' }, CHAT) },
  { status: 400, rule: 'request-line', request: requestOf(GOOD, 'nonsense') },
  { status: 400, rule: 'bare-line-feed', request: `${CHAT}\nHost: x\n\n` },
  { status: 403, rule: 'origin', request: requestOf({ Origin: 'http://evil.example' }, CHAT) },
  { status: 403, rule: 'origin', request: requestOf({}, CHAT) },
  { status: 404, rule: 'path', request: requestOf(GOOD, 'GET /other HTTP/1.1') },
  { status: 405, rule: 'method', request: requestOf(GOOD, 'POST /chat HTTP/1.1') },
  {
    status: 426,
    rule: 'version',
    request: requestOf({ ...GOOD, 'Sec-WebSocket-Version': '8' }, CHAT),
  },
  { status: 426, rule: 'upgrade', request: requestOf({ ...GOOD, Upgrade: 'h2c' }, CHAT) },
  { status: 431, rule: 'head-too-large', request: requestOf({ X: 'x'.repeat(20_000) }, CHAT) },
  { status: 505, rule: 'http-major-version', request: requestOf(GOOD, 'GET /chat HTTP/2.0') },
];

describe('a server of ours', () => {
  test.each(REFUSED)('answers $status by the rule of $rule, and ends', async (refused) => {
    const { status, rule, request } = refused;
    const { server, trace, port } = await listening(OPTIONS);
    await using _server = server;
    const answer = await answerTo(port, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(answer).toContain(`\r\n\r\n${rule} (RFC `);
    if (status === 426) expect(answer).toContain('\r\nSec-WebSocket-Version: 13\r\n');
    if (status === 405) expect(answer).toContain('\r\nAllow: GET\r\n');
    expect(trace.of('ws-refused')).toMatchObject([{ by: 'us', rule }]);
    expect(trace.of('ws-response')).toMatchObject([{ by: 'us', status }]);
    expect(server.sockets.size).toBe(0);
  });

  test('shows its page at / and opens nothing', async () => {
    const { server, trace, port } = await listening(OPTIONS);
    await using _server = server;
    const answer = await answerTo(port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain(`Content-Length: ${Buffer.byteLength(OPTIONS.page)}\r\n`);
    expect(answer.endsWith(`\r\n\r\n${OPTIONS.page}`)).toBe(true);
    expect(trace.of('ws-open')).toEqual([]);
  });

  test('gives a slow handshake up, and whoever it refused and stays', async () => {
    const { server, trace, port } = await listening({ handshakeTimeout: 30, closeTimeout: 30 });
    await using _server = server;
    using slow = await connectPeer(port);
    slow.socket.write('GET / HTTP/1.1\r\n');
    expect((await slow.everything()).toString()).toMatch(/^HTTP\/1\.1 408 /);
    expect(trace.of('timeout')).toMatchObject([{ what: 'handshake', after: 30_000 }]);
    await until(trace, ({ type, socket }) => type === 'reset' && socket === 'S1', 'reset');
    using stays = await connectPeer(port);
    stays.socket.write('BREW / HTTP/1.1\r\n\r\n');
    expect((await stays.everything()).toString()).toMatch(/^HTTP\/1\.1 405 /);
    await until(trace, ({ type, socket }) => type === 'reset' && socket === 'S2', 'reset');
  });

  test('forgets a client that ends in the midst of its request', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.end('GET / HT');
    expect(await peer.gone()).toBeUndefined();
    await until(trace, ({ type, socket }) => type === 'close' && socket === 'S1', 'close');
    expect(server.connections.size).toBe(0);
  });

  test('chooses a subprotocol, and tells the steps in their order', async () => {
    const { server, trace, port } = await listening({ subprotocols: ['b', 'c'] });
    await using _server = server;
    const { ws, trace: ours } = await connected({ port, subprotocols: ['a', 'c', 'b'] });
    expect(ws.subprotocol).toBe('c');
    const steps = (of: typeof trace) => of.steps().filter((step) => step.startsWith('ws-'));
    expect(steps(trace)).toEqual(['ws-request', 'ws-key', 'ws-response', 'ws-open']);
    expect(steps(ours)).toEqual(['ws-request', 'ws-response', 'ws-key', 'ws-open']);
    ws.reset();
  });
});

describe('a client of ours', () => {
  const ANSWERS = [
    { code: 'ws-status', answer: 'HTTP/1.1 404 Not Found\r\n\r\n', facts: { status: 404 } },
    { code: 'ws-bad-answer', answer: 'SSH-2.0-OpenSSH_9.9\r\n\r\n', facts: {} },
    {
      code: 'ws-bad-answer',
      answer: 'HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      facts: {},
    },
    { code: 'ws-bad-answer', answer: 'x'.repeat(20_000), facts: {} },
  ];

  test.each(ANSWERS)('fails with $code where the answer is $answer', async (wrong) => {
    await using listener = await listenPeer();
    const connecting = connectWs({ port: listener.port });
    const refused = expect(connecting).rejects.toMatchObject({
      ...{ fault: 'peer', code: wrong.code },
      facts: { address: `127.0.0.1:${listener.port}`, ...wrong.facts },
    });
    const peer = await listener.next();
    peer.socket.write(wrong.answer);
    await refused;
  });

  const REFUSED_ANSWERS = [
    { rule: 'no-colon', answer: 'HTTP/1.1 101 x\r\nUpgrade\r\n\r\n', told: [] },
    { rule: 'control-character', answer: '\x15\x03\x01\x00\x02\x02\x16', told: [] },
    {
      ...{ rule: 'status-line', answer: 'SSH-2.0-OpenSSH_9.9\r\n\r\n' },
      told: [{ by: 'peer', status: 0, reason: 'SSH-2.0-OpenSSH_9.9' }],
    },
    {
      ...{ rule: 'status', answer: 'HTTP/1.1 404 Not Found\r\n\r\n' },
      told: [{ by: 'peer', status: 404 }],
    },
  ];

  test.each(REFUSED_ANSWERS)('tells by which rule it refuses: $rule', async (refused) => {
    const { rule, answer, told } = refused;
    await using listener = await listenPeer();
    const trace = new Trace();
    const connecting = connectWs({ port: listener.port, labels: new Labels() }, trace.record);
    const failed = expect(connecting).rejects.toMatchObject({ fault: 'peer' });
    (await listener.next()).socket.write(answer);
    await failed;
    expect(trace.of('ws-refused')).toMatchObject([{ by: 'us', rule }]);
    expect(trace.of('ws-response')).toMatchObject(told);
    expect(trace.steps('C1').slice(-2)).toEqual(['ws-refused', 'close']);
  });

  test('fails when the stream ends, is reset, or nothing comes', async () => {
    await using listener = await listenPeer();
    const { port } = listener;
    const ended = expect(connectWs({ port })).rejects.toMatchObject({ code: 'ws-ended' });
    (await listener.next()).socket.end();
    await ended;
    const cut = expect(connectWs({ port })).rejects.toMatchObject({ code: 'ws-ended' });
    const peer = await listener.next();
    await peer.until('\r\n\r\n');
    peer.socket.resetAndDestroy();
    await cut;
    await expect(connectWs({ port, connectTimeout: 50 })).rejects.toMatchObject({
      ...{ code: 'ws-handshake-timeout', facts: { seconds: 0.05 } },
    });
  });

  test('stops waiting for an answer when it is told to', async () => {
    await using listener = await listenPeer();
    const { port } = listener;
    const abort = new AbortController();
    const connecting = connectWs({ port, signal: abort.signal });
    const stopped = expect(connecting).rejects.toMatchObject({ code: 'interrupted' });
    const peer = await listener.next();
    await peer.until('\r\n\r\n');
    abort.abort();
    await stopped;
    await peer.ended;
  });
});
