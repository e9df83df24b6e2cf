import { type Field, FieldReader } from './field-reader.ts';
import {
  type FieldSpec,
  HEADER_FIELDS,
  ICMP_FIELDS,
  SACK_BLOCK_FIELDS,
  TAG_FIELDS,
  TCP_OPTION_FIELDS,
} from './header-fields.ts';
import type { IcmpHeader } from './icmp.ts';
import type { LinkHeader } from './link.ts';
import { type IpPacket, type Packet, PROTOCOL } from './packet.ts';
import type { LayerName } from './problem.ts';
import { readTcpOptions } from './tcp-options.ts';

/** A header, or what is carried or left, with all of its octets that were captured. */
export interface LayerFields {
  /**
   * `payload`: what the innermost header carries. `trailer`: what the frame has behind its packet. `unread`: a header that is wrong, or cut,
   * and all behind it.
   */
  readonly layer: LayerName | 'payload' | 'trailer' | 'unread';
  /** From the beginning of the frame. */
  readonly offset: number;
  readonly length: number;
  /** Whether it is part of the packet that an ICMP error quotes. */
  readonly quoted: boolean;
  readonly fields: readonly Field[];
}

interface Place {
  readonly kind: LayerName;
  readonly offset: number;
  readonly length: number;
}

/**
 * Shows a packet field by field: every captured bit belongs to exactly one field, in the order of the octets. Costly beside `decodePacket`,
 * and meant for a packet that somebody looks at.
 */
export function layerFields(packet: Packet): LayerFields[] {
  const layers: LayerFields[] = [];
  const { octets, link } = packet;
  if (link && link.length > 0) layers.push(layerOf(octets, link.kind, linkReader(octets, link)));
  addIp(layers, octets, packet, false);
  const at = endOf(layers);
  if (at < octets.length) layers.push(plain(octets, 'trailer', at, octets.length, false));
  return layers;
}

function addIp(layers: LayerFields[], octets: Uint8Array, packet: IpPacket, quoted: boolean): void {
  for (const place of placesOf(packet)) {
    const reader = headerReader(octets, place, packet);
    layers.push(layerOf(octets, place.kind, reader, quoted));
  }
  if (packet.quoted) addIp(layers, octets, packet.quoted, true);
  const { offset, captured } = packet.payload;
  const at = Math.max(endOf(layers), Math.min(offset, octets.length));
  addUnread(layers, octets, at, quoted);
  const end = offset + captured;
  if (at < end) layers.push(plain(octets, carried(packet), at, end, quoted));
}

/** What a header that could not be read leaves between the layers. */
function addUnread(layers: LayerFields[], octets: Uint8Array, to: number, quoted: boolean): void {
  const at = endOf(layers);
  if (at < to) layers.push(plain(octets, 'unread', at, to, quoted));
}

/** Where the header that was expected is not there, or is wrong, what is left is no payload. */
function carried({ network, transport, problem, payload }: IpPacket): 'payload' | 'unread' {
  if (!network) return problem ? 'unread' : 'payload';
  const behindHeader = transport
    ? payload.offset > transport.offset
    : problem?.at !== payload.offset;
  return behindHeader ? 'payload' : 'unread';
}

function placesOf(packet: IpPacket): Place[] {
  const { network, transport = beginningOfTransport(packet) } = packet;
  const extensions = network?.kind === 'ipv6' ? network.extensions : [];
  return [network, ...extensions, transport].filter((place) => place !== undefined);
}

/** Of a TCP or UDP header that is cut, what is there: an ICMP error may quote no more than eight octets of it (RFC 792). */
function beginningOfTransport({ network, ports, payload }: IpPacket): Place | undefined {
  if (!network || !ports) return undefined;
  const kind = network.protocol === PROTOCOL.tcp ? 'tcp' : 'udp';
  return { kind, offset: payload.offset, length: payload.captured };
}

function headerReader(octets: Uint8Array, place: Place, packet: IpPacket): FieldReader {
  const { kind, offset, length } = place;
  // A header that says to be too short is shown as far as it is fixed.
  const end = offset + Math.max(length, fixedLength(kind));
  const reader = new FieldReader(octets, offset, end).read(HEADER_FIELDS[kind]);
  const { transport } = packet;
  if (transport && place === transport) {
    if (transport.kind === 'icmp' || transport.kind === 'icmpv6') reader.read(icmpRest(transport));
    if (transport.kind === 'tcp') readOptions(reader, octets, offset + length);
  }
  return reader.take(kind === 'authentication' ? 'ICV' : 'Options', end);
}

function fixedLength(kind: LayerName): number {
  const bits = HEADER_FIELDS[kind].reduce((sum, [, width]) => sum + width, 0);
  return bits / 8;
}

function icmpRest({ kind, message }: IcmpHeader): readonly FieldSpec[] {
  switch (message.name) {
    case 'echo-request':
    case 'echo-reply':
      return ICMP_FIELDS.echo;
    case 'packet-too-big':
      return kind === 'icmp' ? ICMP_FIELDS['packet-too-big'] : ICMP_FIELDS['packet-too-big-v6'];
    default:
      return ICMP_FIELDS.other;
  }
}

function readOptions(reader: FieldReader, octets: Uint8Array, headerEnd: number): void {
  const end = Math.min(headerEnd, octets.length);
  for (const option of readTcpOptions({ octets, start: reader.at, end })) {
    reader.read(TCP_OPTION_FIELDS[option.name]);
    if (option.name === 'sack') {
      for (const _block of option.blocks) reader.read(SACK_BLOCK_FIELDS);
    }
    reader.take('Value', option.end);
  }
  reader.take('Padding', headerEnd);
}

function linkReader(octets: Uint8Array, { kind, offset, length }: LinkHeader): FieldReader {
  const reader = new FieldReader(octets, offset, offset + length);
  const fields = HEADER_FIELDS[kind];
  if (kind !== 'ethernet') return reader.read(fields);
  reader.read(fields.slice(0, 2));
  while (reader.at < offset + length - 2) reader.read(TAG_FIELDS);
  return reader.read(fields.slice(2));
}

function layerOf(
  octets: Uint8Array,
  layer: LayerName,
  reader: FieldReader,
  quoted = false,
): LayerFields {
  const offset = reader.fields[0]?.start ?? octets.length;
  return { layer, offset, length: reader.at - offset, quoted, fields: reader.fields };
}

function plain(
  octets: Uint8Array,
  layer: 'payload' | 'trailer' | 'unread',
  start: number,
  end: number,
  quoted: boolean,
): LayerFields {
  const { fields } = new FieldReader(octets, start, end).take('Data', end);
  return { layer, offset: start, length: end - start, quoted, fields };
}

function endOf(layers: readonly LayerFields[]): number {
  const last = layers.at(-1);
  return last ? last.offset + last.length : 0;
}
