import { createConnection, type Socket } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { SocketsError } from '../error.ts';
import { idIn } from './control-folder.ts';
import type { Impaired } from './impairer.ts';
import type { Change } from './impairments.ts';
import {
  type Captured,
  type LabStatus,
  MOST_MESSAGE,
  type Reply,
  type Request,
  readReply,
  writeRequest,
} from './messages.ts';
import { readLine } from './read-line.ts';

/** Tells whoever runs in a lab where its control socket is. */
export const LAB_VARIABLE = 'SOCKETS_LAB';

/** How long a lab may take to answer, ms. */
const PATIENCE = 5000;

/** What to capture. The filter is in the language of pcap-filter(7), without names of hosts and services. */
export interface LabCaptureOptions {
  readonly interface: Captured;
  readonly filter?: string;
}

/** A capture that the lab makes for us, for we may lack the capability. */
export interface LabCapture {
  /** A capture file as it is written (pcap-savefile(5)): of Ethernet frames for `lo`, of IP packets for `drops`. */
  readonly packets: Readable;
  /** Ends it: what was captured until now still comes, then the end. */
  stop(): void;
}

/** A lab that runs, reached by its control socket: from inside or from outside. */
export class Lab {
  readonly id: string;
  /** Its control socket. */
  readonly path: string;

  /** Use `openLab`, or `findLab`. */
  constructor(path: string) {
    this.path = path;
    this.id = idIn(path) ?? '?';
  }

  /** Throws `lab-unanswered`, `tool-failed`. */
  status(): Promise<LabStatus> {
    return this.#askStatus({ do: 'status' });
  }

  /** Changes what the change names. Throws `lab-unanswered`, `tool-missing`, `tool-failed`. */
  async set(change: Change): Promise<Impaired> {
    return await this.#askStatus({ do: 'set', change });
  }

  /** Resolves when tcpdump(8) captures. Throws `lab-unanswered`, `tool-missing`, `tool-failed`. */
  async capture(options: LabCaptureOptions): Promise<LabCapture> {
    const { reply, socket } = await this.#ask({ do: 'capture', ...options });
    if (!('capturing' in reply)) {
      socket.destroy();
      throw this.#unanswered();
    }
    socket.setTimeout(0);
    const packets = new PassThrough();
    socket.once('close', () => packets.end());
    packets.once('close', () => socket.destroy());
    return { packets: socket.pipe(packets), stop: () => socket.end() };
  }

  async #askStatus(request: Request): Promise<LabStatus> {
    const { reply, socket } = await this.#ask(request);
    socket.destroy();
    if ('status' in reply) return reply.status;
    throw this.#unanswered();
  }

  async #ask(
    request: Request,
  ): Promise<{ reply: Exclude<Reply, { failed: unknown }>; socket: Socket }> {
    const socket = createConnection({ path: this.path, allowHalfOpen: true });
    let gone: unknown;
    // Later errors end the capture, as its end does.
    socket.on('error', (error) => {
      gone = error;
    });
    socket.setTimeout(PATIENCE);
    socket.write(writeRequest(request));
    const line = await readLine(socket, MOST_MESSAGE);
    const reply = line === undefined ? undefined : readReply(line);
    if (reply && !('failed' in reply)) return { reply, socket };
    socket.destroy();
    throw reply?.failed ?? this.#unanswered(gone);
  }

  #unanswered(cause?: unknown): SocketsError {
    return new SocketsError('system', 'lab-unanswered', { id: this.id }, { cause });
  }
}

/** The lab that a process runs in, by its environment. `undefined`: in none. */
export function openLab(
  environment: Readonly<Record<string, string | undefined>>,
): Lab | undefined {
  const path = environment[LAB_VARIABLE];
  return path === undefined || idIn(path) === undefined ? undefined : new Lab(path);
}
