import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAPTURE, TCPDUMP } from '../support/lane-tools.ts';
import { connectPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { testNeeding } from '../support/tools.ts';

testNeeding(
  [TCPDUMP, CAPTURE],
  'a client’s handshake, data and FIN are arrows from rail to rail',
  async () => {
    const { status, stderr } = await runSockets(
      ['demo', '--view', 'ladder', '--lanes', 'app,kernel,wire'],
      { env: { COLUMNS: '100' } },
    );

    expect(status).toBe(0);
    expect(stderr).toMatch(/^ +C1 127\.0\.0\.1:\d+ +127\.0\.0\.1:\d+ S1$/m);
    expect(stderr).toMatch(/C1 │── SYN seq=0 .*─▶│ S1/);
    expect(stderr).toMatch(/C1 │◀─+ SYN,ACK seq=0 ack=1 .*──│ S1/);
    expect(stderr).toMatch(/C1 ├ send 6 B "hello\\n" ┄┄▷ +│ S1/);
    expect(stderr).toMatch(/C1 │── PSH,ACK seq=1 len=6 .*"hello\\n" ─+▶│ S1/);
    expect(stderr).toMatch(/C1 │ +┄┄▷ receive 6 B "hello\\n" ┤ S1/);
    expect(stderr).toMatch(/C1 │── FIN,ACK .*─▶│ S1/);
    // What the demo tells stays where it belongs.
    expect(stderr).toMatch(
      /ACK ack=\d+ .*\n(?:.*\n)*.*end-of-stream.*\n(?:.*\n)*6 {2}The server stops/,
    );
  },
);

test('a server draws each client as it comes, live', async () => {
  await using server = startSockets(['tcp-server', '0', '--view', 'ladder'], {
    env: { COLUMNS: '100' },
  });
  using peer = await connectPeer(await server.port);
  peer.socket.write('hello\n');
  await peer.until('hello\n');

  // While the connection lasts.
  await server.untilError(/│ +┄┄▷ receive 6 B "hello\\n" ┤ S1/);
  await server.untilError(/│ +◁┄┄ send 6 B "hello\\n" ┤ S1/);
  await server.untilError(new RegExp(`:${peer.socket.localPort} +127\\.0\\.0\\.1:\\d+ S1`));
  await server.untilError(/packets were not watched/);
});

test('octets are painted with the borders of the sends', async () => {
  const { stderr } = await runSockets(['demo', '--view', 'bytes', '--lanes', 'app']);

  expect(stderr).toMatch(/C1 ──▶ S1 +send 1 +6 B {2}│hello\\n│/);
  expect(stderr).toMatch(/S1 ◀── C1 +receive 1 +6 B {2}│hello\\n│ {2}send 1/);
  expect(stderr).toMatch(/^C1 ──▶ S1: 6 sends, \d receives$/m);
});

test('--view json is --json; beside another view it goes to stdout, the view to stderr', async () => {
  const json = await runSockets(['demo', '--lanes', 'app', '--view', 'json']);
  expect(json.stderr).toBe('');
  expect(await eventsOf(json.stdout)).not.toEqual([]);

  const both = await runSockets(['demo', '--lanes', 'app', '--json', '--view', 'ladder']);
  expect(both.stderr).toMatch(/├ connect/);
  expect(await eventsOf(both.stdout)).toHaveLength((await eventsOf(json.stdout)).length);
});

test('a view there is not is refused, and those there are are named', async () => {
  const { status, stderr } = await runSockets(['demo', '--view', 'lader']);

  expect(status).toBe(2);
  expect(stderr).toMatch(/text, ladder, bytes, json/);
});

test('what is recorded does not depend on what is shown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-views-'));
  try {
    const record = join(folder, 'run.jsonl');
    const { stderr } = await runSockets([
      ...['demo', '--lanes', 'app', '--view', 'ladder', '--record', record],
    ]);
    const events = await eventsOf(await readFile(record));

    expect(events.filter(({ type }) => type === 'send')).toHaveLength(
      stderr.match(/ send \d+ B "/g)?.length ?? 0,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
