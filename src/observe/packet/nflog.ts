/** The type of a link whose packets come from a log of the kernel's packet filter: `-i nflog:7` (LINKTYPE_NFLOG, pcap-linktype(7)). */
export const LINKTYPE_NFLOG = 239;

/** What stands before the attributes: family, version, resource. */
const HEADER = 4;
/** The attribute that is the packet itself: NFULA_PAYLOAD (linux/netfilter/nfnetlink_log.h). */
const PAYLOAD = 9;
/** The two highest bits of an attribute's type are flags. */
const TYPE = 0x3fff;

/**
 * The IP packet in a message of the packet filter's log, which is a list of attributes: each has its length, itself included, and its type
 * before it, in the byte order of the machine that captured, and stands at a multiple of four. `undefined` where there is none, or it is cut.
 */
export function loggedPacket(message: Uint8Array, order: 'LE' | 'BE'): Uint8Array | undefined {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const little = order === 'LE';
  for (let at = HEADER; at + 4 <= message.length; ) {
    const length = view.getUint16(at, little);
    if (length < 4 || at + length > message.length) return undefined;
    if ((view.getUint16(at + 2, little) & TYPE) === PAYLOAD) {
      return message.subarray(at + 4, at + length);
    }
    at += (length + 3) & ~3;
  }
  return undefined;
}
