import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from '../../support/tools.ts';

/** Wireshark without a window: what it says of a packet is what ours is compared with. */
export const TSHARK = program('tshark');

/** A field as tshark shows it. */
export interface ShownField {
  readonly name: string;
  /** In octets from the beginning of the frame. */
  readonly position: number;
  readonly size: number;
  readonly show: string;
}

/** All that tshark shows of a packet, fields that stand in others behind those. */
export type ShownPacket = readonly ShownField[];

const PREFERENCES = [
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'ip.check_checksum:TRUE',
  'tcp.check_checksum:TRUE',
  'udp.check_checksum:TRUE',
];

/** Has tshark read a capture. */
export async function dissect(capture: Uint8Array): Promise<ShownPacket[]> {
  const folder = await mkdtemp(join(tmpdir(), 'packets-'));
  try {
    const path = join(folder, 'capture.pcap');
    await writeFile(path, capture);
    const preferences = PREFERENCES.flatMap((preference) => ['-o', preference]);
    const child = spawn('tshark', ['-r', path, '-n', '-T', 'pdml', ...preferences], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [xml] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return xml.split('<packet>').slice(1).map(fieldsOf);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function fieldsOf(xml: string): ShownPacket {
  return [...xml.matchAll(/<(?:field|proto) ([^>]*)>/g)].map(([, attributes = '']) => {
    const attribute = (name: string) =>
      new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const [name, show] = [attribute('name'), attribute('show')];
    return { name, position: Number(attribute('pos')), size: Number(attribute('size')), show };
  });
}

/** What the first field of this name shows. */
export function shown(packet: ShownPacket, name: string): string | undefined {
  return packet.find((field) => field.name === name)?.show;
}
