import { lookup } from 'node:dns/promises';
import { expect, test } from 'vitest';
import { ko } from '../../src/text/ko/text.ts';
import { expectAdvice, expectAdviceIn, expectNoStack } from '../support/advice.ts';
import { listenPeer } from '../support/peer.ts';
import { runSockets } from '../support/sockets-process.ts';
import { machine, testNeeding } from '../support/tools.ts';

// What the peer, or its name, does not give is status 3.

const resolved = await lookup('nope.invalid').catch((error: NodeJS.ErrnoException) => error.code);
const honest = machine(resolved === 'ENOTFOUND', 'needs a name service that knows no nope.invalid');

testNeeding([honest], 'a host that is not there, to connect to or to listen on', async () => {
  const expected = { status: 3, code: 'unknown-host', facts: { host: 'nope.invalid' } } as const;
  await expectAdvice(['tcp-client', 'nope.invalid', '80'], expected);
  await expectAdvice(['tcp-server', '80', '--host', 'nope.invalid'], expected);
});

test('a port on which nothing listens, with those of this machine on which something does', async () => {
  await using other = await listenPeer();
  const closed = await listenPeer();
  const { port } = closed;
  await closed[Symbol.asyncDispose]();
  for (const language of ['en', 'ko'] as const) {
    const args = ['tcp-client', '127.0.0.1', String(port), '--lang', language];
    const { status, stderr } = await runSockets(args);
    expect(stderr).toContain(`127.0.0.1:${port}`);
    expect(stderr).toMatch(/ECONNREFUSED/);
    expect(stderr).toMatch(new RegExp(`sockets tcp-server ${port}`));
    const listening = [...stderr.matchAll(/[\d.]+:\d+|\[.*?\]:\d+/g)].map(([address]) => address);
    expect(listening.length).toBeGreaterThan(1);
    expectNoStack(stderr);
    expect(status).toBe(3);
  }
  expect(other.port).not.toBe(port);
});

test('a port that is open on another address of this machine only', async () => {
  await using other = await listenPeer('127.0.0.2');
  const { port } = other;
  const address = `127.0.0.1:${port}`;
  const run = await runSockets(['tcp-client', '127.0.0.1', String(port), '--lang', 'ko']);
  const facts = { address, port, elsewhere: [`127.0.0.2:${port}`], others: [] };
  expectAdviceIn(run, ko, { status: 3, code: 'refused', facts });
});
