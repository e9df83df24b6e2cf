import type { Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import type { Address } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { endsOf } from '../system/address-of.ts';
import { systemError } from '../system/failure.ts';

/** Whose opening is told, and to whom. */
export interface Told {
  readonly label: SocketLabel;
  readonly emit: Emit;
  readonly localPort: number | undefined;
}

/** Tells the active opening of a client's socket (RFC 9293 §3.5), try by try, until it is connected or has failed. */
export function tellOpening(socket: Socket, { label, emit, localPort }: Told): void {
  const created = now();
  let attempted: Microseconds = created;
  let remote: Address | undefined;
  let failureTold = false;
  let name = '';
  let addresses: string[] = [];
  const seen = () => ({ time: now(), source: 'app', socket: label }) as const;

  socket.on('lookup', (error, address, _family, host) => {
    name = host;
    if (!error) addresses.push(address);
  });
  socket.on('connectionAttempt', (host, port, family) => {
    if (addresses.length > 0) emit({ ...seen(), type: 'lookup', name, addresses });
    addresses = [];
    remote = { host, port };
    emit({ ...seen(), type: 'socket', domain: family === 6 ? 'inet6' : 'inet', kind: 'stream' });
    // Port 0 is no port: connect(2) chooses one, and nothing is bound before.
    if (localPort !== undefined && localPort !== 0) {
      // Node binds to every interface when only a port is asked for.
      const local = { host: family === 6 ? '::' : '0.0.0.0', port: localPort };
      emit({ ...seen(), local, type: 'bind' });
    }
    const attempt = seen();
    attempted = attempt.time;
    emit({ ...attempt, remote, type: 'attempt' });
  });
  const attemptFailed = (host: string, port: number, code: string) => {
    failureTold = true;
    emit({ ...seen(), remote: { host, port }, type: 'attempt-failed', code });
  };
  socket.on('connectionAttemptFailed', (host, port, _family, error) =>
    attemptFailed(host, port, systemError(error).code),
  );
  socket.on('connectionAttemptTimeout', (host, port) => attemptFailed(host, port, 'ETIMEDOUT'));

  const failed = (error: Error) => {
    const at = remote ? { ...seen(), remote } : seen();
    if (error instanceof SocketsError && error.code === 'connect-timeout') {
      emit({ ...at, type: 'timeout', what: 'connect', after: at.time - attempted });
    } else if (!(error instanceof SocketsError) && !failureTold) {
      emit({ ...at, type: 'error', ...systemError(error) });
    }
    if (!remote) return; // the name was not found: there never was a socket
    const none = { received: 0, sent: 0, unsent: 0 };
    emit({ ...at, type: 'close', ...none, elapsed: at.time - created });
  };
  socket.once('error', failed);
  socket.once('connect', () => {
    socket.off('error', failed);
    const connected = seen();
    emit({ ...connected, ...endsOf(socket), type: 'connect', elapsed: connected.time - attempted });
  });
}
