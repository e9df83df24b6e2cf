import { bytes, grouped } from '../quantity.ts';
import type { PcapngText } from '../wording-pcapng.ts';

export const pcapng: PcapngText = {
  captured:
    'Packets as they were captured. Each comment names what the program did at its socket (C1 a client, S1 an accepted socket, U1 a datagram socket). Payload beyond what the trace keeps is cut.',
  synthetic: ({ unixSockets }) =>
    [
      'SYNTHETIC: nobody captured these packets. They were made out of what the program did at its sockets: calls, octets and times are real; handshakes, acknowledgments, sequence numbers and headers are made up.',
      ...(unixSockets > 0
        ? [`Left out, for they have no packets: Unix domain sockets (${grouped(unixSockets)}).`]
        : []),
    ].join(' '),
  synthesized: 'synthetic',
  octets: (from, to) =>
    from === to ? `octet ${grouped(from)}` : `octets ${grouped(from)} to ${grouped(to)}`,
  andMore: 'and more',
  byKernel: (socket) => `${socket}: by the kernel, for no call`,
  fragment: (offset) => `fragment at octet ${grouped(offset)}`,
  dropped: 'dropped by the lab: it does not arrive',
  leftOut: (size) => `${bytes(size)} before it are left out`,
};
