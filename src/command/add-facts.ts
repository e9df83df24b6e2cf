import { type Failures, SocketsError } from '../error.ts';
import { formatAddress, isLoopback } from '../event/address.ts';
import { boundOn } from '../observe/kernel/datagram-sockets.ts';
import { type BoundSocket, formatHolder, listeningOn } from '../observe/kernel/listeners.ts';
import { listeningAt } from '../observe/kernel/path-listeners.ts';

/** How many listeners a message names. */
const MOST_NAMED = 5;

/**
 * The error with what this machine can tell about it: who holds the port or the path, what listens where. `but`: an address nobody is looking for,
 * as that of the page which shows this run.
 */
export async function addFacts(error: SocketsError, but?: string): Promise<SocketsError> {
  if (is(error, 'port-taken')) return withHolder(error);
  if (is(error, 'path-taken')) return withPathHolder(error);
  if (is(error, 'refused')) return withListeners(error, but);
  return error;
}

async function withHolder(error: SocketsError<'port-taken'>): Promise<SocketsError> {
  const { address, port, protocol } = error.facts;
  const sockets = (await (protocol === 'udp' ? boundOn(port) : listeningOn(port))) ?? [];
  const holder = inTheWayOf(address, sockets)?.holder;
  if (!holder) return error;
  const facts = { ...error.facts, holder: formatHolder(holder) };
  return new SocketsError('system', 'port-taken', facts, { cause: error.cause });
}

/** Of the sockets on its port, the one an address cannot be had beside: it has the same, or one of both takes every address. */
function inTheWayOf(address: string, sockets: readonly BoundSocket[]): BoundSocket | undefined {
  const takesAll = (one: string) => one.startsWith('0.0.0.0:') || one.startsWith('[::]:');
  const having = (match: (one: string) => boolean) =>
    sockets.find((socket) => match(formatAddress(socket.address)));
  return (
    having((one) => one === address) ??
    having(takesAll) ??
    (takesAll(address) ? sockets[0] : undefined)
  );
}

async function withPathHolder(error: SocketsError<'path-taken'>): Promise<SocketsError> {
  const [listener, ...others] = (await listeningAt(error.facts.path)) ?? [];
  // Of two, one has lost its file, and nobody can tell which.
  if (!listener?.holder || others.length > 0) return error;
  const facts = { ...error.facts, holder: formatHolder(listener.holder) };
  return new SocketsError('system', 'path-taken', facts, { cause: error.cause });
}

async function withListeners(
  error: SocketsError<'refused'>,
  but: string | undefined,
): Promise<SocketsError> {
  const { address, port } = error.facts;
  // Only of this machine can we know anything.
  if (!isLoopback(address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, ''))) return error;
  const listening = (await listeningOn()) ?? [];
  const addresses = (same: boolean) => {
    const found = listening.filter((listener) => (listener.address.port === port) === same);
    const names = new Set(found.map((listener) => formatAddress(listener.address)));
    return [...names].filter((name) => name !== but).slice(0, MOST_NAMED);
  };
  const facts = { address, port, elsewhere: addresses(true), others: addresses(false) };
  return new SocketsError('peer', 'refused', facts, { cause: error.cause });
}

function is<Code extends keyof Failures>(
  error: SocketsError,
  code: Code,
): error is SocketsError<Code> {
  return error.code === code;
}
