import type { WsConnection } from '../ws/ws-connection.ts';
import type { WsHandler } from '../ws/ws-options.ts';
import type { History } from './history.ts';

/** Status codes of RFC 6455 §7.4.1 and of IANA's registry: the purpose is fulfilled; too slow, and may come again. */
const NORMAL = 1000;
const TRY_AGAIN_LATER = 1013;

/** What is said between the lines of a run, or behind them. */
const ENDED = '{"ended":true}\n';
const skipped = (lines: number) => `{"skipped":${lines}}\n`;

/**
 * A browser that follows the run: from the oldest line there is, as fast as it reads. What it has not read yet waits in the history, which all
 * share, and not with us; where it is too slow for that it is sent away.
 */
export class Viewer {
  readonly #ws: WsConnection;
  readonly #history: History;
  #at = 0;
  #begun = false;
  #ended = false;

  constructor(ws: WsConnection, history: History) {
    this.#ws = ws;
    this.#history = history;
  }

  /** What to do with its connection. What it says is of no interest. */
  get handler(): WsHandler {
    return { drained: () => this.proceed() };
  }

  /** The run is over: what is left is sent, and then the connection closed. */
  end(): void {
    this.#ended = true;
    this.proceed();
  }

  /** There is more to send, or room for it. */
  proceed(): void {
    if (!this.#ws.open || !this.#begin()) return;
    while (this.#ws.open) {
      const lines = this.#history.read(this.#at);
      if (!lines) this.#ws.close(TRY_AGAIN_LATER, 'too slow for this run: load the page again');
      else if (this.#ws.pending > 0) return;
      else if (lines.length > 0) this.#send(lines);
      else break;
    }
    this.#finish();
  }

  #send(lines: Uint8Array): void {
    this.#at += lines.length;
    this.#ws.sendAs('text', lines);
  }

  /** False when the run has no line yet. */
  #begin(): boolean {
    if (this.#begun) return true;
    const { header } = this.#history;
    if (!header) {
      if (this.#ended) this.#finish();
      return false;
    }
    this.#begun = true;
    const from = this.#history.beginning();
    this.#at = from.at;
    this.#ws.sendAs('text', header);
    if (from.skipped > 0) this.#ws.send(skipped(from.skipped));
    return true;
  }

  #finish(): void {
    if (!this.#ended || !this.#ws.open) return;
    this.#ws.send(ENDED);
    this.#ws.close(NORMAL);
  }
}
