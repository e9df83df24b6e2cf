import { describe, expect, test } from 'vitest';
import { MOST_EXTENSIONS } from '../../../src/observe/packet/ipv6.ts';
import { decodePacket } from '../../../src/observe/packet/packet.ts';
import { LINK_TYPE } from '../../../src/observe/packet/pcap-header.ts';
import { flagNames } from '../../../src/observe/packet/tcp-header.ts';
import { changed, decodeAll, octetsOf, readPieces } from './captures.ts';

const [SYN = new Uint8Array()] = readPieces([octetsOf('echo-ipv4')]).packets.map(
  ({ octets }) => octets,
);
const [SYN6 = new Uint8Array()] = readPieces([octetsOf('echo-ipv6')]).packets.map(
  ({ octets }) => octets,
);
const DATAGRAMS = decodeAll(octetsOf('datagrams')).map(({ packet }) => packet);

describe('a packet', () => {
  test('is read from its link to its payload', () => {
    const packet = decodePacket(1, SYN);

    expect(packet).toMatchObject({
      link: { kind: 'ethernet', offset: 0, length: 14, network: 'ipv4', protocol: 0x0800 },
      network: { kind: 'ipv4', offset: 14, length: 20, totalLength: 60, protocol: 6 },
      transport: { kind: 'tcp', offset: 34, length: 40, destinationPort: 9000 },
      payload: { offset: 74, length: 0, captured: 0 },
      problem: undefined,
    });
    expect(flagNames(packet.transport?.kind === 'tcp' ? packet.transport.flags : 0)).toEqual([
      'SYN',
    ]);
  });

  test('is the same under every kind of link', () => {
    const ip = SYN.slice(14);
    const links: [number, number[]][] = [
      [LINK_TYPE.raw, []],
      [LINK_TYPE.ipv4, []],
      [LINK_TYPE.null, [2, 0, 0, 0]],
      [LINK_TYPE.null, [0, 0, 0, 2]],
      [LINK_TYPE.loop, [0, 0, 0, 2]],
      [LINK_TYPE.linuxSll, [0, 4, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0]],
      [LINK_TYPE.linuxSll2, [8, 0, 0, 0, 0, 0, 0, 1, 3, 4, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0]],
    ];
    for (const [linkType, header] of links) {
      const packet = decodePacket(linkType, Uint8Array.of(...header, ...ip));
      expect(packet.problem, `${linkType}`).toBeUndefined();
      expect(packet.ports).toEqual(decodePacket(1, SYN).ports);
      expect(packet.payload.offset).toBe(header.length + 60);
      expect(packet.link?.packetType).toBe(linkType < 112 || linkType === 228 ? undefined : 4);
    }
    for (const family of [10, 24, 28, 30]) {
      const octets = Uint8Array.of(family, 0, 0, 0, ...SYN6.slice(14));
      expect(decodePacket(LINK_TYPE.null, octets).network?.source).toBe('::1');
    }
  });

  test('that is no IP packet is left as it is', () => {
    const arp = decodePacket(1, changed(SYN, { 12: 8, 13: 6 }));

    expect(arp).toMatchObject({ network: undefined, problem: undefined });
    expect(arp.payload).toEqual({ offset: 14, length: 60, captured: 60 });
    expect(decodePacket(147, SYN).problem?.what).toBe('unknown-link-type');
  });

  test('knows what of it was captured', () => {
    const packet = decodePacket(1, SYN.slice(0, 60), 74);

    expect(packet.problem).toEqual({ layer: 'tcp', what: 'not-captured', at: 34 });
    expect(packet.transport).toMatchObject({ kind: 'tcp', destinationPort: 9000 });
    expect(decodePacket(1, SYN.slice(0, 40), 74).ports?.destination).toBe(9000);
    expect(decodePacket(1, SYN.slice(0, 40), 74).transport).toBeUndefined();
    expect(decodePacket(1, SYN.slice(0, 30), 74).network).toBeUndefined();
  });
});

describe('what is wrong is said', () => {
  test.each([
    ['another version', SYN, { 14: 0x65 }, 'ipv4', 'version'],
    ['a header too short', SYN, { 14: 0x44 }, 'ipv4', 'header-length'],
    ['a packet longer than its frame', SYN, { 17: 61 }, 'ipv4', 'total-length'],
    ['a packet shorter than its header', SYN, { 17: 19 }, 'ipv4', 'total-length'],
    ['a TCP header too short', SYN, { 46: 0x40 }, 'tcp', 'header-length'],
    ['a TCP header longer than its packet', SYN, { 46: 0xf0 }, 'tcp', 'cut'],
    ['an option without a length', SYN, { 55: 0 }, 'tcp', 'option-length'],
    ['an option longer than the header', SYN, { 55: 99 }, 'tcp', 'option-length'],
    ['IPv6 that is not', SYN6, { 14: 0x40 }, 'ipv6', 'version'],
    ['IPv6 longer than its frame', SYN6, { 19: 41 }, 'ipv6', 'total-length'],
    ['an extension header longer than its packet', SYN6, { 20: 0, 55: 9 }, 'ipv6', 'cut'],
  ])('%s', (_, octets, changes, layer, what) => {
    expect(decodePacket(1, changed(octets, changes)).problem).toMatchObject({ layer, what });
  });

  test('and what is not wrong is not', () => {
    // Length 0: the network card was to divide it.
    expect(decodePacket(1, changed(SYN, { 16: 0, 17: 0 }))).toMatchObject({
      problem: undefined,
      transport: { kind: 'tcp' },
      payload: { offset: 74, length: 0 },
    });
    expect(DATAGRAMS.every(({ problem }) => problem === undefined)).toBe(true);
  });

  test('a datagram longer or shorter than it can be', () => {
    const udp = DATAGRAMS[0]?.octets ?? new Uint8Array();
    for (const length of [7, 14]) {
      expect(decodePacket(1, changed(udp, { 39: length })).problem).toEqual({
        layer: 'udp',
        what: 'total-length',
        at: 34,
      });
    }
    expect(decodePacket(1, changed(udp, { 39: 10 })).payload).toEqual({
      ...{ offset: 42, length: 2, captured: 2 },
    });
  });

  test('a chain of extension headers has an end', () => {
    const chain = Array.from({ length: 40 }, () => [60, 0, 1, 4, 0, 0, 0, 0]).flat();
    const octets = Uint8Array.of(...SYN6.slice(0, 54), ...chain);
    octets.set([0, 0, 60], 18);
    const { network, problem } = decodePacket(1, octets);

    expect(problem).toEqual({ layer: 'ipv6', what: 'extension-chain', at: 14 });
    expect(network?.kind === 'ipv6' && network.extensions).toHaveLength(MOST_EXTENSIONS);
  });

  test('extension headers are read over', () => {
    const headers = [43, 0, 1, 4, 0, 0, 0, 0].concat([51, 0, 4, 0, 0, 0, 0, 0]);
    const authentication = [6, 2, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 1, 2, 3, 4];
    const octets = Uint8Array.of(
      ...SYN6.slice(0, 54),
      ...headers,
      ...authentication,
      ...SYN6.slice(54),
    );
    octets.set([0, 40 + 32, 0], 18);
    const { network, ports, problem } = decodePacket(1, octets);

    expect(problem).toBeUndefined();
    expect(network?.kind === 'ipv6' && network.extensions.map(({ kind }) => kind)).toEqual([
      ...['hop-by-hop-options', 'routing', 'authentication'],
    ]);
    expect(ports?.destination).toBe(9000);
  });
});

describe('fragments', () => {
  test('have the ports in the first alone, and their places in all', () => {
    const parts = DATAGRAMS.filter(
      ({ network }) => network?.moreFragments || network?.fragmentOffset,
    );
    const places = parts.map(({ network, ports }) => [network?.fragmentOffset, ports?.destination]);

    expect(places).toEqual([
      ...[
        [0, 40_002],
        [1480, undefined],
        [2960, undefined],
      ],
      ...[
        [0, 40_003],
        [1480, undefined],
      ],
      ...[
        [0, 40_002],
        [1448, undefined],
        [2896, undefined],
      ],
      ...[
        [0, 40_003],
        [1448, undefined],
      ],
    ]);
    expect(parts.map(({ network }) => network?.moreFragments).filter((more) => !more)).toHaveLength(
      4,
    );
  });
});
