import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { decodePacket } from '../../src/observe/packet/packet.ts';
import { PacketReader } from '../../src/observe/packet/packet-sighting.ts';
import { CAPTURES, octetsOf, readPieces } from '../observe/packet/captures.ts';
import { testNeeding } from '../support/tools.ts';
import { segment } from './made.ts';
import { blocksOf, captureOf, INTERFACE, packetsOf, SECTION, textOf } from './reading.ts';
import { CAPINFOS, factsOf, fieldsOf, TSHARK, warningsOf } from './shark.ts';

/** A recorded capture (test/fixtures/packets/README.md) as the events of one socket, and the packets that are among them. */
function recorded(name: string): SocketEvent[] {
  const { header, packets } = readPieces([octetsOf(name)]);
  const link = header?.linkType ?? -1;
  const reader = new PacketReader(link);
  return packets.flatMap(({ time, octets, originalLength }) => {
    const sighting = reader.read(decodePacket(link, octets, originalLength), time);
    if (!sighting) return [];
    const { source: local, destination: remote, what } = sighting;
    return [{ time, socket: 'U1', local, remote, by: 'us', to: 'U2', ...what }];
  });
}

const SAME = [
  ...['frame.time_epoch', 'frame.len', 'eth.src', 'ip.src', 'ip.dst', 'ip.id', 'ip.len'],
  ...['ipv6.src', 'ipv6.dst', 'ipv6.plen', 'tcp.srcport', 'tcp.dstport', 'tcp.seq_raw', 'tcp.seq'],
  ...['tcp.ack_raw', 'tcp.flags', 'tcp.len', 'tcp.window_size', 'tcp.options', 'tcp.checksum'],
  ...['tcp.payload', 'udp.srcport', 'udp.dstport', 'udp.length', 'udp.checksum', 'icmp.type'],
  ...['icmp.code', 'icmpv6.type', 'ip.frag_offset', 'ip.flags.mf'],
] as const;
/** Without the packet that a report quotes: an event keeps none of it. */
function outermost(row: Readonly<Record<(typeof SAME)[number], string>>) {
  const isReport = row['icmp.type'] !== '' || row['icmpv6.type'] !== '';
  const fields = Object.entries(row).map(([name, value]) => [name, value.split('|', 1)[0]]);
  return Object.fromEntries(fields.filter(([name]) => !(isReport && name?.startsWith('udp.'))));
}

/** Each packet by itself, as it came. */
const APART = ['-o', 'ip.defragment:FALSE', '-o', 'ipv6.defragment:FALSE'];

describe('tshark reads of a captured run what it reads of the capture itself', () => {
  // Ours count in µs.
  for (const name of CAPTURES.filter((name) => name !== 'nanoseconds')) {
    testNeeding([TSHARK], name, async () => {
      const events = recorded(name);
      const source = await fieldsOf(octetsOf(name), SAME, APART);
      const ours = await fieldsOf(captureOf(events), SAME, APART);
      const times = new Set(events.map(({ time }) => (time / 1_000_000).toFixed(6)));
      const among = source.filter((row) => times.has(Number(row['frame.time_epoch']).toFixed(6)));

      expect(ours.length).toBeGreaterThan(3);
      expect(ours.map(outermost)).toEqual(among.map(outermost));
    });
  }
});

testNeeding(
  [TSHARK],
  'nothing is wrong with the file, and a report that is cut says so',
  async () => {
    const capture = captureOf(recorded('datagrams'));
    const rows = await fieldsOf(capture, [
      'frame.cap_len',
      'frame.len',
      'icmp.type',
      'icmpv6.type',
    ]);
    const reports = rows.filter((row) => row['icmp.type'] !== '' || row['icmpv6.type'] !== '');

    expect(await warningsOf(capture)).toBe('');
    expect(reports.length).toBeGreaterThan(1);
    for (const row of reports) {
      expect(Number(row['frame.cap_len'])).toBeLessThan(Number(row['frame.len']));
    }
  },
);

testNeeding([TSHARK], 'each packet has its comment', async () => {
  const sent = { ...segment('', 1), type: 'send', source: 'app', datagram: true } as const;
  const [first] = recorded('datagrams').filter(({ type }) => type === 'datagram');
  const { bytes = 0, data = new Uint8Array() } = { ...first } as Partial<EventOf<'datagram'>>;
  const capture = captureOf([{ ...sent, socket: 'U1', bytes, data }, ...recorded('datagrams')]);
  const [row] = await fieldsOf(capture, ['frame.comment']);

  expect(row?.['frame.comment']).toMatch(/^U1 send/);
});

testNeeding([CAPINFOS], 'capinfos shows what the file is and who wrote it', async () => {
  const facts = await factsOf(captureOf(recorded('echo-ipv4')));

  expect(facts).toMatch(/Capture comment: +Packets as they were captured\./);
  expect(facts).toMatch(/Capture application: +sockets 0/);
});

describe('whatever was captured', () => {
  test('each kind of link is an interface, all before the first packet', () => {
    const links = [1, 101, 1, 276].map((link, place) => segment('', place, { link }));
    const file = captureOf(links);
    const blocks = blocksOf(file);
    const interfaces = blocks.filter(({ type }) => type === INTERFACE);

    expect(blocks.slice(0, 4).map(({ type }) => type)).toEqual([
      ...[SECTION, INTERFACE, INTERFACE, INTERFACE],
    ]);
    expect(interfaces.map(({ body }) => body.getUint16(0, true))).toEqual([1, 101, 276]);
    expect(packetsOf(file).map((packet) => packet.interface)).toEqual([0, 1, 0, 2]);
  });

  test('payload that was not kept is cut, and counted', () => {
    const [packet] = packetsOf(captureOf([segment('hello', 1, { bytes: 9000 })]));

    expect(packet).toMatchObject({ length: 9066 });
    expect(packet?.octets).toHaveLength(71);
    expect(Buffer.from(packet?.octets.subarray(66) ?? []).toString()).toBe('hello');
  });

  test('a packet goes in or out where only one end is on this machine', () => {
    const { to: _to, ...bare } = segment('', 1);
    const packets = packetsOf(captureOf([segment('', 1), bare, { ...bare, by: 'peer' }]));

    expect(packets.map(({ flags }) => flags)).toEqual([undefined, 2, 1]);
  });

  test('the section says that these packets passed', () => {
    const [section] = blocksOf(captureOf([segment('', 1)]));

    expect(textOf(section?.options.get(1))).toMatch(/^Packets as they were captured\./);
  });
});
