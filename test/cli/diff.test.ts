import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { connectedPair, type Pair } from '../support/pair.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'sockets-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `sockets diff` says, its lines without the space around them, and its status. */
async function diff(args: readonly string[], columns = 80) {
  const env = { COLUMNS: String(columns), NO_COLOR: '1' };
  const { stdout, stderr, status } = await runSockets(['diff', ...args], { env });
  const text = stdout.toString();
  return { text, stderr, status, lines: text.split('\n').map((line) => line.trim()) };
}

/** Records a demo. */
async function demo(name: string, ...args: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.jsonl`);
  const { stdout } = await runSockets(['demo', ...args, '--json', '--lanes', 'app']);
  writeFileSync(path, stdout);
  return path;
}

/** Records both ends of a conversation: what the client is told to do, with an echo server. */
async function conversation(
  name: string,
  client: readonly string[],
): Promise<{ readonly client: string; readonly server: string }> {
  const paths = {
    client: join(folder, `${name}-client.jsonl`),
    server: join(folder, `${name}-server.jsonl`),
  };
  const lanes = ['--lanes', 'app'];
  await using listening = startSockets([
    ...['tcp-server', '0', '--once', '--record', paths.server, ...lanes],
  ]);
  const port = String(await listening.port);
  await runSockets([
    'tcp-client',
    'localhost',
    port,
    ...client,
    '--record',
    paths.client,
    ...lanes,
  ]);
  await listening.exited;
  return paths;
}

/** Records two programs of our library: an echo, and how it ends. */
async function echoed(name: string, end: (pair: Pair) => Promise<void>): Promise<string> {
  const path = join(folder, `${name}.jsonl`);
  await using pair = await connectedPair({ handler: { receive: (one, bytes) => one.send(bytes) } });
  pair.client.handle({});
  pair.client.send('hello');
  await pair.receivedBy('C1', 5);
  await end(pair);
  const header = encodeHeader({ program: 'a student', created: 0 });
  writeFileSync(path, header + [...pair.trace].map(encodeEvent).join(''));
  return path;
}

const HELLO = ['--send', 'hello\\n'];
const [first, second] = await Promise.all([demo('first'), demo('second')]);
const graceful = await conversation('graceful', HELLO);

describe('sockets diff', () => {
  test('finds no difference between two runs of one demo, and says so with status 0', async () => {
    const { lines, status, stderr } = await diff([first, second]);

    expect(lines).toContain('No difference: both runs did the same.');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each(['udp', 'tls', 'unix'])('nor between two of the %s demo', async (what) => {
    const { text, status } = await diff([
      await demo(`${what}-1`, what),
      await demo(`${what}-2`, what),
    ]);

    expect({ text, status }).toMatchObject({ status: 0 });
  });

  test('shows a reset where the reference ends the connection, and what that means', async () => {
    const reset = await conversation('reset', [...HELLO, '--reset']);
    const { lines, status } = await diff([graceful.client, reset.client]);

    expect(lines).toContain('1 C1: reset, where the reference has shutdown.');
    expect(lines.join(' ')).toContain('the peer gets ECONNRESET instead of an end of stream.');
    expect(status).toBe(1);
  });

  test('shows a shutdown that is missing', async () => {
    const ended = await echoed('ended', async (pair) => {
      pair.client.end();
      await pair.told('S1', 'end-of-stream');
      pair.peer.end();
      await pair.gone();
    });
    const closed = await echoed('closed', async (pair) => {
      pair.client.close();
      await pair.told('S1', 'end-of-stream');
      pair.peer.end();
      await pair.gone();
    });
    const { lines, status } = await diff([ended, closed]);

    expect(lines).toContain('1 C1: no shutdown, which the reference has.');
    expect(lines).toContain(
      'It closes both halves at once: what the peer still sends is answered with',
    );
    expect(status).toBe(1);
  });

  test('shows an answer that is sent only behind the end of stream', async () => {
    const data = 'aGVsbG8=';
    const line = (type: string, rest = '') =>
      `{"time":1,"source":"app","socket":"S1","type":"${type}","local":"127.0.0.1:9","remote":"127.0.0.1:8"${rest}}\n`;
    const octets = `,"bytes":5,"data":"${data}"`;
    const header = '{"format":"sockets-trace","version":1,"program":"by hand","time":1}\n';
    const [early, late] = ['early', 'late'].map((name) => join(folder, `${name}.jsonl`));
    const begin = header + line('receive', octets);
    writeFileSync(
      early ?? '',
      begin + line('send', octets) + line('end-of-stream') + line('shutdown'),
    );
    writeFileSync(
      late ?? '',
      begin + line('end-of-stream') + line('send', octets) + line('shutdown'),
    );
    const { lines } = await diff([early ?? '', late ?? '']);

    expect(lines).toContain('1 S1: send comes after end-of-stream; in the reference, before it.');
  });

  test('takes other writes for the same stream, and notes the borders', async () => {
    const cut = await conversation('cut', [...HELLO, '--write-size', '2']);
    const { text, status } = await diff([graceful.client, cut.client]);

    expect(text).toContain('The same, but for where the streams were cut.');
    expect(text).toMatch(/C1: the same octets, sent in 3 writes; in the reference, in 1\.\s+TCP/);
    expect(status).toBe(0);
  });

  test('shows other octets from the first on that differs, unless payloads do not count', async () => {
    const other = await conversation('other', ['--send', 'help!\\n']);
    const { lines } = await diff([graceful.client, other.client]);
    const without = await diff([graceful.client, other.client, '--no-data']);

    expect(lines).toContain(
      '1 C1: what is sent differs from octet 4 on: "p!\\n"; in the reference: "lo\\n".',
    );
    expect(without.status).toBe(0);
  });

  test('speaks Korean, and puts both beside each other where there is room', async () => {
    const reset = await conversation('korean', [...HELLO, '--reset']);
    const { text } = await diff([graceful.client, reset.client, '--lang', 'ko'], 140);

    expect(text).toMatch(/! shutdown +이쪽은 더 보내지 않습니다 +│ reset +이쪽이 RST로/);
    expect(text).toContain('1 C1: 기준의 shutdown 자리에 reset 단계가 있습니다.');
  });
});

test('datagrams that were lost are told with what follows from it', async () => {
  const record = async (name: string, drop: string) => {
    const path = join(folder, `${name}.jsonl`);
    await using echo = startSockets(['udp-recv', '0', '--service', 'echo', '--lanes', 'app']);
    const port = String(await echo.port);
    await using link = startSockets(['link', 'udp', '0', port, '--drop', drop, '--seed', '7']);
    const [, at = ''] = await link.untilError(/127\.0\.0\.1:(\d+)/);
    const sending = [
      'udp-send',
      'localhost',
      at,
      '--count',
      '10',
      '--interval',
      '1',
      '--wait',
      '500',
    ];
    await runSockets([...sending, '--record', path, '--lanes', 'app']);
    return path;
  };
  const { text, status } = await diff([await record('whole', '0%'), await record('lossy', '30%')]);

  expect(text).toMatch(/U1: \d × receive of the reference are missing\./);
  expect(text).toContain('UDP promises no delivery');
  expect(status).toBe(1);
});

describe('for a program', () => {
  test('there is one document, with each difference and its steps', async () => {
    const reset = await conversation('json', [...HELLO, '--reset']);
    const { text, status } = await diff([graceful.client, reset.client, '--json']);
    const document: unknown = JSON.parse(text);

    expect(status).toBe(1);
    expect(document).toMatchObject({
      program: expect.stringMatching(/^sockets \d/),
      reference: { path: graceful.client, lanes: ['app'] },
      same: false,
      differences: expect.arrayContaining([
        expect.objectContaining({
          kind: 'instead',
          lesson: 'reset-for-end',
          socket: { role: 'C', reference: 'C1', other: 'C1' },
          other: expect.objectContaining({
            verb: 'reset',
            event: expect.objectContaining({ type: 'reset', by: 'us' }),
          }),
        }),
      ]),
    });
  });

  test('the status of trouble is 2, whatever it is, and never that of a difference', async () => {
    const junk = join(folder, 'junk.jsonl');
    writeFileSync(junk, 'no trace\n');
    const header = join(folder, 'header.jsonl');
    writeFileSync(header, '{"format":"sockets-trace","version":1,"program":"x","time":1}\n');
    const troubles = [
      [first, join(folder, 'nowhere.jsonl')],
      [first, junk],
      [first, header],
      [first, second, '--lanes', 'wire'],
      ['-', '-'],
      [first],
    ];
    for (const args of troubles) {
      const { text, stderr, status } = await diff(args);
      expect({ args, status, text }).toEqual({ args, status: 2, text: '' });
      expect(stderr).toMatch(/^sockets: /);
    }
  });

  test('one of the recordings may come through a pipe', async () => {
    const { stdout } = await runSockets(['demo', '--json', '--lanes', 'app']);
    const { status } = await runSockets(['diff', first, '-'], { input: stdout });

    expect(status).toBe(0);
  });
});
