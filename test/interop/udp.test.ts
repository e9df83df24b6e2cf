import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { datagramPeer } from '../support/datagram-peer.ts';
import { type RunningProcess, runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { IPV6, LINUX, SOCAT, testNeeding } from '../support/tools.ts';
import { RECEIVERS, SENDERS, socatSending, socatTaking, start, startBound } from './udp-peers.ts';

const LOOPBACK = '127.0.0.1';
/** All of 127.0.0.0/8. */
const BROADCAST = '127.255.255.255';
/** Of the addresses for one's own organisation (RFC 2365 §6.1). */
const GROUP = '239.255.81.9';
const LARGEST = 65_507;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterAll(() => rm(folder, { recursive: true }));

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

/** A UDP port that was free a moment ago: these programs cannot tell which one they got. */
async function freePort(): Promise<number> {
  using peer = await datagramPeer();
  return peer.port;
}

/** Stops a receiver of ours, and returns how many datagrams and octets its table has for each sender. */
async function senderRows(receiver: RunningProcess): Promise<string[]> {
  receiver.signal('SIGINT');
  const { stderr } = await receiver.finished();
  const [, rows = ''] = stderr.split(/first to last\n/);
  return [...rows.matchAll(/^ +127\.0\.0\.1:\d+ +(\d+) +(\d+) /gm)].map(
    ([, datagrams, octets]) => `${datagrams} datagrams, ${octets} octets`,
  );
}

describe.each(SENDERS)('$name towards udp-recv', ({ command, needs }) => {
  testNeeding([needs], 'has each line answered by a datagram of its own', async () => {
    await using receiver = startSockets(['udp-recv', '0', '--service', 'upper']);
    await using other = start(command(await receiver.port));
    for (const line of ['one', 'three']) {
      other.write(`${line}\n`);
      await other.untilOutput(new RegExp(`${line.toUpperCase()}\n`));
    }
    await receiver.untilError(/──▶ send +6 B {2}127\.0\.0\.1:\d+ "THREE\\n"/);
    expect(other.stdout.toString()).toBe('ONE\nTHREE\n');
    expect(receiver.stderr).toMatch(/◀── receive +4 B {2}127\.0\.0\.1:\d+ "one\\n"/);
    expect(await senderRows(receiver)).toEqual(['2 datagrams, 10 octets']);
  });
});

describe.each(RECEIVERS)('$name, and udp-send towards it', ({ command, needs }) => {
  testNeeding([needs], 'hears it, and is heard', async () => {
    const port = await freePort();
    await using other = await startBound(command(port));
    await using sender = startSockets(['udp-send', LOOPBACK, `${port}`]);
    sender.write('question\n');
    await other.untilOutput(/question\n/);
    other.write('answer\n');
    await sender.untilOutput(/answer\n/);
    sender.endInput();
    const { status, stdout, stderr } = await sender.finished();
    expect(status).toBe(0);
    expect(stdout.toString()).toBe('answer\n');
    expect(other.stdout.toString()).toBe('question\n');
    expect(stderr).toMatch(new RegExp(`◀── receive +7 B {2}127\\.0\\.0\\.1:${port} "answer`));
    expect(stderr).not.toContain('silence');
  });
});

describe('the longest datagram', () => {
  const octets = randomBytes(LARGEST);

  testNeeding([SOCAT], 'arrives whole at socat', async () => {
    const port = await freePort();
    await using other = await startBound(socatTaking(`UDP4-RECV:${port},bind=${LOOPBACK}`));
    const args = ['udp-send', LOOPBACK, `${port}`, '--datagram-size', `${LARGEST}`];
    const { status } = await runSockets(args, { input: octets });
    expect(status).toBe(0);
    expect(sha256(await other.untilOctets(LARGEST))).toBe(sha256(octets));
  });

  testNeeding([SOCAT], 'arrives whole from socat', async () => {
    await using receiver = startSockets(['udp-recv', '0', '--count', '1']);
    const port = await receiver.port;
    // Of a file one read(2) gives all; of a pipe it might give less, and that would be the datagram.
    const path = join(folder, 'octets');
    await writeFile(path, octets);
    await using _other = start(
      socatSending(`UDP4-SENDTO:${LOOPBACK}:${port},sndbuf=${LARGEST}`, `OPEN:${path}`),
    );
    const { stdout, stderr } = await receiver.finished();
    expect(stderr).toMatch(/receive 65,507 B/);
    expect(sha256(stdout)).toBe(sha256(octets));
  });
});

testNeeding([SOCAT, IPV6], 'socat over IPv6 is answered', async () => {
  await using receiver = startSockets(['udp-recv', '0', '-6', '--service', 'echo']);
  await using other = start(['socat', 'STDIO', `UDP6:[::1]:${await receiver.port}`]);
  other.write('six\n');
  await other.untilOutput(/six\n/);
  await receiver.untilError(/send +4 B {2}\[::1\]:\d+ "six\\n"/);
});

describe('one datagram to a multicast group on loopback', () => {
  const member = ['--multicast', GROUP, '--interface', LOOPBACK, '--reuse', '--count', '1'];
  const startMember = (port: number) => startSockets(['udp-recv', `${port}`, ...member]);
  const joined = (receiver: RunningProcess) => receiver.untilError(/U1 +join/);

  testNeeding([SOCAT, LINUX], 'of socat is heard by two receivers', async () => {
    await using first = startMember(0);
    const port = await first.port;
    await using second = startMember(port);
    await Promise.all([first, second].map(joined));
    await using other = start(
      socatSending(`UDP4-DATAGRAM:${GROUP}:${port},ip-multicast-if=${LOOPBACK}`),
    );
    other.endInput('to all\n');
    for (const each of [first, second]) {
      const { status, stdout, stderr } = await each.finished();
      expect([status, stdout.toString()]).toEqual([0, 'to all\n']);
      expect(stderr).toMatch(/U1 +◀── receive +7 B(?:.*\n)+.*U1 +leave +/);
    }
  });

  testNeeding([SOCAT, LINUX], 'of udp-send is heard by two receivers and by socat', async () => {
    await using first = startMember(0);
    const port = await first.port;
    await using second = startMember(port);
    await Promise.all([first, second].map(joined));
    const membership = `ip-add-membership=${GROUP}:${LOOPBACK},reuseaddr`;
    await using other = await startBound(socatTaking(`UDP4-RECV:${port},${membership}`));
    const to = ['udp-send', GROUP, `${port}`, '--interface', LOOPBACK, '--send', 'to all\\n'];
    const { stdout } = await runSockets([...to, '--json']);
    await other.untilOutput(/to all\n/);
    for (const each of [first, second]) {
      expect((await each.finished()).stdout.toString()).toBe('to all\n');
    }
    const sends = (await eventsOf(stdout)).filter(({ type }) => type === 'send');
    expect(sends).toHaveLength(1);
  });
});

describe('a broadcast on loopback', () => {
  testNeeding([SOCAT, LINUX], 'of socat is heard', async () => {
    const args = ['udp-recv', '0', '--host', '0.0.0.0', '--broadcast', '--count', '1'];
    await using receiver = startSockets(args);
    const port = await receiver.port;
    await using other = start(socatSending(`UDP4-DATAGRAM:${BROADCAST}:${port},broadcast`));
    other.endInput('to all\n');
    expect((await receiver.finished()).stdout.toString()).toBe('to all\n');
  });

  testNeeding([SOCAT, LINUX], 'of udp-send is heard by two of socat', async () => {
    const port = await freePort();
    const listening = socatTaking(`UDP4-RECV:${port},reuseaddr`);
    await using first = await startBound(listening);
    await using second = await startBound(listening);
    const args = ['udp-send', BROADCAST, `${port}`, '--send', 'to all\\n'];
    const refused = await runSockets([...args, '--lang', 'en']);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('Add --broadcast.');
    expect((await runSockets([...args, '--broadcast'])).status).toBe(0);
    for (const each of [first, second]) {
      await each.untilOutput(/to all\n/);
      expect(each.stdout.toString()).toBe('to all\n');
    }
  });
});
