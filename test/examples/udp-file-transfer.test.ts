import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { openLink } from '../../src/udp/link.ts';
import { type DatagramPeer, datagramPeer } from '../support/datagram-peer.ts';
import { within } from '../support/deadline.ts';
import { startSockets } from '../support/sockets-process.ts';
import { serving, startExample, stepsOf, stopped } from './running.ts';

const SERVER = '04-udp-file-transfer/server.mjs';
const CLIENT = '04-udp-file-transfer/client.mjs';
const [DATA, END, ACKNOWLEDGEMENT] = [1, 2, 3];

const folder = mkdtempSync(join(tmpdir(), 'sockets-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of so many octets: its path and its SHA-256. */
function fileOf(size: number) {
  const path = join(folder, `${size}.bin`);
  const octets = randomBytes(size);
  writeFileSync(path, octets);
  return { path, checksum: sha256(octets).toString('hex') };
}

function sha256(octets: Uint8Array | string): Buffer {
  return createHash('sha256').update(octets).digest();
}

/** A datagram of the transfer 7, written here by hand. */
function datagram(kind: number, number: number, octets: Uint8Array | string = ''): Buffer {
  const payload = Buffer.from(octets);
  const header = Buffer.from([kind, 0, 0, 0, 7, 0, 0, 0, number, 0, payload.length]);
  return Buffer.concat([header, payload]);
}

/** All that a bare socket hears, and when it has heard so many. */
function hearing(peer: DatagramPeer) {
  const heard: Buffer[] = [];
  peer.socket.on('message', (bytes) => heard.push(bytes));
  const until = async (count: number) => {
    await peer.until(count);
    return heard;
  };
  return { heard, until };
}

describe('04-udp-file-transfer', () => {
  test.each([0, 1, 1024, 5000])('a file of %i octets arrives, each datagram once', async (size) => {
    const { path, checksum } = fileOf(size);
    const { server, port } = await serving(SERVER);
    await using _server = server;
    // Long enough that a busy machine makes nothing late.
    await using client = startExample(CLIENT, path, port, 5000);
    const { status, stdout, stderr } = await client.finished();
    const served = await stopped(server);

    expect(stderr).toBe('');
    expect(stdout.toString()).toContain(`sent     SHA-256 ${checksum}\n`);
    expect(stdout.toString()).toContain(`received SHA-256 ${checksum}\nequal\n`);
    const datagrams = Math.ceil(size / 1024) + 1;
    expect(stdout.toString()).toContain(`${datagrams} datagrams, 0 of them sent again\n`);
    expect(served).toContain(`received ${size} octets, 0 datagrams twice\n`);
    expect(served).toContain(`received SHA-256 ${checksum} equal\n`);
    expect(stepsOf(stdout.toString(), 'U1')).toEqual(['socket', 'bind', 'connect', 'close']);
    expect(stepsOf(served, 'U1')).toEqual(['socket', 'bind', 'close']);
    expect(status).toBe(0);
  });

  test('a file arrives whole through a link that loses, doubles and reorders both ways', async () => {
    const { path, checksum } = fileOf(60_000);
    const { server, port } = await serving(SERVER);
    await using _server = server;
    const impairment = { drop: 0.2, duplicate: 0.1, reorder: 0.1, corrupt: 0 };
    const both = { ...impairment, delay: undefined, rate: undefined };
    const host = '127.0.0.1';
    await using link = await openLink({
      ...{ listen: { host, port: 0 }, to: { host, port: Number(port) } },
      ...{ there: both, back: both, seed: 7, labels: new Labels() },
    });
    await using client = startExample(CLIENT, path, link.address.port, 20);
    const { status, stdout, stderr } = await client.finished();
    const served = await stopped(server);
    const said = stdout.toString();
    const [, sent, again] = /^(\d+) datagrams, (\d+) of them sent again$/m.exec(said) ?? [];
    const { there, back } = link.tally;

    expect(stderr).toBe('');
    expect(said).toContain(`received SHA-256 ${checksum}\nequal\n`);
    expect(served).toContain(`received SHA-256 ${checksum} equal\n`);
    expect(status).toBe(0);
    // 59 datagrams of octets and the end, and again those that were lost on either way.
    expect(Number(sent)).toBe(there.came);
    expect(Number(sent) - Number(again)).toBe(60);
    for (const { fates } of [there, back]) {
      expect(fates.dropped).toBeGreaterThan(3);
      expect(fates.duplicated).toBeGreaterThan(0);
      expect(fates.reordered).toBeGreaterThan(0);
      expect(fates.corrupted).toBe(0);
    }
    expect(Number(again)).toBeGreaterThanOrEqual(there.fates.dropped);
    expect(served).toMatch(/received 60000 octets, [1-9]\d* datagrams twice/);
    expect(said).toMatch(/^[1-9]\d* acknowledgements came twice or late$/m);
  });

  test('a file arrives whole through the command that the README names', async () => {
    const { path, checksum } = fileOf(20_000);
    const { server, port } = await serving(SERVER);
    await using _server = server;
    await using link = startSockets(['link', 'udp', '0', port, '--drop', '20%', '--seed', '7']);
    await using client = startExample(CLIENT, path, await link.port, 20);
    const { status, stdout } = await client.finished();
    link.signal('SIGINT');
    const told = await link.finished();
    const served = await stopped(server);

    expect(stdout.toString()).toContain(`received SHA-256 ${checksum}\nequal\n`);
    expect(served).toContain(`received SHA-256 ${checksum} equal\n`);
    expect(told.stderr).toContain('dropped');
    expect(status).toBe(0);
  });

  test('the sender gives up after twenty attempts that nobody acknowledges', async () => {
    const { path } = fileOf(3);
    using peer = await datagramPeer();
    const { heard } = hearing(peer);
    await using client = startExample(CLIENT, path, peer.port, 5);
    const { status, stdout } = await client.finished();
    await peer.until(20);

    expect(stdout.toString()).toContain('given up: no acknowledgement of 0 in 20 attempts');
    expect(stdout.toString()).toContain('20 datagrams, 19 of them sent again\n');
    expect(heard.map((bytes) => bytes.equals(heard[0] ?? Buffer.alloc(0)))).toEqual(
      new Array(20).fill(true),
    );
    expect(status).toBe(1);
  });

  test('the sender says so where nobody is', async () => {
    const { path } = fileOf(2);
    const gone = await datagramPeer();
    const { port } = gone;
    gone[Symbol.dispose]();
    await using client = startExample(CLIENT, path, port, 5);
    const { status, stdout } = await client.finished();

    expect(stdout.toString()).toContain('attempts: port-unreachable\n');
    expect(status).toBe(1);
  });

  test('only the awaited acknowledgement counts, and another checksum is told', async () => {
    const { path } = fileOf(2000);
    const other = sha256('another file');
    using peer = await datagramPeer();
    const kinds: number[] = [];
    peer.socket.on('message', (bytes, { port, address }) => {
      const [kind = 0, ...rest] = bytes.subarray(0, 9);
      kinds.push(kind);
      const answer = (changes: Record<number, number>, octets: Uint8Array = new Uint8Array()) => {
        const header = Buffer.from([ACKNOWLEDGEMENT, ...rest, 0, octets.length]);
        for (const [at, value] of Object.entries(changes)) header[Number(at)] = value;
        peer.socket.send(Buffer.concat([header, octets]), port, address);
      };
      peer.socket.send('no', port, address);
      answer({ 4: (rest[3] ?? 0) ^ 1 }, other); // of another transfer
      answer({ 8: 9 }, other); // of another number
      answer({ 0: DATA }, other);
      answer({ 10: 1 }); // its length is a lie
      answer({}, kind === END ? other : undefined);
    });
    await using client = startExample(CLIENT, path, peer.port, 5000);
    const { status, stdout } = await client.finished();

    expect(kinds).toEqual([DATA, DATA, END]);
    expect(stdout.toString()).toContain('\nNOT equal\n');
    expect(stdout.toString()).toContain(`received SHA-256 ${other.toString('hex')}\n`);
    expect(stdout.toString()).toContain('\n15 acknowledgements came twice or late\n');
    expect(status).toBe(1);
  });

  test('the receiver takes each datagram once and in order, and repeats its acknowledgements', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    using peer = await datagramPeer();
    const { until } = hearing(peer);
    const checksum = sha256('hello');
    for (const sent of [
      'no datagram of ours',
      datagram(DATA, 1, 'not begun'),
      datagram(9, 0, 'no such kind'),
      datagram(ACKNOWLEDGEMENT, 0),
      datagram(DATA, 0, 'hel'),
      Buffer.concat([datagram(DATA, 1, 'lo'), Buffer.from('longer')]),
      datagram(DATA, 0, 'hel'),
      datagram(DATA, 2, 'too early'),
      datagram(DATA, 1, 'lo'),
      datagram(DATA, 0, 'hel'),
      datagram(END, 2, checksum),
      datagram(DATA, 3, 'too late'),
      datagram(END, 2, checksum),
    ]) {
      await peer.send(sent, Number(port));
    }
    const heard = await within(until(6), 'six acknowledgements', () => '');
    await server.untilOutput(/received SHA-256/);
    const served = await stopped(server);

    const plain = [0, 0, 1, 0].map((number) => datagram(ACKNOWLEDGEMENT, number));
    const last = datagram(ACKNOWLEDGEMENT, 2, checksum);
    expect(heard).toEqual([...plain, last, last]);
    expect(served).toContain(`received 5 octets, 2 datagrams twice\n`);
    expect(served).toContain(`received SHA-256 ${checksum.toString('hex')} equal\n`);
  });

  test('the receiver keeps 64 transfers, and forgets the oldest for one more', async () => {
    const { server, port } = await serving(SERVER);
    await using _server = server;
    using peer = await datagramPeer();
    const { until } = hearing(peer);
    const ofTransfer = (transfer: number, number: number) => {
      const bytes = datagram(DATA, number);
      bytes[4] = transfer;
      return bytes;
    };
    for (let transfer = 1; transfer <= 65; transfer += 1) {
      await peer.send(ofTransfer(transfer, 0), Number(port));
      await until(transfer);
    }
    await peer.send(ofTransfer(1, 1), Number(port));
    await peer.send(ofTransfer(2, 1), Number(port));
    const heard = await until(66);
    await stopped(server);

    expect([...(heard[65]?.subarray(0, 9) ?? [])]).toEqual([3, 0, 0, 0, 2, 0, 0, 0, 1]);
  });
});
