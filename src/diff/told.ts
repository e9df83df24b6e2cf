import { type Address, isLoopback, isPath } from '../event/address.ts';
import type { Direction, Track } from './step.ts';

/** What an event says that a comparison looks at. */
export interface Told {
  readonly track: Track;
  readonly verb: string;
  /** What else has to be the same, in an order of its own. */
  readonly facts?: readonly unknown[];
  /** Octets of a stream, whose borders mean nothing (RFC 9293 §3.8). `at`: where they stand in their direction; else behind the last. */
  readonly octets?: {
    readonly direction: Direction;
    readonly bytes: number;
    readonly data: Uint8Array;
    readonly at?: number;
  };
  /** Several of the same in a row are one: their number is chance. */
  readonly merges?: true;
}

/** What counts. */
export interface ToldOptions {
  /** Whether payloads do. */
  readonly data: boolean;
}

/** An address without what differs between two runs: its port, a file's name, which of this machine's addresses. */
export function placeOf(address: Address | undefined): string {
  if (address === undefined) return '?';
  if (isPath(address)) return address.path.startsWith('@') ? 'abstract' : 'path';
  if (address.host === '0.0.0.0' || address.host === '::') return 'any';
  return isLoopback(address.host) ? 'loopback' : 'address';
}

/** Octets as a part of a key. */
export function textOf(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
