import { platform } from 'node:os';
import { SocketsError } from '../error.ts';
import { fromSystem, systemError } from '../system/failure.ts';
import { isAbstract } from '../system/socket-path.ts';

/** Octets a path may have: `sun_path` less its closing NUL (unix(7)); BSD's is shorter. */
const LONGEST = { linux: 107, others: 103 } as const;

/** Makes sure that the kernel of a `system` (as Node names it) will take the path as it is; Node cuts a longer one off. Throws SocketsError. */
export function checkPath(path: string, system: string = platform()): void {
  if (path === '' || path === '@') {
    throw new SocketsError('usage', 'missing-argument', { name: 'path' });
  }
  if (isAbstract(path) && system !== 'linux') {
    throw new SocketsError('usage', 'not-on-this-system', { what: path });
  }
  const bytes = Buffer.byteLength(path);
  const most = system === 'linux' ? LONGEST.linux : LONGEST.others;
  if (bytes > most) {
    throw new SocketsError('usage', 'path-too-long', { path, bytes, most });
  }
}

/** What was being done to which path when a call failed. */
interface Attempted {
  readonly call: 'listen' | 'connect' | 'unlink' | 'read';
  readonly path: string;
}

/** A failed call as an error with its facts: by its errno (unix(7)), and what was being done. */
export function fromUnix(cause: unknown, { call, path }: Attempted): SocketsError {
  if (cause instanceof SocketsError) return cause;
  switch (systemError(cause).code) {
    case 'EADDRINUSE':
      return new SocketsError('system', 'path-taken', { path }, { cause });
    case 'EACCES':
    case 'EPERM':
      return new SocketsError('system', 'path-no-permission', { path }, { cause });
    case 'ENOENT':
      return call === 'connect'
        ? new SocketsError('peer', 'no-socket-there', { path }, { cause })
        : new SocketsError('system', 'no-such-directory', { path }, { cause });
    case 'ENOTDIR':
      return new SocketsError('system', 'no-such-directory', { path }, { cause });
    case 'ECONNREFUSED':
      return new SocketsError('peer', 'path-refused', { path }, { cause });
    case 'EAGAIN':
      return new SocketsError('peer', 'path-queue-full', { path }, { cause });
    case 'ECONNRESET':
      return new SocketsError('peer', 'reset', { address: path, received: 0, sent: 0 }, { cause });
    case 'EPIPE':
      return new SocketsError('peer', 'broken-pipe', { address: path }, { cause });
    default:
      return fromSystem(cause, { call, host: path, port: 0 });
  }
}
