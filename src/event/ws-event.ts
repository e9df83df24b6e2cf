import type { Microseconds } from './clock.ts';
import type { Carrying, Seen, Side } from './seen.ts';

/** A line of an HTTP head (RFC 9110 §5), as it was sent. */
export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

/** What happens on a WebSocket connection, above the stream that carries it (RFC 6455). */
export type WsEvent =
  /** The opening handshake begins (RFC 6455 §4.1): the client's request. */
  | (Seen & {
      type: 'ws-request';
      by: Side;
      method: string;
      target: string;
      headers: readonly HttpHeader[];
    })
  /** The server computed what proves that it read the key: SHA-1 over key and GUID (RFC 6455 §4.2.2), or the client checked it. */
  | (Seen & { type: 'ws-key'; key: string; joined: string; sha1: string; accept: string })
  /** The server's answer: 101 when the handshake is complete. Status 0 where the first line has none: it is the reason then. */
  | (Seen & {
      type: 'ws-response';
      by: Side;
      status: number;
      reason: string;
      headers: readonly HttpHeader[];
    })
  /** One side found the handshake wrong: by which rule, and where it is written. */
  | (Seen & { type: 'ws-refused'; by: Side; rule: string; section: string })
  /** Frames may go now. `compression`: the parameters of permessage-deflate. `elapsed` µs since the request. */
  | (Seen & {
      type: 'ws-open';
      subprotocol?: string;
      compression?: string;
      elapsed: Microseconds;
    })
  /** A frame passed (RFC 6455 §5.2). `bytes` and `data` are its payload, unmasked; `header` is what stood before it, octet by octet. */
  | (Seen & {
      type: 'ws-frame';
      by: Side;
      fin: boolean;
      /** The reserved bits as a number: 4 for RSV1. */
      rsv: number;
      opcode: number;
      masked: boolean;
      header: Uint8Array;
    } & Carrying)
  /** A message is complete: one frame's payload, or that of several, inflated. */
  | (Seen & {
      type: 'ws-message';
      by: Side;
      kind: 'text' | 'binary';
      frames: number;
      /** How many octets it had before it was inflated, or has deflated. */
      compressed?: number;
    } & Carrying)
  /** A frame broke a rule, and the connection is failed with `code` (RFC 6455 §7.1.7). */
  | (Seen & { type: 'ws-violation'; by: Side; rule: string; section: string; code: number })
  /** A pong answered our ping, `elapsed` µs later. */
  | (Seen & { type: 'ws-round-trip'; elapsed: Microseconds })
  /**
   * The closing handshake is over, or will never be: the code that came (1005: none; 1006: the stream ended without), and whether Close frames
   * went both ways. `by` began.
   */
  | (Seen & { type: 'ws-closed'; code: number; reason: string; clean: boolean; by?: Side });
