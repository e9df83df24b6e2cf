import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { openUdp } from '../../src/udp/open.ts';
import { connectedPair, type Pair } from '../support/pair.ts';
import { IPV6, testNeeding } from '../support/tools.ts';
import { captureOf, commentsOf, packetsOf } from './reading.ts';
import { CHECKSUMS, fieldsOf, TSHARK, warningsOf } from './shark.ts';

/** A conversation over a real connection: some octets each way, more than a segment has, and both ends closed. */
async function conversation(pair: Pair, text: string): Promise<readonly SocketEvent[]> {
  const { client, peer, trace } = pair;
  client.handle({});
  peer.handle({ endOfStream: () => peer.end() });
  client.send('hello');
  await pair.receivedBy('S1', 5);
  peer.send(text);
  await pair.receivedBy('C1', text.length);
  client.end();
  await pair.gone();
  return [...trace];
}

const ofType = (events: readonly SocketEvent[], type: SocketEvent['type']) =>
  events.filter((event) => event.type === type);
const TCP_FIELDS = [
  ...['frame.time_epoch', 'ip.src', 'tcp.srcport', 'tcp.dstport', 'tcp.flags.str', 'tcp.seq'],
  ...['tcp.ack', 'tcp.len', 'tcp.payload', 'frame.comment', 'tcp.checksum.status'],
  ...['ip.checksum.status', 'tcp.analysis.flags'],
] as const;

/** The flags of a segment in few letters: `SA`, as tshark has them among dots. */
const lettersOf = (row: Readonly<Record<'tcp.flags.str', string>>) =>
  row['tcp.flags.str'].replaceAll('·', '');
const timeOf = (row: Readonly<Record<'frame.time_epoch', string>>) =>
  Math.round(Number(row['frame.time_epoch']) * 1_000_000);

describe('a real connection that nobody captured', () => {
  testNeeding(
    [TSHARK],
    'is whole to tshark, field by field, and nothing is wrong with it',
    async () => {
      await using pair = await connectedPair();
      const events = await conversation(pair, 'world');
      const capture = captureOf(events);
      const rows = await fieldsOf(capture, TCP_FIELDS, CHECKSUMS);
      const [hello, world] = ofType(events, 'send');
      const payloads = rows.filter((row) => row['tcp.len'] !== '0');
      const port = String(pair.server.address.port);

      expect(await warningsOf(capture, CHECKSUMS)).toBe('');
      expect(rows.map(lettersOf).join(' ')).toMatch(/^S AS A AP A AP A AF A AF A$/);
      expect(rows.map((row) => row['tcp.seq']).join(' ')).toBe('0 0 1 1 1 1 6 6 6 6 7');
      expect(
        rows
          .map((row) => row['tcp.ack'])
          .slice(1)
          .join(' '),
      ).toBe('1 1 1 6 6 6 6 7 7 7');
      expect(payloads.map((row) => Buffer.from(row['tcp.payload'], 'hex').toString())).toEqual([
        ...['hello', 'world'],
      ]);
      expect(payloads.map((row) => timeOf(row))).toEqual([hello?.time, world?.time]);
      expect(payloads.map((row) => row['tcp.dstport'])).toEqual([
        port,
        payloads[0]?.['tcp.srcport'],
      ]);
      expect(payloads.map((row) => row['frame.comment'])).toEqual([
        ...['synthetic; C1 send 5 B "hello"', 'synthetic; S1 send 5 B "world"'],
      ]);
      for (const row of rows) {
        expect(row['frame.comment']).toMatch(/^synthetic; /);
        expect([row['ip.checksum.status'], row['tcp.checksum.status']]).toEqual(['1', '1']);
        expect(row['tcp.analysis.flags']).toBe('');
      }
    },
  );

  testNeeding([TSHARK, IPV6], 'is so over IPv6', async () => {
    const options = { listen: { host: '::1' }, connect: { host: '::1' } };
    await using pair = await connectedPair(options);
    const capture = captureOf(await conversation(pair, 'world'));
    const rows = await fieldsOf(capture, ['ipv6.src', 'tcp.len', 'tcp.checksum.status'], CHECKSUMS);

    expect(await warningsOf(capture, CHECKSUMS)).toBe('');
    expect(new Set(rows.map((row) => row['ipv6.src']))).toEqual(new Set(['::1']));
    expect(rows.map((row) => row['tcp.len']).join('')).toBe('00050500000');
    expect(new Set(rows.map((row) => row['tcp.checksum.status']))).toEqual(new Set(['1']));
  });

  testNeeding([TSHARK], 'has a large send in segments, what is not known of it cut', async () => {
    await using pair = await connectedPair();
    const capture = captureOf(await conversation(pair, 'x'.repeat(200_000)));
    const fields = ['tcp.len', 'frame.len', 'frame.cap_len', 'frame.comment'] as const;
    const rows = (await fieldsOf(capture, fields)).filter(({ 'tcp.len': length }) => +length > 5);
    const lengths = rows.map((row) => Number(row['tcp.len']));

    expect(await warningsOf(capture)).toBe('');
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(200_000);
    expect(lengths.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(Number(row['frame.len'])).toBe(Number(row['tcp.len']) + 40);
      expect(Number(row['frame.cap_len'])).toBeLessThanOrEqual(4096 + 40);
    }
  });

  test('is the same where one end alone told of it', async () => {
    await using pair = await connectedPair();
    const events = await conversation(pair, 'world');
    const [both, client, server] = [
      events,
      ...['C1', 'S1'].map((label) => events.filter(({ socket }) => socket === label)),
    ]
      .map((told) => packetsOf(captureOf(told ?? [])))
      .map((packets) => packets.map(({ octets }) => Buffer.from(octets).toString('hex')));

    expect(both).toHaveLength(11);
    expect(client).toEqual(both);
    expect(server).toEqual(both);
  });

  test('ends as it did: with RST from the end that cut it', async () => {
    await using pair = await connectedPair();
    pair.client.send('hello');
    await pair.receivedBy('S1', 5);
    pair.client.reset();
    await pair.gone();
    const comments = commentsOf(captureOf(pair.trace));

    expect(comments.at(-1)).toBe('synthetic; C1 reset');
    expect(comments.join('\n')).not.toContain('S1 reset');
  });
});

describe('real datagrams that nobody captured', () => {
  testNeeding(
    [TSHARK],
    'are whole to tshark, each once, and nothing is wrong with them',
    async () => {
      const trace = new Trace();
      const labels = new Labels();
      await using one = await openUdp({ port: 0, labels }, trace.record);
      await using other = await openUdp({ port: 0, labels }, trace.record);
      const { port } = one.address;
      await other.send('hello', { host: '127.0.0.1', port });
      await trace.until('receive');
      const capture = captureOf(trace);
      const [sent] = trace.of('send');
      const fields = [
        ...(['ip.src', 'udp.srcport', 'udp.dstport', 'udp.length', 'udp.payload'] as const),
        ...(['udp.checksum.status', 'frame.comment', 'frame.time_epoch'] as const),
      ];
      const rows = await fieldsOf(capture, fields, CHECKSUMS);

      expect(await warningsOf(capture, CHECKSUMS)).toBe('');
      expect(rows).toMatchObject([
        {
          ...{ 'ip.src': '127.0.0.1', 'udp.srcport': String(other.address.port) },
          ...{ 'udp.dstport': String(port), 'udp.length': '13', 'udp.checksum.status': '1' },
          ...{ 'udp.payload': Buffer.from('hello').toString('hex') },
          'frame.comment': 'synthetic; U2 send 5 B "hello"',
        },
      ]);
      expect(rows.map(timeOf)).toEqual([sent?.time]);
    },
  );
});
