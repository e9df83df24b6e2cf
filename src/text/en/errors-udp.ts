import { portOf } from '../brief.ts';
import { grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

/** Octets of data in the longest datagram: over IPv4, whose own header counts, and over IPv6, whose does not. */
const MOST_IPV4 = 65_507;
const MOST_IPV6 = 65_527;

function tooLong(most: number | undefined): string {
  if (most === MOST_IPV4) {
    return 'At most 65,507 B fit: 65,535 less 20 for the IPv4 header and 8 for the UDP header.';
  }
  if (most === MOST_IPV6) {
    return 'At most 65,527 B fit: 65,535 less 8 for the UDP header; IPv6 does not count its own.';
  }
  return most === undefined
    ? 'A datagram goes out whole or not at all, and this one does not fit.'
    : `At most ${grouped(most)} B fit: a datagram goes out whole or not at all.`;
}

/** What datagram sockets refuse, or never answer. */
export const udpErrors = {
  'message-too-long': ({ bytes, most }) => ({
    what: `A datagram of ${grouped(bytes)} B cannot be sent (EMSGSIZE).`,
    why: tooLong(most),
    next: 'Send less at once, or several datagrams: UDP itself divides nothing.',
  }),
  'port-unreachable': ({ address }) => ({
    what: `Nobody receives at ${address} (ECONNREFUSED).`,
    why: 'An ICMP message came back: no socket is bound to that port. Only a connected socket hears of it.',
    next: `Start a receiver there first: sockets udp-recv ${portOf(address)}`,
  }),
  'no-replies': ({ address, sent, seconds, connected }) => ({
    what: `${address} did not reply within ${seconds} s to ${sent === 1 ? 'the 1 datagram' : `any of ${grouped(sent)} datagrams`}.`,
    why: connected
      ? 'No ICMP refusal came either: whoever receives there does not reply, or something on the way drops the datagrams or the ICMP.'
      : 'This proves nothing: without --connected, lost datagrams, a silent receiver and a closed port all look alike.',
    next: connected
      ? 'Let the receiver reply (sockets udp-recv --service echo), or wait longer: --wait.'
      : 'Try --connected: then a closed port on a machine that answers gives ECONNREFUSED.',
  }),
} satisfies Partial<Text['errors']>;
