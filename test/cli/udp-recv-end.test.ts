import { describe, expect, test } from 'vitest';
import { expectAdvice } from '../support/advice.ts';
import { datagramPeer } from '../support/datagram-peer.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

function receiver(...args: readonly string[]): RunningProcess {
  return startSockets(['udp-recv', '0', ...args]);
}

describe('the end', () => {
  test('by SIGINT shows what each sender sent, with status 130', async () => {
    await using running = receiver();
    const port = await running.port;
    using one = await datagramPeer();
    using other = await datagramPeer();
    await one.send('12345', port);
    await one.send('1', port);
    await other.send('x'.repeat(1234), port);
    await running.untilError(/1,234 B/);
    running.signal('SIGINT');

    expect(await running.exited).toEqual({ status: 130, signal: null });
    const [, table = ''] = running.stderr.split(/close +3 datagrams in .*\n\n/);
    const rows = table.trim().split('\n');
    expect(rows[0]).toMatch(/^ *sender +datagrams +octets +smallest +largest +first to last$/);
    expect(rows[1]).toMatch(new RegExp(`127\\.0\\.0\\.1:${one.port} +2 +6 +1 +5 +\\d.* .?s$`));
    expect(rows[2]).toMatch(
      new RegExp(`127\\.0\\.0\\.1:${other.port} +1 +1,234 +1,234 +1,234 +-$`),
    );
    expect(rows).toHaveLength(3);
  });

  test('without a datagram says so', async () => {
    await using running = receiver();
    await running.port;
    running.signal('SIGTERM');
    expect(await running.exited).toEqual({ status: 143, signal: null });
    expect(running.stderr).toMatch(/close +0 datagrams in .*\n\nno datagram came\n$/);
  });

  test('comes when nobody reads stdout any more', async () => {
    await using running = receiver();
    const port = await running.port;
    using peer = await datagramPeer();
    await peer.send('one', port);
    await running.untilOctets(3);
    running.closeOutput();
    await peer.send('two', port);
    expect(await running.exited).toEqual({ status: 0, signal: null });
  });

  test('shows no table with --quiet or --json', async () => {
    for (const option of ['--quiet', '--json']) {
      await using running = receiver(option, '--count', '1');
      using peer = await datagramPeer();
      await peer.send('hi', await running.port);
      expect((await running.finished()).stderr).toMatch(/^receiving on \S+ · Ctrl-C stops\n$/);
    }
  });
});

testNeeding(
  [LINUX],
  'what the kernel dropped is told, and nothing is unaccounted for',
  async () => {
    await using running = receiver('--receive-buffer', '4096', '--service', 'discard');
    const port = await running.port;
    using peer = await datagramPeer();
    running.signal('SIGSTOP');
    const sent = 500;
    // On loopback each is in the buffer, or dropped, before the next is sent.
    for (let i = 0; i < sent; i += 1) await peer.send('x'.repeat(100), port);
    running.signal('SIGCONT');
    await running.untilError(/receive/);
    running.signal('SIGINT');
    const { stderr } = await running.finished();
    const [, received] = /close +(\d+) datagrams in/.exec(stderr) ?? [];
    const [, dropped] = /the kernel dropped (\d+) more datagrams/.exec(stderr) ?? [];
    expect(Number(dropped)).toBeGreaterThan(0);
    expect(Number(received) + Number(dropped)).toBe(sent);
    expect(stderr).toMatch(/U1 +kernel-drops/);
  },
);

describe('what cannot be done', () => {
  testNeeding([LINUX], 'to have a port that another has; it is named', async () => {
    await using holder = startSockets(['udp-recv', '0', '--quiet']);
    const port = await holder.port;
    const taken = { address: `127.0.0.1:${port}`, port, protocol: 'udp' } as const;
    for (const args of [
      ['udp-recv', `${port}`],
      ['link', 'udp', `${port}`, '9'],
    ]) {
      const { stderr } = await runSockets([...args, '--lang', 'en']);
      const [, named = ''] = /^ {2}why +(.*\(pid \d+\))/m.exec(stderr) ?? [];
      expect(named).toContain(`(pid ${holder.pid})`);
      const facts = { ...taken, holder: named };
      await expectAdvice(args, { status: 1, code: 'port-taken', facts });
    }
  });

  test('--source and --interface without a group', async () => {
    for (const option of ['--source', '--interface']) {
      const facts = { option, needs: '--multicast' };
      await expectAdvice(['udp-recv', '0', option, '127.0.0.1'], {
        status: 2,
        code: 'option-needs',
        facts,
      });
    }
  });

  test.each(['0', 'localhost:0', 'localhost', '::1:9000', '[127.0.0.1]:9000', 'a:b'])(
    '--connect %s',
    async (value) => {
      await expectAdvice(['udp-recv', '0', '--connect', value], {
        status: 2,
        code: 'bad-value',
        facts: { option: '--connect', value, wanted: 'endpoint' },
      });
    },
  );

  test('a group that is none', async () => {
    const { status, stderr } = await runSockets(['udp-recv', '0', '--multicast', '10.0.0.1']);
    expect(status).toBe(2);
    expect(stderr).toContain("--multicast cannot be '10.0.0.1'");
  });
});
