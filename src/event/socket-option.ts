/** Options the toolkit sets, by the names of setsockopt(2), tcp(7), socket(7), ip(7) and ipv6(7). */
export const SOCKET_OPTIONS = [
  'TCP_NODELAY',
  'SO_KEEPALIVE',
  'TCP_KEEPIDLE',
  'SO_REUSEADDR',
  'SO_BROADCAST',
  'SO_RCVBUF',
  'SO_SNDBUF',
  'IP_TTL',
  'IP_MULTICAST_TTL',
  'IP_MULTICAST_LOOP',
  'IP_MULTICAST_IF',
  'IPV6_UNICAST_HOPS',
  'IPV6_MULTICAST_HOPS',
  'IPV6_MULTICAST_LOOP',
  'IPV6_MULTICAST_IF',
] as const;
export type SocketOption = (typeof SOCKET_OPTIONS)[number];
