/** Octets before the IP packet, by the number of the link's kind (LINKTYPE): Ethernet, Linux's cooked ones, NULL and LOOP. */
const LINK_HEADERS: ReadonlyMap<number, number> = new Map([
  ...([
    [0, 4],
    [1, 14],
    [108, 4],
    [113, 16],
    [276, 20],
  ] as const),
]);

const IPV6_HEADER = 40;

/** How long a frame was, by the length its IP header tells (RFC 791 §3.1, RFC 8200 §3): 0 where it has none. */
export function ipLengthOf(link: number, frame: Uint8Array): number {
  const at = LINK_HEADERS.get(link) ?? 0;
  const version = (frame[at] ?? 0) >>> 4;
  const told = (offset: number) => ((frame[at + offset] ?? 0) << 8) | (frame[at + offset + 1] ?? 0);
  if (version === 4) return at + told(2);
  return version === 6 ? at + IPV6_HEADER + told(4) : 0;
}
