import { describe, expect, test } from 'vitest';
import type { Field } from '../../../src/observe/packet/field-reader.ts';
import { type LayerFields, layerFields } from '../../../src/observe/packet/layer-fields.ts';
import { testNeeding } from '../../support/tools.ts';
import { CAPTURES, decodeAll, octetsOf } from './captures.ts';
import { dissect, type ShownField, TSHARK } from './tshark.ts';

type Known = readonly [shark: string, factor?: number];

/** What tshark calls each field, and how many of our units its value has. */
const SHARK: Readonly<Record<string, Readonly<Record<string, Known>>>> = {
  ethernet: { Destination: ['eth.dst'], Source: ['eth.src'], EtherType: ['eth.type'] },
  'linux-sll': {
    'Packet Type': ['sll.pkttype'],
    'ARPHRD Type': ['sll.hatype'],
    'Link-Layer Address Length': ['sll.halen'],
    'Protocol Type': ['sll.etype'],
  },
  'linux-sll2': {
    'Packet Type': ['sll.pkttype'],
    'ARPHRD Type': ['sll.hatype'],
    'Link-Layer Address Length': ['sll.halen'],
    'Protocol Type': ['sll.etype'],
    'Interface Index': ['sll.ifindex'],
  },
  ipv4: {
    Version: ['ip.version'],
    IHL: ['ip.hdr_len', 4],
    DSCP: ['ip.dsfield.dscp'],
    ECN: ['ip.dsfield.ecn'],
    'Total Length': ['ip.len'],
    Identification: ['ip.id'],
    Reserved: ['ip.flags.rb'],
    DF: ['ip.flags.df'],
    MF: ['ip.flags.mf'],
    'Fragment Offset': ['ip.frag_offset'],
    'Time to Live': ['ip.ttl'],
    Protocol: ['ip.proto'],
    'Header Checksum': ['ip.checksum'],
    'Source Address': ['ip.src'],
    'Destination Address': ['ip.dst'],
  },
  ipv6: {
    Version: ['ipv6.version'],
    DSCP: ['ipv6.tclass.dscp'],
    ECN: ['ipv6.tclass.ecn'],
    'Flow Label': ['ipv6.flow'],
    'Payload Length': ['ipv6.plen'],
    'Next Header': ['ipv6.nxt'],
    'Hop Limit': ['ipv6.hlim'],
    'Source Address': ['ipv6.src'],
    'Destination Address': ['ipv6.dst'],
  },
  fragment: {
    'Next Header': ['ipv6.fraghdr.nxt'],
    Reserved: ['ipv6.fraghdr.reserved_octet'],
    'Fragment Offset': ['ipv6.fraghdr.offset'],
    Res: ['ipv6.fraghdr.reserved_bits'],
    M: ['ipv6.fraghdr.more'],
    Identification: ['ipv6.fraghdr.ident'],
  },
  tcp: {
    'Source Port': ['tcp.srcport'],
    'Destination Port': ['tcp.dstport'],
    'Sequence Number': ['tcp.seq_raw'],
    'Acknowledgment Number': ['tcp.ack_raw'],
    'Data Offset': ['tcp.hdr_len', 4],
    CWR: ['tcp.flags.cwr'],
    ECE: ['tcp.flags.ece'],
    URG: ['tcp.flags.urg'],
    ACK: ['tcp.flags.ack'],
    PSH: ['tcp.flags.push'],
    RST: ['tcp.flags.reset'],
    SYN: ['tcp.flags.syn'],
    FIN: ['tcp.flags.fin'],
    Window: ['tcp.window_size_value'],
    Checksum: ['tcp.checksum'],
    'Urgent Pointer': ['tcp.urgent_pointer'],
    Kind: ['tcp.option_kind'],
    Length: ['tcp.option_len'],
    MSS: ['tcp.options.mss_val'],
    'shift.cnt': ['tcp.options.wscale.shift'],
    TSval: ['tcp.options.timestamp.tsval'],
    TSecr: ['tcp.options.timestamp.tsecr'],
  },
  udp: {
    'Source Port': ['udp.srcport'],
    'Destination Port': ['udp.dstport'],
    Length: ['udp.length'],
    Checksum: ['udp.checksum'],
  },
  icmp: {
    Type: ['icmp.type'],
    Code: ['icmp.code'],
    Checksum: ['icmp.checksum'],
    Identifier: ['icmp.ident'],
    'Sequence Number': ['icmp.seq'],
  },
  icmpv6: {
    Type: ['icmpv6.type'],
    Code: ['icmpv6.code'],
    Checksum: ['icmpv6.checksum'],
    Identifier: ['icmpv6.echo.identifier'],
    'Sequence Number': ['icmpv6.echo.sequence_number'],
  },
};
const NAMES = new Set(
  Object.values(SHARK).flatMap((fields) => Object.values(fields).map(([name]) => name)),
);
/** Fields that tshark does not have as ours are, and has the same as: the reserved bits, and what is told apart elsewhere. */
const OWN_WAY = ['Rsrvd', 'Data', 'Options', 'Link-Layer Address', 'Reserved', 'Rest of Header'];

interface Compared {
  readonly name: string;
  readonly position: number;
  readonly size: number;
  readonly value: number | string;
}

/** Of bits that tshark takes out of several octets, it gives the place of all of these. */
function placed(name: string, { start, end }: Field): { position: number; size: number } {
  if (name.startsWith('ipv6.tclass')) return { position: start & ~1, size: 4 };
  if (/^ipv6\.fraghdr\.(more|reserved_bits)$/.test(name)) return { position: start - 1, size: 2 };
  return { position: start, size: end - start };
}

function ours({ layer, fields }: LayerFields): Compared[] {
  return fields.flatMap((field) => {
    const [name, factor = 1] = SHARK[layer]?.[field.name] ?? [];
    if (name === undefined || field.value === undefined) return [];
    const value = typeof field.value === 'number' ? field.value * factor : field.value;
    return [{ name, ...placed(name, field), value }];
  });
}

function theirs({ name, position, size, show }: ShownField): Compared[] {
  // IPv6's version is there once more under the name of IPv4's.
  if (!NAMES.has(name) || size === 0 || (name === 'ip.version' && show === '6')) return [];
  const truth = show === 'True' ? 1 : show === 'False' ? 0 : show;
  const number = Number(truth);
  return [{ name, position, size, value: Number.isNaN(number) ? show : number }];
}

function inOrder(fields: readonly Compared[]): Compared[] {
  return fields.toSorted((a, b) => a.position - b.position || a.name.localeCompare(b.name));
}

describe('header by header', () => {
  for (const name of CAPTURES) {
    testNeeding(
      [TSHARK],
      `${name}: each field has the place and the value tshark gives it`,
      async () => {
        const capture = octetsOf(name);
        const packets = await dissect(capture);
        const decoded = decodeAll(capture).map(({ packet }) => packet);
        expect(packets).toHaveLength(decoded.length);
        for (const [index, packet] of decoded.entries()) {
          const layers = layerFields(packet);
          const shark = packets[index] ?? [];
          expect(inOrder(layers.flatMap(ours)), `packet ${index + 1}`).toEqual(
            inOrder(shark.flatMap(theirs)),
          );
          const flags = shark.find((field) => field.name === 'tcp.flags');
          if (packet.transport?.kind === 'tcp')
            expect(packet.transport.flags).toBe(Number(flags?.show));
        }
      },
    );
  }

  test('each field of each capture is compared, or known not to be', () => {
    const layers = CAPTURES.flatMap((name) =>
      decodeAll(octetsOf(name)).flatMap(({ packet }) => layerFields(packet)),
    );
    const uncompared = new Set(
      layers.flatMap(({ layer, fields }) =>
        fields.map(({ name }) => name).filter((name) => !SHARK[layer]?.[name]),
      ),
    );

    expect([...uncompared].toSorted()).toEqual([...OWN_WAY, 'Left Edge', 'Right Edge'].toSorted());
  });
});
