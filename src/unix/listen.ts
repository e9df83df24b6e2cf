import { existsSync, unlinkSync } from 'node:fs';
import { SocketsError } from '../error.ts';
import type { PathAddress } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { processLabels } from '../event/label.ts';
import { StreamServer } from '../stream/server.ts';
import type { Place, ServerOptions } from '../stream/server-options.ts';
import { systemError } from '../system/failure.ts';
import { isAbstract } from '../system/socket-path.ts';
import { checkPath, fromUnix } from './failure.ts';
import { type Found, whatIsAt } from './what-is-at.ts';

/** How to listen. Only the path is needed. */
export interface UnixListenOptions extends ServerOptions {
  /** A file's path, or `@name` in Linux's abstract namespace (unix(7)). */
  readonly path: string;
  /** Remove the file of a server that is gone, and take its place. Never one that somebody listens behind. */
  readonly unlink?: boolean;
}

/** A server whose address is a path. */
export type UnixServer = StreamServer<PathAddress>;

/**
 * Listens on a path: socket, bind (which makes the file) and listen. Resolves when connections may come. Throws SocketsError:
 * `stale-path` when only the file of a server before is in the way, `path-taken` when somebody listens there.
 */
export async function listenUnix(options: UnixListenOptions, emit?: Emit): Promise<UnixServer> {
  const { path, unlink = false } = options;
  checkPath(path);
  const label = (options.labels ?? processLabels).next('L');
  const address = { path };
  const place: Place<PathAddress> = {
    address,
    bound: () => address,
    hasFile: () => !isAbstract(path) && existsSync(path),
    failure: (error) => fromUnix(error, { call: 'listen', path }),
    prepare: () => undefined,
  };
  const found = unlink && !isAbstract(path) ? await whatIsAt(path) : undefined;
  if (found === 'stale') {
    removeFile(path);
    emit?.({
      time: now(),
      source: 'app',
      socket: label,
      local: address,
      type: 'unlink',
      stale: true,
    });
  }
  const server = new StreamServer(label, place, options, emit);
  try {
    await server.listen();
  } catch (error) {
    // A listener that was asked once need not be asked again.
    throw await explained(error, path, found === 'listener' ? found : undefined);
  }
  return server;
}

/** The failure to bind, once it is known what stands in the way. libuv reports a missing folder as EACCES. */
async function explained(error: unknown, path: string, found?: Found): Promise<unknown> {
  if (!(error instanceof SocketsError) || isAbstract(path)) return error;
  if (error.code !== 'path-taken' && error.code !== 'path-no-permission') return error;
  const { cause } = error;
  switch (found ?? (await whatIsAt(path))) {
    case 'stale':
      return new SocketsError('system', 'stale-path', { path }, { cause });
    case 'no-socket':
      return new SocketsError('system', 'not-a-socket', { path }, { cause });
    case 'no-folder':
      return new SocketsError('system', 'no-such-directory', { path }, { cause });
    case 'unknown':
      return new SocketsError('system', 'path-no-permission', { path }, { cause });
    default:
      return error;
  }
}

/** Throws `path-no-permission` where the folder does not let us. */
function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (systemError(error).code !== 'ENOENT') throw fromUnix(error, { call: 'unlink', path });
  }
}
