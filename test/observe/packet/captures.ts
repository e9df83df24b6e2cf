import { readdirSync, readFileSync } from 'node:fs';
import { Flows } from '../../../src/observe/packet/flows.ts';
import { decodePacket, type Packet } from '../../../src/observe/packet/packet.ts';
import type { CaptureHeader, PcapFault } from '../../../src/observe/packet/pcap-header.ts';
import { type CapturedPacket, PcapReader } from '../../../src/observe/packet/pcap-reader.ts';
import type { Segment } from '../../../src/observe/packet/tcp-flow.ts';

const FOLDER = new URL('../../fixtures/packets/', import.meta.url);

/** The recorded captures: see test/fixtures/packets/README.md. */
export const CAPTURES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.pcap'))
  .map((name) => name.slice(0, -5))
  .toSorted();

/** Those whose packets are all TCP. */
export const TCP_CAPTURES = CAPTURES.filter((name) => name !== 'datagrams');

/** All that a capture gives. */
export interface Reading {
  readonly header: CaptureHeader | undefined;
  readonly packets: readonly CapturedPacket[];
  readonly fault: PcapFault | undefined;
}

/** The octets of a recorded capture. */
export function octetsOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${name}.pcap`, FOLDER)));
}

/** Reads a capture that comes in pieces, to its end. */
export function readPieces(pieces: readonly Uint8Array[]): Reading {
  const reader = new PcapReader();
  const packets: CapturedPacket[] = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let next = reader.next(); next; next = reader.next()) packets.push(next);
  }
  const fault = reader.end();
  return { header: reader.header, packets, fault };
}

/** A packet with its headers, and when it was captured. */
export interface TimedPacket {
  readonly time: number;
  readonly packet: Packet;
}

/** The packets of a capture, their headers read. */
export function decodeAll(octets: Uint8Array): TimedPacket[] {
  const { header, packets } = readPieces([octets]);
  return packets.map(({ time, octets: frame, originalLength }) => ({
    time,
    packet: decodePacket(header?.linkType ?? -1, frame, originalLength),
  }));
}

/** The packets of a capture as segments; `undefined` for each that is none. */
export function segmentsIn(octets: Uint8Array): (Segment | undefined)[] {
  const flows = new Flows();
  return decodeAll(octets).map(({ time, packet }) => flows.take(packet, time));
}

/** The segments of a recorded capture. */
export function segmentsOf(name: string): Segment[] {
  return segmentsIn(octetsOf(name)).filter((segment) => segment !== undefined);
}

/** Octets with some of them changed. */
export function changed(octets: Uint8Array, changes: Readonly<Record<number, number>>): Uint8Array {
  const copy = octets.slice();
  for (const [at, value] of Object.entries(changes)) copy[Number(at)] = value;
  return copy;
}

/** How a capture is written. */
export interface Format {
  readonly linkType?: number;
  readonly little?: boolean;
  readonly nanoseconds?: boolean;
}

/** The octets of a capture with these packets (pcap-savefile(5)). */
export function writeCapture(
  packets: readonly CapturedPacket[],
  { linkType = 1, little = true, nanoseconds = false }: Format = {},
): Uint8Array {
  const words = (...values: number[]) => {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    for (const [index, value] of values.entries()) view.setUint32(index * 4, value, little);
    return new Uint8Array(view.buffer);
  };
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  // Version 2.4, in two halves.
  const version = little ? 0x0004_0002 : 0x0002_0004;
  const parts = packets.map(({ time, octets, originalLength }) => {
    const fraction = (time % 1_000_000) * (nanoseconds ? 1000 : 1);
    const seconds = Math.floor(time / 1_000_000);
    return [words(seconds, fraction, octets.length, originalLength), octets];
  });
  const header = words(magic, version, 0, 0, 262_144, linkType);
  return new Uint8Array(Buffer.concat([header, ...parts.flat()]));
}
