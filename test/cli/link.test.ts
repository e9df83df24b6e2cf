import { describe, expect, test } from 'vitest';
import { ImpairedWay, UNIMPAIRED } from '../../src/udp/impairment.ts';
import { expectAdvice } from '../support/advice.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { datagramPeer } from '../udp/linked.ts';

const FIRST_LINE =
  /link listening on 127\.0\.0\.1:(\d+), passing on to 127\.0\.0\.1:(\d+) · seed (\d+) · Ctrl-C stops/;

/** The link's first line, in parts. */
async function begun(running: ReturnType<typeof startSockets>) {
  const [, port, to, seed] = await running.untilError(FIRST_LINE);
  return { port: Number(port), to: Number(to), seed: Number(seed) };
}

describe('sockets link udp', () => {
  test('carries datagrams both ways, tells each fate, and counts them at the end', async () => {
    using server = await datagramPeer();
    using client = await datagramPeer();
    await using link = startSockets(['link', 'udp', '0', `${server.port}`]);
    const { port, to } = await begun(link);
    expect(to).toBe(server.port);
    await client.send('ping', { port });
    expect(await server.until(1)).toEqual(['ping']);
    await server.send('pong', server.heard[0]?.from ?? { port: 0 });
    expect(await client.until(1)).toEqual(['pong']);
    await link.untilError(/U2 .*fate +no\. 1 to the client, 4 B: passed on/);
    link.signal('SIGINT');
    const { status, stderr, stdout } = await link.finished();

    expect(status).toBe(130);
    expect(stdout).toHaveLength(0);
    expect(stderr).toMatch(/U1 .*fate +no\. 1 to the server, 4 B: passed on/);
    expect(stderr).toMatch(/to the server +1 +1\n +to the client +1 +1\n$/);
  });

  test('loses by its seed, and without one tells which it took, so that the run can be repeated', async () => {
    using server = await datagramPeer();
    using client = await datagramPeer();
    const options = ['--drop', '50%', '--direction', 'there', '--json'];
    const run = async (...more: readonly string[]) => {
      await using link = startSockets([
        'link',
        'udp',
        ':0',
        `127.0.0.1:${server.port}`,
        ...options,
        ...more,
      ]);
      const { port, seed } = await begun(link);
      for (let number = 1; number <= 20; number += 1) await client.send(`${number}`, { port });
      await link.untilOutput(/"number":20,/);
      link.signal('SIGTERM');
      const { status, stdout } = await link.finished();
      expect(status).toBe(143);
      return {
        seed,
        dropped: [...stdout.toString().matchAll(/"number":(\d+),.*"dropped"/g)].map(([, n]) =>
          Number(n),
        ),
      };
    };
    const first = await run();
    const way = new ImpairedWay({ ...UNIMPAIRED, drop: 0.5 }, first.seed, 'there');
    const decisions = Array.from({ length: 20 }, () => way.decide(1, 0));
    const expected = decisions.filter(({ fates }) => fates.includes('dropped'));

    expect(first.dropped).toEqual(expected.map(({ number }) => number));
    expect(await run('--seed', `${first.seed}`)).toEqual(first);
  });

  test('is quiet when that is asked for, but for its address', async () => {
    await using link = startSockets(['link', 'udp', '0', '9', '--quiet', '--seed', '7']);
    await begun(link);
    link.signal('SIGINT');
    const { stderr } = await link.finished();

    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('seed 7');
  });

  test('points out an address that other machines can reach', async () => {
    await using link = startSockets(['link', 'udp', '0.0.0.0:0', '9']);
    await link.untilError(/0\.0\.0\.0 is not loopback: other machines can send here/);
    link.signal('SIGINT');
    expect((await link.finished()).status).toBe(130);
  });

  test('says it in Korean', async () => {
    await using link = startSockets(['link', 'udp', '0', '9', '--lang', 'ko', '--seed', '7']);
    await link.untilError(
      /링크: 127\.0\.0\.1:\d+에서 받아 127\.0\.0\.1:9에 전달합니다 · 시드 7 · Ctrl-C: 중지/,
    );
    link.signal('SIGINT');
    expect((await link.finished()).stderr).toMatch(/방향 +들어옴 +나감\n/);
  });

  test('refuses to pass on to itself, where a single datagram would go round for ever', () =>
    expectAdvice(['link', 'udp', '0.0.0.0:9001', 'localhost:9001'], {
      status: 2,
      code: 'link-to-itself',
      facts: { address: '127.0.0.1:9001' },
    }));

  test.each([
    [['tcp', '0', '9'], 'tcp'],
    [['udp', '0', '0'], '<to>'],
    [['udp', '0'], '<to>'],
    [['udp', '0', '9', '--drop', '101%'], '--drop'],
    [['udp', '0', '9', '--delay', '10±20'], '--delay'],
    [['udp', '0', '9', '--rate', 'fast'], '--rate'],
    [['udp', '0', '9', '--seed', '-1'], '--seed'],
    [['udp', '0', '9', '--direction', 'up'], '--direction'],
  ])('refuses %j', async (args, named) => {
    const { status, stderr } = await runSockets(['link', ...args]);

    expect(status).toBe(2);
    expect(stderr).toContain(named);
  });
});
