import type { Address } from '../../event/address.ts';
import { parseArray, parseMembers } from './argument-list.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import { parseQuoted } from './escaped.ts';
import { parseSockaddr } from './sockaddr.ts';

/** Octets that a call moved: one datagram, or a piece of a stream. */
export interface Transfer {
  readonly octets?: number;
  /** The first of them. */
  readonly data?: Uint8Array;
  /** Whom a datagram is to or from, where the call says so. */
  readonly address?: Address;
}

/** A call on octets as strace printed it; `value` is its result, when it did not fail. */
interface Moved {
  readonly name: string;
  readonly args: readonly string[];
  readonly value: number | undefined;
}

/** What a call moved, `limit` octets of data at the most; several where it took or gave several datagrams; none where it is no such call. */
export function transfersOf({ name, args, value }: Moved, limit: number): readonly Transfer[] {
  const read = READERS[name];
  if (!read) return [];
  if (value === undefined || value < 0) return [addressed(SIMPLE.has(name) ? args[4] : undefined)];
  return read(args, value, limit);
}

type Reader = (args: readonly string[], value: number, limit: number) => readonly Transfer[];

/** send(2), recv(2): buffer, length, flags, address. */
const simple: Reader = (args, value, limit) => [
  { octets: value, ...data([args[1] ?? ''], Math.min(value, limit)), ...addressed(args[4]) },
];

const vector: Reader = (args, value, limit) => [
  { octets: value, ...data(buffersOf(args[1] ?? ''), Math.min(value, limit)) },
];

const message: Reader = (args, value, limit) => [transferOf(args[1] ?? '', value, limit)];

const messages: Reader = (args, value, limit) =>
  parseArray(args[1] ?? '')
    .slice(0, value)
    .map((item) => {
      const members = parseMembers(item);
      const length = Number(members.get('msg_len') ?? Number.NaN);
      const octets = Number.isInteger(length) && length >= 0 ? length : 0;
      return transferOf(members.get('msg_hdr') ?? '', octets, limit);
    });

const counted: Reader = (_args, value) => [{ octets: value }];

const READERS: Readonly<Record<string, Reader>> = {
  read: simple,
  write: simple,
  send: simple,
  recv: simple,
  sendto: simple,
  recvfrom: simple,
  readv: vector,
  writev: vector,
  sendmsg: message,
  recvmsg: message,
  sendmmsg: messages,
  recvmmsg: messages,
  sendfile: counted,
  splice: counted,
};

/** Their fifth argument is an address. */
const SIMPLE: ReadonlySet<string> = new Set(['sendto', 'recvfrom']);

function transferOf(header: string, octets: number, limit: number): Transfer {
  const members = parseMembers(header);
  const buffers = buffersOf(members.get('msg_iov') ?? '');
  return {
    octets,
    ...data(buffers, Math.min(octets, limit)),
    ...addressed(members.get('msg_name')),
  };
}

function addressed(text: string | undefined): { address?: Address } {
  const address = text === undefined ? undefined : parseSockaddr(text)?.address;
  return address ? { address } : {};
}

function buffersOf(text: string): string[] {
  return parseArray(text).map((item) => parseMembers(item).get('iov_base') ?? '');
}

/** The octets from the beginning on, without a gap: nothing behind a buffer of which strace printed a part. */
function data(buffers: readonly string[], length: number): { data?: Uint8Array } {
  const known: Uint8Array[] = [];
  for (const buffer of buffers) {
    const quoted = parseQuoted(buffer);
    if (quoted) known.push(quoted.octets);
    if (!quoted || quoted.cut) break;
  }
  return known.length === 0 ? {} : { data: Buffer.concat(known).subarray(0, length) };
}

/** The descriptors that a message passes to another process (SCM_RIGHTS, unix(7)). */
export function passedDescriptors(header: string): Descriptor[] {
  return parseArray(parseMembers(header).get('msg_control') ?? '').flatMap((item) => {
    const control = parseMembers(item);
    if (control.get('cmsg_type') !== 'SCM_RIGHTS') return [];
    return parseArray(control.get('cmsg_data') ?? '').flatMap(
      (text) => parseDescriptor(text) ?? [],
    );
  });
}
