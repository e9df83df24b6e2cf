/** The states of a connection (RFC 9293 §3.3.2), in the order of its figure 5. */
export const TCP_STATES = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const;
export type TcpState = (typeof TCP_STATES)[number];

/** Linux's number of each state, as /proc/net/tcp prints it in hex (include/net/tcp_states.h). */
export const LINUX_STATE = {
  1: 'ESTABLISHED',
  2: 'SYN-SENT',
  3: 'SYN-RECEIVED',
  4: 'FIN-WAIT-1',
  5: 'FIN-WAIT-2',
  6: 'TIME-WAIT',
  7: 'CLOSED',
  8: 'CLOSE-WAIT',
  9: 'LAST-ACK',
  10: 'LISTEN',
  11: 'CLOSING',
  // TCP_NEW_SYN_RECV: a handshake whose listener has not made a full socket yet.
  12: 'SYN-RECEIVED',
} as const satisfies Readonly<Record<number, TcpState>>;
