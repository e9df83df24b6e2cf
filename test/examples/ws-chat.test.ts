import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connected } from '../ws/ws-peer.ts';
import { EXAMPLES, serving, startExample, stepsOf, stopped } from './running.ts';

const SERVER = '08-ws-chat/server.mjs';
const CLIENT = '08-ws-chat/client.mjs';
const PAGE = readFileSync(join(EXAMPLES, '08-ws-chat/page.html'), 'utf8');

/** What a browser gets that asks for the page. */
function pageAt(port: string): Promise<{ type: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/' }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(Buffer.from(chunk));
      const body = Buffer.concat(chunks).toString();
      resolve({ type: response.headers['content-type'], body });
    });
    request.on('error', reject);
  });
}

describe('08-ws-chat', () => {
  test('what a member says goes to all, with its label, and so does who comes and goes', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    await using ann = startExample(CLIENT, port);
    await ann.untilOutput(/^S1 is here: 1 in all$/m);
    await using bob = startExample(CLIENT, port);
    await ann.untilOutput(/^S2 is here: 2 in all$/m);

    ann.write('안녕\x1b[2J\n');
    await bob.untilOutput(/^S1: 안녕·\[2J$/m);
    bob.write('hello\n');
    await ann.untilOutput(/^S2: hello$/m);
    bob.endInput();
    await ann.untilOutput(/^S2 has left \(1000\)$/m);
    const left = await bob.finished();
    ann.endInput();
    const [last, served] = [await ann.finished(), await stopped(server)];

    expect([left.status, last.status]).toEqual([0, 0]);
    expect(left.stdout.toString().split('\n')).toEqual([
      ...['S2 is here: 2 in all', 'S1: 안녕·[2J', 'S2: hello', ''],
    ]);
    expect(left.stderr).toMatch(/closed with 1000 , by us\n$/);
    expect(stepsOf(served, 'S1').slice(0, 6)).toEqual([
      ...['accept', 'setsockopt', 'ws-request', 'ws-key', 'ws-response', 'ws-open'],
    ]);
    expect(served).toMatch(/^S1 ws-frame peer 10 B\nS1 ws-frame us 14 B\nS2 ws-frame us 14 B$/m);
  });

  test('a browser gets the page on the same port, and nothing of it from elsewhere', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const { type, body } = await pageAt(port);
    await stopped(server);

    expect(type).toBe('text/html; charset=utf-8');
    expect(body).toBe(PAGE);
    expect(body).toContain("new WebSocket(location.href.replace(/^http/, 'ws'))");
    expect(body).not.toMatch(/\bsrc=|\bhref=|@import|url\(|https?:\/\//);
    expect(body).toMatch(/<!-- Try the following:\n( {2}- .+\n){2,}-->/);
  });

  test('a message longer than is accepted is refused, and the others stay', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    await using ann = startExample(CLIENT, port);
    await ann.untilOutput(/^S1 is here/m);
    const { ws } = await connected({ port: Number(port) });
    await ann.untilOutput(/^S2 is here/m);
    ws.send('x'.repeat(4097));

    expect(await ws.closed).toMatchObject({ code: 1009, by: 'peer' });
    await ann.untilOutput(/^S2 has left \(1006\)$/m);
    ann.endInput();
    expect((await ann.finished()).stdout.toString()).not.toContain('xxx');
    await stopped(server);
  });

  test('a client ends when the server does, though its input is still open', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    await using client = startExample(CLIENT, port);
    await client.untilOutput(/^S1 is here/m);
    server.signal('SIGINT');
    const { status, stderr } = await client.finished();

    expect(stderr).toMatch(/closed with 1001 , by peer\n$/);
    expect(status).toBe(0);
    expect((await server.finished()).status).toBe(0);
  });
});
