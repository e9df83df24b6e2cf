import { describe, expect, test } from 'vitest';
import { layerFields } from '../../../src/observe/packet/layer-fields.ts';
import { decodePacket, type Packet } from '../../../src/observe/packet/packet.ts';
import { decodeAll, octetsOf, readPieces } from './captures.ts';

/** Layers and their fields as a line each. */
function outline(packet: Packet): string[] {
  return layerFields(packet).map(({ layer, quoted, length }) => {
    return `${quoted ? 'quoted ' : ''}${layer} ${length}`;
  });
}

describe('the layers', () => {
  test('of an ICMP error are its own and those of the packet it is about', () => {
    const packet = decodeAll(octetsOf('datagrams')).find((found) => found.packet.quoted)?.packet;

    expect(packet && outline(packet)).toEqual([
      ...['ethernet 14', 'ipv4 20', 'icmp 8', 'quoted ipv4 20', 'quoted udp 8'],
      'quoted payload 12',
    ]);
  });

  test('of a SYN name each option and its value', () => {
    const [first] = decodeAll(octetsOf('echo-ipv4'));
    const tcp = first && layerFields(first.packet).find(({ layer }) => layer === 'tcp');
    const options = tcp?.fields.slice(17).map(({ name, value }) => [name, value]);

    expect(options?.filter(([name]) => !`${name}`.startsWith('TS'))).toEqual([
      ...[
        ['Kind', 2],
        ['Length', 4],
        ['MSS', 1460],
      ],
      ...[
        ['Kind', 4],
        ['Length', 2],
      ],
      ...[
        ['Kind', 8],
        ['Length', 10],
      ],
      ...[['Kind', 1]],
      ...[
        ['Kind', 3],
        ['Length', 3],
        ['shift.cnt', 10],
      ],
    ]);
    expect(tcp?.fields.find(({ name }) => name === 'SYN')).toEqual({
      name: 'SYN',
      start: 47,
      end: 48,
      bits: { from: 6, to: 7 },
      value: 1,
    });
  });

  test('of an option nobody knows show what it carries, and go on behind it', () => {
    const octets = octetsOf('echo-ipv4').slice(40, 40 + 74);
    octets.set([254, 4, 1, 2, 0xfd, 3, 9, 1, 3, 3, 7, 0, 0, 0], 54);
    const [tcp] = layerFields(decodePacket(1, octets)).filter(({ layer }) => layer === 'tcp');
    const options = tcp?.fields.slice(17).map(({ name, value }) => [name, value]);

    expect(options).toEqual([
      ...[
        ['Kind', 254],
        ['Length', 4],
        ['Value', undefined],
      ],
      ...[
        ['Kind', 253],
        ['Length', 3],
        ['Value', undefined],
      ],
      ['Kind', 1],
      ...[
        ['Kind', 3],
        ['Length', 3],
        ['shift.cnt', 7],
      ],
      ['Kind', 0],
      ['Padding', undefined],
    ]);
  });

  test('of IPv6 fragments show the fragment header between', () => {
    const lines = decodeAll(octetsOf('datagrams')).map(({ packet }) => outline(packet).slice(1, 4));

    expect(lines).toContainEqual(['ipv6 40', 'fragment 8', 'udp 8']);
    expect(lines).toContainEqual(['ipv6 40', 'fragment 8', 'payload 236']);
  });

  test('of a frame that is padded end in its trailer', () => {
    // A reset, without options and payload.
    const [frame] = readPieces([octetsOf('reset')]).packets.filter(
      ({ octets }) => octets.length === 54,
    );
    const octets = new Uint8Array(60);
    octets.set(frame?.octets ?? []);

    expect(outline(decodePacket(1, octets))).toEqual([
      ...['ethernet 14', 'ipv4 20', 'tcp 20', 'trailer 6'],
    ]);
  });

  test('of a tagged frame show the tag', () => {
    const [{ octets } = { octets: new Uint8Array() }] = readPieces([octetsOf('echo-ipv4')]).packets;
    const tag = [0x81, 0x00, 0x60, 0x2a];
    const tagged = new Uint8Array([...octets.slice(0, 12), ...tag, ...octets.slice(12)]);
    const packet = decodePacket(1, tagged);

    expect(packet.network?.source).toBe('127.0.0.1');
    expect(
      layerFields(packet)[0]
        ?.fields.map(({ name, value }) => [name, value])
        .slice(2),
    ).toEqual([
      ...[
        ['TPID', 0x8100],
        ['PCP', 3],
        ['DEI', 0],
        ['VID', 42],
        ['EtherType', 0x0800],
      ],
    ]);
  });
});
