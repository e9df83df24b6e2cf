import { expect, test } from 'vitest';
import { layerFields } from '../../src/observe/packet/layer-fields.ts';
import { decodePacket } from '../../src/observe/packet/packet.ts';
import { LINK_TYPE } from '../../src/observe/packet/pcap-header.ts';
import { layerLines } from '../../src/view/layers.ts';

const WORDS = {
  layer: ({ name, from, to, length }: { name: string; from: number; to: number; length: number }) =>
    `${name} ${from}-${to} (${length})`,
};

/** A datagram of ten octets, without a link header. */
const DATAGRAM = Buffer.from(
  '45000026000140004011 0000 7f0000017f000001 9c40 2328 0012 0000 68656c6c6f1b5b33316d'.replace(
    / /g,
    '',
  ),
  'hex',
);

test('each field stands with its octets or bits, its name and its value', () => {
  const lines = layerLines(DATAGRAM, layerFields(decodePacket(LINK_TYPE.raw, DATAGRAM)), WORDS, 80);

  expect(lines.filter((line) => line !== '')).toEqual([
    'ipv4 0-19 (20)',
    '     0  0100....                   Version              4',
    '     0  ....0101                   IHL                  5',
    '     1  000000..                   DSCP                 0',
    '     1  ......00                   ECN                  0',
    '     2  00 26                      Total Length         38',
    '     4  00 01                      Identification       1',
    '     6  0.......                   Reserved             0',
    '     6  .1......                   DF                   1',
    '     6  ..0.....                   MF                   0',
    '     6  ...00000 00000000          Fragment Offset      0',
    '     8  40                         Time to Live         64',
    '     9  11                         Protocol             17',
    '    10  00 00                      Header Checksum      0',
    '    12  7f 00 00 01                Source Address       127.0.0.1',
    '    16  7f 00 00 01                Destination Address  127.0.0.1',
    'udp 20-27 (8)',
    '    20  9c 40                      Source Port          40000',
    '    22  23 28                      Destination Port     9000',
    '    24  00 12                      Length               18',
    '    26  00 00                      Checksum             0',
    'payload 28-37 (10)',
    '    28  68 65 6c 6c 6f 1b +4       Data                 "hello.[31m"',
  ]);
});

test('nothing is wider than the terminal', () => {
  const fields = layerFields(decodePacket(LINK_TYPE.raw, DATAGRAM));

  expect(layerLines(DATAGRAM, fields, WORDS, 40).every((line) => line.length <= 40)).toBe(true);
});
