/** What is said in a capture file: in the comment of the whole, and of each packet. Names of events stay what they are. */
export interface PcapngText {
  /** Of a capture: what its packets are, and what their comments tell. */
  readonly captured: string;
  /** Of one that is made up: that it is, out of what, and what is not in it: so many Unix domain sockets. */
  readonly synthetic: (facts: { readonly unixSockets: number }) => string;
  /** One word, before the comment of each packet that is made up. */
  readonly synthesized: string;
  /** Which octets of an event's a packet has, counted from 1: `octets 1,461 to 2,920`. */
  readonly octets: (from: number, to: number) => string;
  /** More events than are named have octets in it. */
  readonly andMore: string;
  /** No call of the program made this packet, but the kernel at this socket. */
  readonly byKernel: (socket: string) => string;
  /** Which part of a datagram a fragment is, by its first octet. */
  readonly fragment: (offset: number) => string;
  /** The private network took the packet away. */
  readonly dropped: string;
  /** So many octets before this packet are in no packet: they were too many. */
  readonly leftOut: (bytes: number) => string;
}
