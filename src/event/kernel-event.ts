import type { Microseconds } from './clock.ts';
import type { Seen } from './seen.ts';
import type { TcpState } from './tcp-state.ts';

/**
 * How a state is known: `polled` from the kernel's table, between two looks at which others may have passed; `traced`, each one as it was
 * entered; `derived` from the packets by RFC 9293 §3.3.2, which is no look at all.
 */
export const STATE_SOURCES = ['polled', 'traced', 'derived'] as const;

/** What the kernel keeps for a socket. */
export type KernelEvent =
  /** The connection's state (RFC 9293 §3.3.2). `was`: the last one seen. `CLOSED`: it is in the table no more. */
  | (Seen & {
      type: 'state';
      state: TcpState;
      was?: TcpState;
      how: (typeof STATE_SOURCES)[number];
    })
  /** Octets that wait: received and not read, sent and not acknowledged (a datagram socket's: not yet gone). */
  | (Seen & { type: 'queues'; receive: number; send: number })
  /** Connections that wait for accept(2), and how many may (listen(2)). */
  | (Seen & { type: 'accept-queue'; waiting: number; limit: number })
  /** What TCP has measured and decided (tcp(7), TCP_INFO). Times in µs, windows in segments. */
  | (Seen & {
      type: 'tcp-info';
      /** Smoothed round-trip time and its variation (RFC 6298 §2). */
      rtt?: Microseconds;
      rttVariation?: Microseconds;
      /** Retransmission timeout. */
      rto?: Microseconds;
      /** Congestion window and slow start threshold (RFC 5681 §3.1), segments. */
      cwnd?: number;
      ssthresh?: number;
      mss?: number;
      /** Segments on the way; lost ones; retransmitted since the beginning. */
      unacknowledged?: number;
      lost?: number;
      retransmitted?: number;
      /** Which timer runs, and when it goes off. */
      timer?: { readonly kind: string; readonly expires: Microseconds; readonly fired: number };
    });
