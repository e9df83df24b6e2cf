import { type Failures, SocketsError } from '../error.ts';
import { formatAddress, isLoopback } from '../event/address.ts';
import { formatHolder, listeningOn } from '../observe/kernel/listeners.ts';

/** How many listeners a message names. */
const MOST_NAMED = 5;

/** The error with what this machine can tell about it: who holds the port, what listens where. */
export async function addFacts(error: SocketsError): Promise<SocketsError> {
  if (is(error, 'port-taken')) return withHolder(error);
  if (is(error, 'refused')) return withListeners(error);
  return error;
}

async function withHolder(error: SocketsError<'port-taken'>): Promise<SocketsError> {
  const [listener] = (await listeningOn(error.facts.port)) ?? [];
  if (!listener?.holder) return error;
  const facts = { ...error.facts, holder: formatHolder(listener.holder) };
  return new SocketsError('system', 'port-taken', facts, { cause: error.cause });
}

async function withListeners(error: SocketsError<'refused'>): Promise<SocketsError> {
  const { address, port } = error.facts;
  // Only of this machine can we know anything.
  if (!isLoopback(address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, ''))) return error;
  const listening = (await listeningOn()) ?? [];
  const addresses = (same: boolean) => {
    const found = listening.filter((listener) => (listener.address.port === port) === same);
    return [...new Set(found.map((listener) => formatAddress(listener.address)))].slice(
      0,
      MOST_NAMED,
    );
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
