import { type Failures, SocketsError } from '../error.ts';
import { formatAddress, type InternetAddress } from '../event/address.ts';

/** What was being done when a call failed: to which address, and from which local port if one was asked for. */
export interface Attempted extends InternetAddress {
  readonly call: string;
  readonly localPort?: number | undefined;
}

/** The call and errno Node put into an error; empty where it put none. */
export function systemError(error: unknown): { call: string; code: string } {
  const text = (key: string) => {
    const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { call: text('syscall'), code: text('code') };
}

/** A failed call as an error with its facts: by its errno (errno(3)), and what was being done. */
export function fromSystem(cause: unknown, attempted: Attempted): SocketsError {
  if (cause instanceof SocketsError) return cause;
  const { call: failed, code } = systemError(cause);
  const address = formatAddress(attempted);
  const { call, localPort } = attempted;
  if (call === 'connect' && (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL')) {
    const facts = { address, code, ...(localPort === undefined ? {} : { localPort }) };
    return new SocketsError('system', 'no-local-port', facts, { cause });
  }
  const make = MAKE[code];
  if (make) return make({ ...attempted, address, code }, cause);
  const facts = { call: failed || call, code: code || String(cause) };
  return new SocketsError('system', 'system', facts, { cause });
}

interface Facts extends Attempted {
  readonly address: string;
  readonly code: string;
}

type Make = (facts: Facts, cause: unknown) => SocketsError;

const unknownHost: Make = ({ host }, cause) =>
  new SocketsError('peer', 'unknown-host', { host }, { cause });
const noRoute: Make = ({ address }, cause) =>
  new SocketsError('peer', 'no-route', { address }, { cause });
const tooManyFiles: Make = ({ call, code }, cause) =>
  new SocketsError('system', 'too-many-files', { call, code }, { cause });

const MAKE: Readonly<Record<string, Make>> = {
  EADDRINUSE: ({ address, port }, cause) =>
    new SocketsError('system', 'port-taken', { address, port }, { cause }),
  EACCES: ({ address, port }, cause) =>
    new SocketsError('system', 'no-permission', { address, port }, { cause }),
  EADDRNOTAVAIL: ({ host }, cause) =>
    new SocketsError('system', 'address-not-here', { address: host }, { cause }),
  ECONNREFUSED: ({ address, port }, cause) => {
    const facts: Failures['refused'] = { address, port, elsewhere: [], others: [] };
    return new SocketsError('peer', 'refused', facts, { cause });
  },
  ECONNRESET: ({ address }, cause) =>
    new SocketsError('peer', 'reset', { address, received: 0, sent: 0 }, { cause }),
  EPIPE: ({ address }, cause) => new SocketsError('peer', 'broken-pipe', { address }, { cause }),
  ETIMEDOUT: ({ address }, cause) => new SocketsError('peer', 'no-answer', { address }, { cause }),
  ENOTFOUND: unknownHost,
  EAI_AGAIN: ({ host }, cause) =>
    new SocketsError('system', 'name-service-down', { host }, { cause }),
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
};
