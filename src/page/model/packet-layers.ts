import type { EventOf } from '../../event/event.ts';
import type { Field } from '../../observe/packet/field-reader.ts';
import { type LayerFields, layerFields } from '../../observe/packet/layer-fields.ts';
import { decodePacket } from '../../observe/packet/packet.ts';
import { grouped } from '../../text/quantity.ts';
import type { PageLanguage } from './languages.ts';
import {
  bitsOf,
  carriedText,
  joined,
  type ShownField,
  type ShownLayer,
  type ShownOctets,
} from './shown-layer.ts';

type Packet = EventOf<'segment' | 'datagram' | 'ip-fragment' | 'icmp' | 'dropped'>;

/** The names of the headers. */
const TITLES = {
  ethernet: 'Ethernet',
  'linux-sll': 'Linux cooked capture',
  'linux-sll2': 'Linux cooked capture v2',
  null: 'Loopback',
  loop: 'Loopback',
  raw: 'IP',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  'hop-by-hop-options': 'IPv6 Hop-by-Hop Options',
  routing: 'IPv6 Routing',
  fragment: 'IPv6 Fragment',
  'destination-options': 'IPv6 Destination Options',
  authentication: 'Authentication Header',
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMP',
  icmpv6: 'ICMPv6',
} as const;

/** Numbers that are read in hexadecimal, with so many digits. */
const DIGITS: Readonly<Record<string, number>> = {
  EtherType: 4,
  TPID: 4,
  'Protocol Type': 4,
  Checksum: 4,
  'Header Checksum': 4,
  Identification: 4,
  'Flow Label': 5,
  'Security Parameters Index': 8,
};

/** What numbers stand for (IANA, IEEE 802). */
const MEANINGS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  EtherType: { 2048: 'IPv4', 2054: 'ARP', 34525: 'IPv6' },
  'Protocol Type': { 2048: 'IPv4', 2054: 'ARP', 34525: 'IPv6' },
  Protocol: { 1: 'ICMP', 6: 'TCP', 17: 'UDP' },
  'Next Header': {
    0: 'Hop-by-Hop Options',
    6: 'TCP',
    17: 'UDP',
    43: 'Routing',
    44: 'Fragment',
    58: 'ICMPv6',
  },
};

/** Counts of words of 32 bits (RFC 791 §3.1, RFC 9293 §3.1). */
const WORDS: ReadonlySet<string> = new Set(['IHL', 'Data Offset']);
/** Counts whose thousands stand apart; all other numbers are names. */
const COUNTS: ReadonlySet<string> = new Set([
  ...['Total Length', 'Payload Length', 'Length', 'Window', 'MSS', 'Sequence Number'],
  ...['Acknowledgment Number', 'Left Edge', 'Right Edge', 'MTU', 'Next-Hop MTU'],
]);

/** The layers of a packet: every captured bit belongs to one field. */
export function packetLayers(event: Packet, language: PageLanguage): ShownOctets {
  const octets = 'data' in event ? joined(event.header, event.data) : event.header;
  const all = event.header.length + ('bytes' in event ? event.bytes : 0);
  const layers = layerFields(decodePacket(event.link, octets, all)).map((layer) =>
    shownLayer(layer, octets, language),
  );
  return { octets, all, layers };
}

function shownLayer(layer: LayerFields, octets: Uint8Array, { page }: PageLanguage): ShownLayer {
  const name = layer.layer;
  const title =
    name === 'payload' || name === 'trailer' || name === 'unread'
      ? page.layers[name]
      : TITLES[name];
  return {
    title: layer.quoted ? `${title} (${page.layers.quoted})` : title,
    start: layer.offset,
    end: layer.offset + layer.length,
    fields: layer.fields.map((field) => shownField(field, octets)),
  };
}

function shownField({ name, value, bits, start, end }: Field, octets: Uint8Array): ShownField {
  return {
    ...{ name, start, end },
    value:
      typeof value === 'number'
        ? shownNumber(name, value)
        : (value ?? carried(name, octets.subarray(start, end))),
    bits: bits && bitsOf(octets.subarray(start, end), bits),
  };
}

/** A field without a value is shown by its octets; what is carried may be text. */
function carried(name: string, octets: Uint8Array): string {
  return name === 'Data' ? carriedText(octets) : '';
}

function shownNumber(name: string, value: number): string {
  const digits = Object.hasOwn(DIGITS, name) ? DIGITS[name] : undefined;
  if (digits !== undefined) {
    const hexadecimal = `0x${value.toString(16).padStart(digits, '0')}`;
    return behind(hexadecimal, meaningOf(name, value));
  }
  if (WORDS.has(name)) return `${value} (${value * 4} B)`;
  return behind(COUNTS.has(name) ? grouped(value) : String(value), meaningOf(name, value));
}

function meaningOf(name: string, value: number): string | undefined {
  return Object.hasOwn(MEANINGS, name) ? MEANINGS[name]?.[value] : undefined;
}

function behind(value: string, meaning: string | undefined): string {
  return meaning === undefined ? value : `${value} (${meaning})`;
}
