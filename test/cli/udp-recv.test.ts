import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datagramPeer } from '../support/datagram-peer.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});

afterAll(() => rm(folder, { recursive: true }));

function receiver(...args: readonly string[]): RunningProcess {
  return startSockets(['udp-recv', '0', ...args]);
}

test('the real port is told first, then each datagram with its sender; payloads go to stdout as they came', async () => {
  await using running = receiver();
  const port = await running.port;
  using peer = await datagramPeer();
  await peer.send('hello\n', port);
  await peer.send('', port);
  await peer.send(Buffer.of(0, 255, 27), port);
  await running.untilOctets(9);
  await running.untilError(/3 B/);

  const from = `127\\.0\\.0\\.1:${peer.port}`;
  expect(running.stderr).toMatch(/^receiving on 127\.0\.0\.1:\d+ · Ctrl-C stops\n/);
  expect(running.stderr).toMatch(new RegExp(`receive +6 B {2}${from} "hello\\\\n"`));
  expect(running.stderr).toMatch(new RegExp(`receive +0 B {2}${from} \\(empty\\)`));
  expect(running.stdout).toEqual(Buffer.from('hello\n\0\xff\x1b', 'latin1'));
  expect(running.stderr).not.toContain('is not loopback');
});

test('udp-server is another name of it', async () => {
  await using running = startSockets(['udp-server', '0', '--count', '1']);
  using peer = await datagramPeer();
  await peer.send('hi', await running.port);
  expect((await running.finished()).stdout.toString()).toBe('hi');
  const { stdout } = await runSockets(['udp-server', '--help']);
  expect(stdout.toString()).toContain('--idle-timeout');
});

test('a service answers each datagram, in a datagram of its own, and keeps stdout empty', async () => {
  await using running = receiver('--service', 'upper');
  const port = await running.port;
  using peer = await datagramPeer();
  for (const text of ['one', '', 'two\n']) await peer.send(text, port);
  expect(await peer.until(3)).toEqual(['ONE', '', 'TWO\n']);
  expect(running.stdout).toHaveLength(0);
  await running.untilError(new RegExp(`──▶ send +4 B {2}127\\.0\\.0\\.1:${peer.port} "TWO`));
  expect(running.stderr).toMatch(/^receiving on \S+ · upper · /);
});

test('--count stops after so many datagrams and not one more, with status 0 and the last one answered', async () => {
  await using running = receiver('--service', 'echo', '--count', '3', '--json');
  const port = await running.port;
  using peer = await datagramPeer();
  await Promise.all(Array.from({ length: 9 }, (_, i) => peer.send(`${i}`, port)));
  const { status, stdout } = await running.finished();
  expect(status).toBe(0);
  const events = await eventsOf(stdout);
  const pairs = ['receive', 'send', 'receive', 'send', 'receive', 'send'];
  const flow = stepsOf(events, 'U1').slice(2, -1).sort();
  expect(flow).toEqual(pairs.sort());
  expect(stepsOf(events, 'U1').at(-1)).toBe('close');
  expect(await peer.until(3)).toEqual(['0', '1', '2']);
});

test('--idle-timeout stops after so long a silence, with status 0', async () => {
  await using running = receiver('--idle-timeout', '1s', '--json');
  using peer = await datagramPeer();
  await peer.send('hi', await running.port);
  const { status, stdout } = await running.finished();
  expect(status).toBe(0);
  const events = await eventsOf(stdout);
  expect(stepsOf(events, 'U1')).toEqual(['socket', 'bind', 'receive', 'timeout', 'close']);
  const [heard, silent] = events.filter(({ type }) => type === 'receive' || type === 'timeout');
  expect(silent).toMatchObject({ what: 'idle', after: 1_000_000 });
  expect((silent?.time ?? 0) - (heard?.time ?? 0)).toBeGreaterThan(990_000);
});

test('--idle-timeout begins anew with each datagram', async () => {
  await using running = receiver('--idle-timeout', '1s');
  const port = String(await running.port);
  // Longer in all than the timeout, and never so long between two.
  const probes = ['--count', '5', '--interval', '300', '--quiet'];
  await runSockets(['udp-send', '127.0.0.1', port, ...probes]);
  const { stdout } = await running.finished();
  expect(stdout.toString().match(/probe \d/g)).toHaveLength(5);
});

test('--json prints every event and nothing else on stdout; --record keeps the same in a file', async () => {
  const path = join(folder, 'udp.jsonl');
  await using running = receiver('--json', '--record', path, '--count', '2');
  const port = await running.port;
  using peer = await datagramPeer();
  await peer.send('one', port);
  await peer.send('two', port);
  const { stdout } = await running.finished();
  const events = await eventsOf(stdout);
  expect(stepsOf(events, 'U1')).toEqual(['socket', 'bind', 'receive', 'receive', 'close']);
  const remote = { host: '127.0.0.1', port: peer.port };
  expect(events[2]).toMatchObject({ remote, bytes: 3, datagram: true });
  expect(events.at(-1)).toMatchObject({ datagrams: { received: 2, sent: 0 } });
  expect(await eventsOf(await readFile(path))).toEqual(events);
});

test('--hex shows the header of each datagram above its octets', async () => {
  await using running = receiver('--hex', '--count', '1');
  const port = await running.port;
  using peer = await datagramPeer();
  await peer.send('hi\n', port);
  const { stderr } = await running.finished();
  const header = [
    `  source port       ${peer.port}`,
    `  destination port  ${port}`,
    '  length            11 (header 8 + payload 3)',
    '  checksum          unknown here: the kernel keeps it',
    '  0000  68 69 0a',
  ];
  expect(stderr).toContain(header.join('\n'));
});

test('a payload that would act on the terminal is shown as text', async () => {
  await using running = receiver('--lang', 'ko', '--count', '1');
  using peer = await datagramPeer();
  const [, port] = await running.untilError(/127\.0\.0\.1:(\d+)에서/);
  await peer.send('\x1b[2J한글', Number(port));
  const { stderr } = await running.finished();
  expect(stderr).toContain('"\\x1b[2J한글"');
  expect(stderr).toMatch(/데이터그램을 받는 중/);
  expect(stderr).not.toContain('\x1b');
});

test('--connect hears one peer alone', async () => {
  using friend = await datagramPeer();
  using stranger = await datagramPeer();
  await using running = receiver('--connect', `127.0.0.1:${friend.port}`, '--count', '1');
  const port = await running.port;
  await running.untilError(/connect/);
  await stranger.send('from a stranger', port);
  await friend.send('from the friend', port);
  const { stdout } = await running.finished();
  expect(stdout.toString()).toBe('from the friend');
});

test('two receivers of a multicast group hear the same datagram, and tell that they join and leave', async () => {
  const group = ['--multicast', '239.7.7.7', '--interface', '127.0.0.1', '--reuse', '--json'];
  await using first = startSockets(['udp-recv', '0', ...group, '--count', '1']);
  const port = await first.port;
  await using second = startSockets(['udp-recv', String(port), ...group, '--count', '1']);
  await second.port;
  await Promise.all([first, second].map((each) => each.untilOutput(/"join"/)));
  using peer = await datagramPeer();
  peer.socket.setMulticastInterface('127.0.0.1');
  await peer.send('to all', port, '239.7.7.7');
  for (const each of [first, second]) {
    const { stderr, stdout } = await each.finished();
    expect(stderr).toContain('0.0.0.0 is not loopback: other machines can send here');
    const events = await eventsOf(stdout);
    const steps = ['socket', 'setsockopt', 'bind', 'join', 'receive', 'leave', 'close'];
    expect(stepsOf(events, 'U1')).toEqual(steps);
    expect(events.find(({ type }) => type === 'leave')).toMatchObject({ group: '239.7.7.7' });
  }
});

test('--receive-buffer shows what was asked for and what was granted', async () => {
  await using running = receiver('--receive-buffer', '20000', '--json');
  await running.port;
  running.signal('SIGINT');
  const events = await eventsOf((await running.finished()).stdout);
  const set = events.find((event) => event.type === 'setsockopt');
  expect(set).toMatchObject({ option: 'SO_RCVBUF', value: 20_000 });
  expect(set?.granted).toBeGreaterThanOrEqual(20_000);
});
