import { readlink } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { networkOf, startLab, TESTERS, untilEmpty } from '../support/lab.ts';
import { play, read, SCENARIO_NEEDS } from '../support/scenario.ts';
import { runSockets } from '../support/sockets-process.ts';
import { STRACE, testNeeding } from '../support/tools.ts';

describe.each(TESTERS)('a scenario of $name', (tester) => {
  const needs = [...SCENARIO_NEEDS, ...tester.needs];

  testNeeding(
    [...needs, STRACE],
    'shows system calls as well with --xray, between the other lanes',
    async () => {
      const played = await play(tester, 'handshake', '--xray');

      const calls = played.of('syscall');
      expect(calls.map(({ call }) => call)).toEqual(
        expect.arrayContaining(['socket', 'bind', 'listen', 'connect', 'accept4']),
      );
      expect(new Set(played.events.map(({ source }) => source))).toEqual(
        new Set(['app', 'syscall', 'kernel', 'wire']),
      );
    },
  );

  testNeeding(needs, 'speaks Korean, in 80 columns, and ends with what was seen', async () => {
    const text = await read(tester, 'handshake', '--lang', 'ko');

    expect(text).toContain('지금 본 것');
    expect(text).toMatch(/SYN부터 SYN,ACK까지/);
  });

  testNeeding(needs, 'says nothing but the trace with --json', async () => {
    expect((await play(tester, 'data')).finished.stderr).toBe('');
  });

  testNeeding(
    needs,
    'leaves nothing behind, whether it ends, is interrupted or is killed',
    async () => {
      for (const [signal, status] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGKILL', null],
      ] as const) {
        await using running = startLab(tester, ['states'], { env: { COLUMNS: '80' } });
        await running.untilError(/2 {2}SYN-SENT/);
        const mine = await readlink('/proc/self/ns/net');
        const network = await networkOf(running.pid);
        expect(network).not.toBe(mine);
        running.signal(signal);
        const { status: ended } = await running.exited;
        expect(ended).toBe(status);
        await untilEmpty(network);
      }
    },
  );
});

test('a network that is not private is not touched, whatever the environment says', async () => {
  const { status, stderr } = await runSockets(['lab', 'states'], {
    env: { SOCKETS_INSIDE: 'network' },
  });

  // Where a machine has loopback and nothing else there is nothing to tell it by.
  const { networkInterfaces } = await import('node:os');
  if (Object.keys(networkInterfaces()).every((name) => name === 'lo')) return;
  expect(status).toBe(1);
  expect(stderr).toContain('No private network');
});

test('options that a scenario has no use for are refused, and so are those of a scenario elsewhere', async () => {
  const loss = await runSockets(['lab', 'handshake', '--loss', '3%']);
  expect([loss.status, loss.stderr.includes('--loss')]).toEqual([2, true]);
  const json = await runSockets(['lab', 'status', '--json']);
  expect([json.status, json.stderr.includes('--json')]).toEqual([2, true]);
  const more = await runSockets(['lab', 'handshake', 'data']);
  expect(more.status).toBe(2);
  const unknown = await runSockets(['lab', 'handshak']);
  expect([unknown.status, unknown.stderr.includes('handshake')]).toEqual([2, true]);
});
