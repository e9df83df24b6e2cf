import type { WsConnection } from '../ws/ws-connection.ts';
import type { WsHandler } from '../ws/ws-options.ts';
import { History, type HistoryLimits } from './history.ts';
import { Viewer } from './viewer.ts';

/** The browsers that follow a run, and what they are shown. */
export class Audience {
  readonly #history: History;
  readonly #viewers = new Map<WsConnection, Viewer>();
  #ended = false;

  constructor(limits?: HistoryLimits) {
    this.#history = new History(limits);
  }

  /** How many lines of events there were. */
  get events(): number {
    return this.#history.lines;
  }

  /** How many browsers are here. */
  get size(): number {
    return this.#viewers.size;
  }

  /** Takes a browser in. It is shown all there was so far. */
  join(ws: WsConnection): WsHandler {
    const viewer = new Viewer(ws, this.#history);
    this.#viewers.set(ws, viewer);
    void ws.closed.then(() => this.#viewers.delete(ws));
    if (this.#ended) viewer.end();
    else viewer.proceed();
    return viewer.handler;
  }

  /** Takes octets of the run's JSON Lines, cut anywhere: the header's line first. */
  push(octets: Uint8Array): void {
    this.#history.push(octets);
    for (const viewer of this.#viewers.values()) viewer.proceed();
  }

  /** The run is over: whoever has seen all of it is told, and leaves. */
  end(): void {
    this.#ended = true;
    for (const viewer of this.#viewers.values()) viewer.end();
  }

  /** Resolves when all who are here have left. */
  async left(): Promise<void> {
    await Promise.all([...this.#viewers.keys()].map((ws) => ws.closed));
  }
}
