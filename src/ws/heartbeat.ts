import { now } from '../event/clock.ts';
import type { WsConnection } from './ws-connection.ts';

/** How often to ping, and how long to wait for the pong, ms. */
export interface HeartbeatOptions {
  readonly pingInterval: number;
  readonly pongTimeout?: number | undefined;
}

const PONG_TIMEOUT = 10_000;

/** Pings a peer again and again, and gives it up when it does not answer (RFC 6455 §5.5.2). */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #count = 0;
  #deadline: NodeJS.Timeout | undefined;

  constructor(ws: WsConnection, { pingInterval, pongTimeout = PONG_TIMEOUT }: HeartbeatOptions) {
    this.#timer = setInterval(() => {
      this.#count += 1;
      ws.ping(Buffer.from(String(this.#count)));
      this.#deadline ??= setTimeout(() => this.#check(ws, pongTimeout), pongTimeout);
    }, pingInterval);
  }

  /** Pings no more. */
  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#deadline);
  }

  #check(ws: WsConnection, pongTimeout: number): void {
    this.#deadline = undefined;
    const since = ws.waitingSince;
    if (since === undefined) return;
    const left = pongTimeout - (now() - since) / 1000;
    if (left > 0) this.#deadline = setTimeout(() => this.#check(ws, pongTimeout), left);
    else ws.giveUp(pongTimeout);
  }
}
