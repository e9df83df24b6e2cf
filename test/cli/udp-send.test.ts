import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { expectAdvice } from '../support/advice.ts';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { type Finished, runSockets, type StartOptions } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

type Options = StartOptions & { readonly input?: string | Uint8Array };

function sendTo(peer: DatagramPeer, args: readonly string[], options?: Options): Promise<Finished> {
  return runSockets(['udp-send', '127.0.0.1', String(peer.port), ...args], options);
}

/** A port that was bound a moment ago, and is not now. */
async function closedPort(): Promise<string> {
  using peer = await datagramPeer();
  return String(peer.port);
}

describe('what is sent', () => {
  test('is one datagram for each --send and --send-hex, in order, whose borders are kept', async () => {
    using peer = await datagramPeer();
    const sends = ['--send', 'one\\n', '--send', '', '--send-hex', '00 ff', '--send', 'two'];
    const { status } = await sendTo(peer, sends, { input: 'not this' });
    expect(await peer.until(4)).toEqual(['one\n', '', '\0\ufffd', 'two']);
    expect(peer.sizes).toEqual([4, 0, 2, 3]);
    expect(status).toBe(0);
  });

  test('is a datagram for each line of input, with its line feed; the last line may have none', async () => {
    using peer = await datagramPeer();
    await sendTo(peer, [], { input: 'one\n\n한글\r\nlast' });
    expect(await peer.until(4)).toEqual(['one\n', '\n', '한글\r\n', 'last']);
  });

  test('is the input in datagrams of --datagram-size, whatever its lines are', async () => {
    using peer = await datagramPeer();
    const octets = randomBytes(4500);
    await sendTo(peer, ['--datagram-size', '1000'], { input: octets });
    await peer.until(5);
    expect(peer.sizes).toEqual([1000, 1000, 1000, 1000, 500]);
  });

  test('comes from --local-port, with the options of the socket told', async () => {
    const port = await closedPort();
    using peer = await datagramPeer();
    const args = ['--local-port', port, '--ttl', '7', '--broadcast', '--multicast-ttl', '0'];
    const { stdout } = await sendTo(peer, [...args, '--no-loopback', '--send', 'x', '--json']);
    await peer.until(1);
    expect(peer.heardFrom).toBe(Number(port));
    const set = (await eventsOf(stdout)).filter((event) => event.type === 'setsockopt');
    expect(set.map(({ option, value }) => `${option}=${value}`).sort()).toEqual([
      'IP_MULTICAST_LOOP=0',
      'IP_MULTICAST_TTL=0',
      'IP_TTL=7',
      'SO_BROADCAST=1',
    ]);
  });

  testNeeding(
    [LINUX],
    'goes to a broadcast address only where --broadcast permits it',
    async () => {
      using peer = await datagramPeer({ host: '0.0.0.0' });
      const args = ['udp-send', '127.255.255.255', `${peer.port}`, '--send', 'to all'];
      const facts = { address: `127.255.255.255:${peer.port}` };
      for (const more of [[], ['--connected']]) {
        const expected = { status: 2, code: 'broadcast-not-allowed', facts } as const;
        await expectAdvice([...args, ...more], expected);
      }
      expect((await runSockets([...args, '--broadcast'])).status).toBe(0);
      expect(await peer.until(1)).toEqual(['to all']);
    },
  );

  test('goes up to 65,507 octets; one more is EMSGSIZE, and nothing before it is lost', async () => {
    using peer = await datagramPeer();
    const input = Buffer.from(`first\n${'x'.repeat(65_506)}\n${'x'.repeat(65_507)}\nnever\n`);
    const { status, stderr } = await sendTo(peer, ['--lang', 'en'], { input });
    expect(status).toBe(2);
    expect(stderr).toContain('A datagram of 65,508 B cannot be sent (EMSGSIZE).');
    await peer.until(2);
    expect(peer.sizes).toEqual([6, 65_507]);
    expect(stderr).toMatch(/close +0 datagrams in .*, 2 out/);
  });
});

describe('without --wait', () => {
  test('it says that silence proves nothing, and ends with 0', async () => {
    const port = await closedPort();
    const { status, stderr } = await runSockets(['udp-send', '127.0.0.1', port, '--send', 'x']);
    expect(stderr).toMatch(/^silence proves nothing: .*127\.0\.0\.1:\d+.*--wait.*--connected/m);
    expect(status).toBe(0);
    for (const quiet of ['--quiet', '--json']) {
      const run = await runSockets(['udp-send', '127.0.0.1', port, '--send', 'x', quiet]);
      expect(run.stderr).toBe('');
    }
  });

  test('--connected hears that the port is closed, with status 3', async () => {
    const port = await closedPort();
    await expectAdvice(['udp-send', '127.0.0.1', port, '--connected', '--send', 'x'], {
      status: 3,
      code: 'port-unreachable',
      facts: { address: `127.0.0.1:${port}` },
    });
  });

  test('--connected and not refused says what that is worth', async () => {
    using peer = await datagramPeer();
    const { status, stderr } = await sendTo(peer, ['--connected', '--send', 'x']);
    expect(stderr).toMatch(/^silence proves nothing: no refusal has come/m);
    expect(status).toBe(0);
  });
});

describe('replies', () => {
  test('go to stdout as they came, and to the table', async () => {
    using peer = await datagramPeer({ answer: (text) => [text.toUpperCase()] });
    const { status, stdout, stderr } = await sendTo(peer, ['--send', 'hi\\n', '--wait', '500']);
    expect(stdout.toString()).toBe('HI\n');
    expect(stderr).toMatch(/◀── reply +to probe 1, after /);
    expect(stderr).toMatch(/^ +1 +1 +0 \(0 %\) +0 +0 +\d.*s$/m);
    expect(stderr).toContain('the replies carry no number');
    expect(stderr).not.toContain('silence');
    expect(status).toBe(0);
  });

  test('that never come are told of, each and in the end, with status 3', async () => {
    using peer = await datagramPeer();
    const run = await sendTo(peer, ['--count', '2', '--interval', '10', '--wait', '50', '--json']);
    const { status, stderr, stdout } = run;
    expect(status).toBe(3);
    expect(stderr).toMatch(/did not reply within 0\.05 s to any of 2 datagrams/);
    const events = await eventsOf(stdout);
    const missed = events.filter((event) => event.type === 'no-reply');
    expect(missed.map(({ number, after }) => [number, after])).toEqual([
      [1, 50_000],
      [2, 50_000],
    ]);
  });

  test('of --connected to a closed port are not waited for', async () => {
    const port = await closedPort();
    const args = ['udp-send', '127.0.0.1', port, '--connected', '--wait', '60000', '--send', 'x'];
    const { status, stderr } = await runSockets(args);
    expect(status).toBe(3);
    expect(stderr).toContain('ECONNREFUSED');
  });

  test('that answer no probe are counted apart, and are no failure', async () => {
    using peer = await datagramPeer({ answer: () => ['what?'] });
    const { status, stderr } = await sendTo(peer, ['--count', '1', '--wait', '500']);
    expect(stderr).toMatch(/^ +1 +0 +1 \(100 %\)/m);
    expect(stderr).toContain('1 other datagram came');
    expect(status).toBe(0);
  });
});

describe('a usage error', () => {
  const usage = (args: readonly string[]) => ['udp-send', '127.0.0.1', '9', ...args];

  test.each([
    ['--count', '--send', ['--send', 'x', '--count', '2']],
    ['--datagram-size', '--send', ['--send', 'x', '--datagram-size', '2']],
    ['--datagram-size', '--count', ['--count', '2', '--datagram-size', '2']],
  ])('%s with %s', (one, other, args) =>
    expectAdvice(usage(args), { status: 2, code: 'conflicting-options', facts: { one, other } }),
  );

  test('a size in which the last probe cannot say its number', () =>
    expectAdvice(usage(['--count', '1000', '--size', '10']), {
      status: 2,
      code: 'not-a-number',
      facts: { option: '--size', value: '10', least: 11, most: 65_535 },
    }));

  test('a size without probes', () =>
    expectAdvice(usage(['--size', '10']), {
      status: 2,
      code: 'option-needs',
      facts: { option: '--size', needs: '--count' },
    }));

  test('port 0, to which nothing can be sent', () =>
    expectAdvice(['udp-send', '127.0.0.1', '0', '--send', 'x'], {
      status: 2,
      code: 'not-a-port',
      facts: { value: '0' },
    }));
});

test('--json prints the events of both directions, and nothing on stderr', async () => {
  using peer = await datagramPeer({ answer: (text) => [text] });
  const { stdout, stderr } = await sendTo(peer, ['--send', 'hi', '--wait', '500', '--json']);
  const steps = stepsOf(await eventsOf(stdout), 'U1');
  expect(steps).toEqual(['socket', 'bind', 'send', 'receive', 'reply', 'close']);
  expect(stderr).toBe('');
});
