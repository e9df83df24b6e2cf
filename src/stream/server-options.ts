import type { AddressInfo } from 'node:net';
import type { SocketsError } from '../error.ts';
import type { Address } from '../event/address.ts';
import type { Labels } from '../event/label.ts';
import type { Connection } from './connection.ts';
import type { Service } from './handler.ts';
import type { Layer } from './layer.ts';

/** How to listen, whatever kind of stream it is. */
export interface ServerOptions {
  /** How many connections may queue for accept: listen(2). Default 511, Node's own. */
  readonly backlog?: number;
  /** More connections than this at once are closed as soon as they are accepted. */
  readonly maxConnections?: number;
  /** What to do with each connection. Default: echo. */
  readonly serve?: Service;
  /** Keep our half open when the peer ends its own. Default: end ours too, once all is sent. */
  readonly halfOpen?: boolean;
  /** End a connection after so many milliseconds without an octet either way. */
  readonly idleTimeout?: number;
  readonly labels?: Labels;
  /** What lies between a connection and its octets. Default: nothing. */
  readonly layer?: Layer;
}

/** Where a kind of stream listens, and what is its own. */
export interface Place<Where extends Address> {
  /** What was asked for. */
  readonly address: Where;
  readonly ipv6Only?: boolean;
  /** What it has become, by `server.address()`: a port that was 0 is known now. */
  bound(name: AddressInfo | string | null): Where;
  /** Whether the address is a file's path, and that file is there. */
  hasFile?(): boolean;
  /** A call that failed, as an error with its facts. */
  failure(error: unknown): SocketsError;
  /** Sets what was asked for on a new connection. */
  prepare(connection: Connection): void;
}

/** Connections that may queue for accept when nobody says how many: what Node itself asks listen(2) for. */
export const DEFAULT_BACKLOG = 511;
