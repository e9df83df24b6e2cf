import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { processLabels } from '../event/label.ts';
import { Connection } from '../stream/connection.ts';
import { Narrator } from '../stream/narrator.ts';
import { connected, limited, type OpeningOptions } from '../stream/opening.ts';
import { SOCKET_SETTINGS } from '../stream/socket-settings.ts';
import { systemError } from '../system/failure.ts';
import { isAbstract, nodePath } from '../system/socket-path.ts';
import { checkPath, fromUnix } from './failure.ts';

/** Where to connect, and how. Only the path is needed. */
export interface UnixConnectOptions extends Omit<OpeningOptions, 'layer'> {
  /** A file's path, or `@name` in Linux's abstract namespace (unix(7)). */
  readonly path: string;
}

/**
 * Connects to a path: socket and connect. Nothing goes over a network, and there is no handshake: the listener's queue has room or it
 * has not. Resolves when the connection is established. Throws SocketsError.
 */
export async function connectUnix(options: UnixConnectOptions, emit?: Emit): Promise<Connection> {
  const { path, idleTimeout } = options;
  checkPath(path);
  const label = (options.labels ?? processLabels).next('C');
  const remote = { path };
  const socket = new Socket(SOCKET_SETTINGS);
  const narrator = new Narrator({ label, local: undefined, remote, emit });
  emit?.({
    time: now(),
    source: 'app',
    socket: label,
    type: 'socket',
    domain: 'unix',
    kind: 'stream',
  });
  const attempted = now();
  narrator.tell({ type: 'attempt' }, attempted);
  const established = connected(socket);
  socket.connect({ path: nodePath(path) });
  using _limits = limited(socket, remote, options);
  try {
    await established;
  } catch (error) {
    tellFailure(narrator, error, attempted);
    throw await explained(fromUnix(error, { call: 'connect', path }), path);
  }
  narrator.tell({ type: 'connect', elapsed: now() - attempted });
  const connection = new Connection(socket, { label, local: undefined, remote, emit });
  if (idleTimeout !== undefined) connection.limitIdle(idleTimeout);
  return connection;
}

function tellFailure(narrator: Narrator, error: unknown, attempted: number): void {
  if (!(error instanceof SocketsError)) {
    narrator.tell({ type: 'attempt-failed', code: systemError(error).code });
  } else if (error.code === 'connect-timeout') {
    narrator.tell({ type: 'timeout', what: 'connect', after: now() - attempted });
  }
  const none = { received: 0, sent: 0, unsent: 0 };
  narrator.tell({ type: 'close', ...none, elapsed: now() - attempted });
}

/** ECONNREFUSED says only that nobody listens: a file that is no socket at all, and an abstract name nobody has, are told apart. */
async function explained(failure: SocketsError, path: string): Promise<SocketsError> {
  if (failure.code !== 'path-refused') return failure;
  const { cause } = failure;
  if (isAbstract(path)) return new SocketsError('peer', 'no-socket-there', { path }, { cause });
  // Through a symbolic link, as connect(2) goes.
  const file = await stat(path).catch(() => undefined);
  return file === undefined || file.isSocket()
    ? failure
    : new SocketsError('usage', 'not-a-socket', { path }, { cause });
}
