import { once } from 'node:events';
import { chmod, readlink, rename } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import { now } from '../event/clock.ts';
import { startCapture } from '../observe/packet/start-capture.ts';
import { isMissing, type ToolEnd } from '../observe/tool.ts';
import { fromSystem } from '../system/failure.ts';
import { idIn, MOST_ATTEMPTS, makeFolder } from './control-folder.ts';
import { DropFeed } from './drop-feed.ts';
import type { Impairer } from './impairer.ts';
import {
  type LabStatus,
  MOST_MESSAGE,
  type Reply,
  type Request,
  readRequest,
  writeReply,
} from './messages.ts';
import { readLine } from './read-line.ts';
import { failedTool, missingTool } from './run-tool.ts';

/** How many may speak to a lab at once. */
const MOST_CLIENTS = 32;

/** What a keeper is to keep. */
export interface KeeperOptions {
  /** Where its control socket is to be. */
  readonly path: string;
  /** The process by whose namespaces others join, as it is called outside. */
  readonly pid: number;
  readonly impairer: Pick<Impairer, 'look' | 'set'>;
}

/**
 * Answers on a lab's control socket, from within the lab, where it has every capability: those who join have none. Lasts until its
 * process ends.
 */
export class Keeper {
  readonly #impairer: KeeperOptions['impairer'];
  readonly #about: Pick<LabStatus, 'id' | 'pid' | 'network' | 'since'>;
  readonly #drops = new DropFeed();

  private constructor({ path, pid, impairer }: KeeperOptions, network: string) {
    this.#impairer = impairer;
    this.#about = { id: idIn(path) ?? '', pid, network, since: now() };
  }

  /** Begins to answer. Throws `unsafe-folder`, `system`. */
  static async open(options: KeeperOptions): Promise<void> {
    const keeper = new Keeper(options, await readlink('/proc/self/ns/net'));
    const server = createServer({ allowHalfOpen: true }, (socket) => void keeper.#serve(socket));
    server.maxConnections = MOST_CLIENTS;
    await listenAt(server, options.path);
    server.unref();
  }

  /** One request on each connection. */
  async #serve(socket: Socket): Promise<void> {
    socket.on('error', () => socket.destroy());
    const line = await readLine(socket, MOST_MESSAGE);
    const request = line === undefined ? undefined : readRequest(line);
    if (!request) socket.destroy();
    else if (request.do === 'capture') await this.#capture(socket, request);
    else socket.end(writeReply(await this.#answer(request)));
  }

  async #answer(request: Exclude<Request, { do: 'capture' }>): Promise<Reply> {
    try {
      const { do: work } = request;
      const impaired = await (work === 'set'
        ? this.#impairer.set(request.change)
        : this.#impairer.look());
      return { status: { ...this.#about, ...impaired } };
    } catch (error) {
      return { failed: refusal(error) };
    }
  }

  async #capture(socket: Socket, request: Extract<Request, { do: 'capture' }>): Promise<void> {
    if (request.interface === 'drops') {
      const end = await this.#drops.start();
      socket.write(writeReply(end ? { failed: refusedCapture(end) } : { capturing: true }));
      if (end) socket.end();
      else this.#drops.add(socket);
      socket.resume();
      return;
    }
    const tool = startCapture(request.interface, request.filter);
    const stop = () => tool.stop();
    socket.once('end', stop).once('close', stop).resume();
    if (await tool.said(/listening on/)) {
      socket.write(writeReply({ capturing: true }));
      tool.output.pipe(socket);
    } else socket.end(writeReply({ failed: refusedCapture(await tool.ended) }));
  }
}

/** A control socket gets its name when somebody listens behind it: so one that refuses is left over from a lab that was killed. */
async function listenAt(server: Server, path: string): Promise<void> {
  const newborn = `${path}.new`;
  for (let attempt = 1; ; attempt += 1) {
    await makeFolder(path.slice(0, path.lastIndexOf('/')));
    try {
      await listening(server, newborn);
      await chmod(newborn, 0o600);
      await rename(newborn, path);
      return;
    } catch (cause) {
      if (attempt < MOST_ATTEMPTS && isGone(cause)) continue;
      throw fromSystem(cause, { call: 'listen', host: path, port: 0 });
    }
  }
}

async function listening(server: Server, path: string): Promise<void> {
  server.listen(path);
  await once(server, 'listening');
}

/** The last lab that ends takes the folder with it. libuv's bind calls that EACCES, as Windows does (uv_pipe_bind). */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && GONE.has(error.code);
}
const GONE: ReadonlySet<unknown> = new Set(['ENOENT', 'EACCES']);

function refusedCapture(end: ToolEnd): SocketsError<'tool-missing'> | SocketsError<'tool-failed'> {
  return isMissing(end) ? missingTool('tcpdump') : failedTool('tcpdump', end);
}

function refusal(error: unknown): SocketsError<'tool-missing'> | SocketsError<'tool-failed'> {
  if (isRefusal(error)) return error;
  throw error;
}

function isRefusal(
  error: unknown,
): error is SocketsError<'tool-missing'> | SocketsError<'tool-failed'> {
  return (
    error instanceof SocketsError && (error.code === 'tool-missing' || error.code === 'tool-failed')
  );
}
