import { Labels } from '../event/label.ts';
import { listenWs, type WsServer } from '../ws/listen.ts';
import { Audience } from './audience.ts';
import { livePath, pagePath, passGate, type Refusals } from './gate.ts';
import type { HistoryLimits } from './history.ts';
import { newToken } from './token.ts';

/** What is served, and where. */
export interface PageServerOptions {
  /** 0 for a free one. */
  readonly port: number;
  /** Makes the page, which is to open a WebSocket at this path of the server that it came from. */
  readonly html: (path: string) => string;
  readonly refusals: Refusals;
  readonly limits?: HistoryLimits;
}

const HOST = '127.0.0.1';
/** A browser has one connection for the page and one for the run, and may ask for an icon besides. */
const MOST_CONNECTIONS = 64;
/** Octets of what a browser has to tell us, which is nothing. */
const MOST_TOLD = 1024;

/** Serves the page of one run, on loopback alone, to whoever has its address with the secret in it; and the run to each page. */
export class PageServer implements AsyncDisposable {
  /** The address, for a person to open. */
  readonly url: string;
  /** Who follows the run, and where its lines go. */
  readonly audience: Audience;
  readonly #server: WsServer;

  private constructor(server: WsServer, url: string, audience: Audience) {
    this.#server = server;
    this.url = url;
    this.audience = audience;
  }

  /** Listens. Throws SocketsError: `port-taken`, `no-permission`. */
  static async open({ port, html, refusals, limits }: PageServerOptions): Promise<PageServer> {
    const token = newToken();
    const page = html(livePath(token));
    const audience = new Audience(limits);
    const server = await listenWs({
      ...{ port, host: HOST, labels: new Labels() },
      ...{ maxConnections: MOST_CONNECTIONS, maxMessage: MOST_TOLD },
      answer: (asked) =>
        passGate(asked, { port: server.address.port, token, html: page, refusals }),
      serve: (ws) => audience.join(ws),
    });
    const url = `http://${HOST}:${server.address.port}${pagePath(token)}`;
    return new PageServer(server, url, audience);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}
