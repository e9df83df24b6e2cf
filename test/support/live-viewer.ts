import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SocketEvent } from '../../src/event/event.ts';
import { within } from './deadline.ts';
import type { RunningProcess } from './sockets-process.ts';
import { eventsOf } from './steps.ts';

/** The address of the page, once a run has told it. */
export async function pageOf(running: RunningProcess): Promise<URL> {
  const [url] = await running.untilError(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\//);
  return new URL(url);
}

/** What follows a run as its page does, with the package ws, and keeps every line. */
export class LiveViewer implements Disposable {
  readonly socket: WebSocket;
  /** Resolves when it was closed, with the status code. */
  readonly closed: Promise<number>;
  readonly messages: string[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(page: URL, origin = page.origin) {
    const url = new URL('live', page);
    url.protocol = 'ws:';
    this.socket = new WebSocket(url, { origin, perMessageDeflate: false });
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.messages.push(isBinary ? 'binary' : data.toString());
      for (const look of this.#watchers) look();
    });
    this.closed = new Promise((resolve, reject) => {
      this.socket.once('close', resolve);
      this.socket.once('error', reject);
    });
    this.closed.catch(() => undefined); // whoever waits for it is told
  }

  /** One whose connection is open. */
  static async open(page: URL): Promise<LiveViewer> {
    const viewer = new LiveViewer(page);
    await within(once(viewer.socket, 'open'), 'connection to the page', () => 'none');
    return viewer;
  }

  get text(): string {
    return this.messages.join('');
  }

  /** All lines so far: each message is whole lines. */
  get lines(): string[] {
    return this.messages.flatMap((message) => {
      const lines = message.split('\n');
      if (lines.pop() !== '') throw new Error(`half a line: ${message}`);
      return lines;
    });
  }

  /** Resolves when a message matches. */
  async until(pattern: RegExp): Promise<void> {
    let seen = 0;
    let look: () => void = () => undefined;
    const fact = new Promise<void>((resolve) => {
      look = () => {
        if (this.messages.slice(seen).some((message) => pattern.test(message))) resolve();
        seen = this.messages.length;
      };
    });
    this.#watchers.add(look);
    look();
    await within(fact, String(pattern), () => this.text);
    this.#watchers.delete(look);
  }

  /** Everything, when the server has closed; and the status code. */
  async everything(): Promise<{ code: number; lines: string[] }> {
    const code = await within(this.closed, 'close by the page server', () => this.text);
    return { code, lines: this.lines };
  }

  /** The events of a run that has ended, checked as a trace. */
  async events(): Promise<SocketEvent[]> {
    const { lines } = await this.everything();
    return await eventsOf(Buffer.from(`${lines.slice(0, -1).join('\n')}\n`));
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}
