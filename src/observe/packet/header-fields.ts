import type { LayerName } from './problem.ts';

/** How a field's octets are read: a number, an address, or left as octets. */
export type FieldForm = 'number' | 'ipv4' | 'ipv6' | 'link-address' | 'octets';

/** A field by its name in the figure of its RFC, and how many bits it has. */
export type FieldSpec = readonly [name: string, bits: number, form?: FieldForm];

const ETHERNET: readonly FieldSpec[] = [
  ['Destination', 48, 'link-address'],
  ['Source', 48, 'link-address'],
  ['EtherType', 16],
];

/** The fields of each kind of header in their order, its fixed part bit for bit. */
export const HEADER_FIELDS = {
  ethernet: ETHERNET,
  'linux-sll': [
    ['Packet Type', 16],
    ['ARPHRD Type', 16],
    ['Link-Layer Address Length', 16],
    ['Link-Layer Address', 64, 'link-address'],
    ['Protocol Type', 16],
  ],
  'linux-sll2': [
    ['Protocol Type', 16],
    ['Reserved', 16],
    ['Interface Index', 32],
    ['ARPHRD Type', 16],
    ['Packet Type', 8],
    ['Link-Layer Address Length', 8],
    ['Link-Layer Address', 64, 'link-address'],
  ],
  null: [['Address Family', 32, 'octets']],
  loop: [['Address Family', 32]],
  raw: [],
  ipv4: [
    ['Version', 4],
    ['IHL', 4],
    ['DSCP', 6],
    ['ECN', 2],
    ['Total Length', 16],
    ['Identification', 16],
    ['Reserved', 1],
    ['DF', 1],
    ['MF', 1],
    ['Fragment Offset', 13],
    ['Time to Live', 8],
    ['Protocol', 8],
    ['Header Checksum', 16],
    ['Source Address', 32, 'ipv4'],
    ['Destination Address', 32, 'ipv4'],
  ],
  ipv6: [
    ['Version', 4],
    ['DSCP', 6],
    ['ECN', 2],
    ['Flow Label', 20],
    ['Payload Length', 16],
    ['Next Header', 8],
    ['Hop Limit', 8],
    ['Source Address', 128, 'ipv6'],
    ['Destination Address', 128, 'ipv6'],
  ],
  'hop-by-hop-options': [
    ['Next Header', 8],
    ['Hdr Ext Len', 8],
  ],
  'destination-options': [
    ['Next Header', 8],
    ['Hdr Ext Len', 8],
  ],
  routing: [
    ['Next Header', 8],
    ['Hdr Ext Len', 8],
    ['Routing Type', 8],
    ['Segments Left', 8],
  ],
  fragment: [
    ['Next Header', 8],
    ['Reserved', 8],
    ['Fragment Offset', 13],
    ['Res', 2],
    ['M', 1],
    ['Identification', 32],
  ],
  authentication: [
    ['Next Header', 8],
    ['Payload Len', 8],
    ['RESERVED', 16],
    ['Security Parameters Index', 32],
    ['Sequence Number', 32],
  ],
  tcp: [
    ['Source Port', 16],
    ['Destination Port', 16],
    ['Sequence Number', 32],
    ['Acknowledgment Number', 32],
    ['Data Offset', 4],
    ['Rsrvd', 4],
    ['CWR', 1],
    ['ECE', 1],
    ['URG', 1],
    ['ACK', 1],
    ['PSH', 1],
    ['RST', 1],
    ['SYN', 1],
    ['FIN', 1],
    ['Window', 16],
    ['Checksum', 16],
    ['Urgent Pointer', 16],
  ],
  udp: [
    ['Source Port', 16],
    ['Destination Port', 16],
    ['Length', 16],
    ['Checksum', 16],
  ],
  icmp: [
    ['Type', 8],
    ['Code', 8],
    ['Checksum', 16],
  ],
  icmpv6: [
    ['Type', 8],
    ['Code', 8],
    ['Checksum', 16],
  ],
} as const satisfies Readonly<Record<LayerName, readonly FieldSpec[]>>;

/** A tag of IEEE 802.1Q before the EtherType: its own type, and what it says. */
export const TAG_FIELDS: readonly FieldSpec[] = [
  ['TPID', 16],
  ['PCP', 3],
  ['DEI', 1],
  ['VID', 12],
];

/** The second half of an ICMP header, by what the message says (RFC 792, RFC 1191 §4, RFC 4443 §3 and §4). */
export const ICMP_FIELDS = {
  echo: [
    ['Identifier', 16],
    ['Sequence Number', 16],
  ],
  'packet-too-big': [
    ['Unused', 16],
    ['Next-Hop MTU', 16],
  ],
  'packet-too-big-v6': [['MTU', 32]],
  other: [['Rest of Header', 32, 'octets']],
} as const satisfies Readonly<Record<string, readonly FieldSpec[]>>;

/** The fields of a TCP option, by its name; of others the third is what they carry. */
export const TCP_OPTION_FIELDS = {
  'end-of-option-list': [['Kind', 8]],
  'no-operation': [['Kind', 8]],
  'maximum-segment-size': [
    ['Kind', 8],
    ['Length', 8],
    ['MSS', 16],
  ],
  'window-scale': [
    ['Kind', 8],
    ['Length', 8],
    ['shift.cnt', 8],
  ],
  'sack-permitted': [
    ['Kind', 8],
    ['Length', 8],
  ],
  sack: [
    ['Kind', 8],
    ['Length', 8],
  ],
  timestamps: [
    ['Kind', 8],
    ['Length', 8],
    ['TSval', 32],
    ['TSecr', 32],
  ],
  unknown: [
    ['Kind', 8],
    ['Length', 8],
  ],
} as const satisfies Readonly<Record<string, readonly FieldSpec[]>>;

/** One block of the SACK option (RFC 2018 §3). */
export const SACK_BLOCK_FIELDS: readonly FieldSpec[] = [
  ['Left Edge', 32],
  ['Right Edge', 32],
];
