import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { listenTcp } from '../../src/tcp/listen.ts';
import { startProgram } from '../support/sockets-process.ts';
import { EXAMPLES, serving, startExample, stepsOf, stopped } from './running.ts';

describe('01-echo', () => {
  test('the client gets back what it sent, and each end tells its steps', async () => {
    const { server, port } = await serving('01-echo/server.mjs');
    await using _server = server;
    await using client = startExample('01-echo/client.mjs', port, '소켓\n');
    const { status, stdout, stderr } = await client.finished();
    const output = stdout.toString();
    await server.untilOutput(/^S1 close/m);
    const served = await stopped(server);

    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(output).toContain('echoed "소켓\\n"');
    expect(stepsOf(output, 'C1').slice(0, 5)).toEqual([
      ...['socket', 'attempt', 'connect', 'send', 'shutdown'],
    ]);
    expect(stepsOf(output, 'C1').slice(-2)).toEqual(['end-of-stream', 'close']);
    expect(stepsOf(served, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
    expect(stepsOf(served, 'S1')).toEqual([
      ...['accept', 'receive', 'send', 'end-of-stream', 'shutdown', 'close'],
    ]);
  });

  test('the client is not content with an answer that is no echo', async () => {
    const greet = () => ({ endOfStream: (peer: { send(text: string): void }) => peer.send('no') });
    await using server = await listenTcp({ port: 0, serve: greet });
    await using client = startExample('01-echo/client.mjs', server.address.port);

    expect((await client.finished()).status).toBe(1);
  });
});

describe('02-chat', () => {
  test('what a member says goes to the others and not to itself', async () => {
    const { server, port } = await serving('02-chat/server.mjs');
    await using _server = server;
    await using ann = startExample('02-chat/client.mjs', port);
    await server.untilOutput(/^S1 accept/m);
    await using bob = startExample('02-chat/client.mjs', port);
    await server.untilOutput(/^S2 accept/m);

    ann.write('안녕\x1b[2J\n');
    await bob.untilOutput(/안녕·\[2J\n/);
    bob.write('hello\n');
    await ann.untilOutput(/hello\n/);
    ann.endInput();
    bob.endInput();
    const [first, second] = await Promise.all([ann.finished(), bob.finished()]);
    await stopped(server);

    expect([first.status, second.status]).toEqual([0, 0]);
    expect(first.stdout.toString()).toBe('hello\n');
    expect(second.stdout.toString()).toBe('안녕·[2J\n');
    expect(stepsOf(first.stderr, 'C1').slice(-3)).toEqual(['shutdown', 'end-of-stream', 'close']);
  });

  test('a client ends when the server does, though its input is still open', async () => {
    const { server, port } = await serving('02-chat/server.mjs');
    await using _server = server;
    await using client = startExample('02-chat/client.mjs', port);
    await server.untilOutput(/^S1 accept/m);
    server.signal('SIGINT');

    expect((await client.finished()).status).toBe(0);
    expect((await server.finished()).status).toBe(0);
  });
});

describe('03-file-transfer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-examples-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([0, 1, 5_000_001])(
    'a file of %i octets arrives whole, and both ends print its SHA-256',
    async (size) => {
      const path = join(folder, `${size}.bin`);
      const octets = randomBytes(size);
      writeFileSync(path, octets);
      const checksum = createHash('sha256').update(octets).digest('hex');
      const { server, port } = await serving('03-file-transfer/server.mjs');
      await using _server = server;
      await using client = startExample('03-file-transfer/client.mjs', path, port);
      const { status, stdout, stderr } = await client.finished();
      const served = await stopped(server);

      expect(stderr).toBe('');
      expect(stdout.toString()).toContain(`sent     SHA-256 ${checksum}\n`);
      expect(stdout.toString()).toContain(`received SHA-256 ${checksum}\nequal\n`);
      expect(served).toContain(`S1 received SHA-256 ${checksum}\n`);
      expect(status).toBe(0);
    },
  );

  test('the sender says so when the receiver has got another file', async () => {
    const path = join(folder, 'sent.txt');
    writeFileSync(path, 'octets');
    const other = createHash('sha256').update('other octets').digest('hex');
    const lie = () => ({
      endOfStream: (peer: { send(text: string): void }) => peer.send(`${other}\n`),
    });
    await using server = await listenTcp({ port: 0, serve: lie });
    await using client = startExample('03-file-transfer/client.mjs', path, server.address.port);
    const { status, stdout } = await client.finished();

    expect(stdout.toString()).toContain('NOT equal\n');
    expect(status).toBe(1);
  });

  test('the receiver says how much is missing when the stream ends too early', async () => {
    const { server, port } = await serving('03-file-transfer/server.mjs');
    await using _server = server;
    await using cut = startProgram(process.execPath, ['-e', SEND_TOO_LITTLE, port]);
    await server.untilOutput(/^S1 cut short: 7 missing$/m);
    await cut.finished();
    await stopped(server);
  });
});

/** Announces ten octets and sends three, the length cut in the middle of its own eight. */
const SEND_TOO_LITTLE = `
  const socket = require('node:net').connect(process.argv[1], '127.0.0.1');
  socket.setNoDelay().write(Buffer.alloc(5), () => socket.end(Buffer.from([0, 0, 10, 1, 2, 3])));
  socket.resume();
`;

const NAMES = readdirSync(EXAMPLES).filter((name) => /^\d\d-/.test(name));

test('there is an example of each kind of socket', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(6);
});

test.each(NAMES)('%s asks a question, names its commands, and ends with what to try', (name) => {
  const readme = readFileSync(join(EXAMPLES, name, 'README.md'), 'utf8');
  const files = readdirSync(join(EXAMPLES, name)).filter((file) => file.endsWith('.mjs'));

  expect(readme).toContain('**Question:**');
  expect(readme).toContain('**Now try**');
  expect(readme).toContain('## 한국어');
  // What is recorded needs no program but our own.
  const programs = name === '09-recordings' ? [] : ['client.mjs', 'server.mjs'];
  expect(files).toEqual(expect.arrayContaining(programs));
  for (const file of files) {
    const source = readFileSync(join(EXAMPLES, name, file), 'utf8');
    const [, attempts = ''] = source.split('// Try the following:\n');
    const isProgram = file === 'client.mjs' || file === 'server.mjs';

    expect(readme).toContain(isProgram ? `node examples/${name}/${file}` : `\`${file}\``);
    expect(attempts).toMatch(/^(\/\/ {3}.+\n){2,}$/);
  }
});
