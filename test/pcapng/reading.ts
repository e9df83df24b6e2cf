import type { SocketEvent } from '../../src/event/event.ts';
import { toPcapng } from '../../src/pcapng/pcapng.ts';
import { type Language, loadText } from '../../src/text/text.ts';
import { quoted } from '../../src/view/quoted.ts';

const WORDS = { en: await loadText('en'), ko: await loadText('ko') };

/** A trace as a capture file. */
export function captureOf(events: Iterable<SocketEvent>, language: Language = 'en'): Uint8Array {
  const quote = (octets: Uint8Array) => quoted(octets, 40);
  const words = WORDS[language];
  return new Uint8Array(
    Buffer.concat([...toPcapng(events, { program: 'sockets 0', words, quote })]),
  );
}

/** A block as it stands in a file: options by their codes. */
export interface ReadBlock {
  readonly type: number;
  readonly body: DataView;
  readonly options: ReadonlyMap<number, Uint8Array>;
}

/** A packet block. */
export interface ReadPacket {
  readonly interface: number;
  readonly time: number;
  readonly octets: Uint8Array;
  readonly length: number;
  readonly comment: string | undefined;
  readonly flags: number | undefined;
}

export const SECTION = 0x0a0d0d0a;
export const INTERFACE = 1;
export const PACKET = 6;
export const SECRETS = 10;
const BEFORE_OPTIONS = new Map([
  [SECTION, () => 16],
  [INTERFACE, () => 8],
  [PACKET, (body: DataView) => 20 + padded(body.getUint32(12, true))],
]);

/** Reads a file of pcapng, block by block, and throws where it is none. */
export function blocksOf(file: Uint8Array): ReadBlock[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const blocks: ReadBlock[] = [];
  for (let at = 0; at < file.length; ) {
    const [type, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    if (length % 4 !== 0 || length < 12) throw new Error(`a block of ${length} octets`);
    if (view.getUint32(at + length - 4, true) !== length) throw new Error('two lengths');
    const body = new DataView(file.buffer, file.byteOffset + at + 8, length - 12);
    const from = BEFORE_OPTIONS.get(type)?.(body) ?? body.byteLength;
    blocks.push({ type, body, options: optionsOf(body, from) });
    at += length;
  }
  return blocks;
}

function optionsOf(body: DataView, from: number): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  let at = from;
  while (at < body.byteLength) {
    const [code, length] = [body.getUint16(at, true), body.getUint16(at + 2, true)];
    at += 4;
    if (code === 0) break;
    options.set(code, new Uint8Array(body.buffer, body.byteOffset + at, length));
    at += padded(length);
  }
  if (at !== body.byteLength) throw new Error('octets behind the options');
  return options;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** The text of an option; throws where it is not UTF-8. */
export function textOf(option: Uint8Array | undefined): string | undefined {
  return option && new TextDecoder('utf-8', { fatal: true }).decode(option);
}

/** The packets of a file. */
export function packetsOf(file: Uint8Array): ReadPacket[] {
  return blocksOf(file)
    .filter(({ type }) => type === PACKET)
    .map(({ body, options }) => {
      const captured = body.getUint32(12, true);
      const flags = options.get(2);
      return {
        interface: body.getUint32(0, true),
        time: body.getUint32(4, true) * 2 ** 32 + body.getUint32(8, true),
        octets: new Uint8Array(body.buffer, body.byteOffset + 20, captured),
        length: body.getUint32(16, true),
        comment: textOf(options.get(1)),
        flags: flags && new DataView(flags.buffer, flags.byteOffset, 4).getUint32(0, true),
      };
    });
}

/** What is said of each packet. */
export function commentsOf(file: Uint8Array): (string | undefined)[] {
  return packetsOf(file).map(({ comment }) => comment);
}
