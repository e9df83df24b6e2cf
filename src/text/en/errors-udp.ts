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

/** A UDP port that cannot be had: nobody listens there, but a socket is bound to it. */
export const udpPortTaken: Text['errors']['port-taken'] = ({ address, port, holder }) => ({
  what: `Cannot bind to ${address}: the port is taken (EADDRINUSE).`,
  why: `${holder ?? 'Another program'} has bound it already; a port has one socket, unless all that bind it allow it (--reuse).`,
  next: `Stop that program, or choose another port: ${port + 1 > 65535 ? 9000 : port + 1}, or 0 for any free one.`,
});

/** What datagram sockets refuse, or never answer. */
export const udpErrors = {
  'message-too-long': ({ bytes, most }) => ({
    what: `A datagram of ${grouped(bytes)} B cannot be sent (EMSGSIZE).`,
    why: tooLong(most),
    next: 'Send less at once, or several datagrams: UDP itself divides nothing.',
  }),
  'broadcast-not-allowed': ({ address }) => ({
    what: `${address} is a broadcast address, and this socket may not send there (EACCES).`,
    why: 'Every machine of a network would get the datagram, so the kernel wants that asked for: SO_BROADCAST.',
    next: 'Add --broadcast.',
  }),
  'link-to-itself': ({ address }) => ({
    what: `A link cannot pass on to itself: ${address}.`,
    why: 'It listens there. Each datagram would come back to it, and go round for ever.',
    next: 'Give it the port of a server to pass on to, and listen on another one.',
  }),
  'port-unreachable': ({ address }) => ({
    what: `Nobody receives at ${address} (ECONNREFUSED).`,
    why: 'An ICMP message came back: no socket is bound to that port. Only a connected socket hears of it.',
    next: `Start a receiver there first: sockets udp-recv ${portOf(address)}`,
  }),
  'no-replies': ({ address, sent, seconds, connected }) => ({
    what: `${address} did not reply within ${seconds} s to ${sent === 1 ? 'the one datagram sent' : `any of ${grouped(sent)} datagrams`}.`,
    why: connected
      ? 'No ICMP refusal came either: whoever receives there does not reply, or something on the way drops the datagrams or the ICMP.'
      : 'This proves nothing: without --connected, lost datagrams, a silent receiver and a closed port all look alike.',
    next: connected
      ? 'Let the receiver reply (sockets udp-recv --service echo), or wait longer: --wait.'
      : 'Try --connected: then a closed port on a machine that answers gives ECONNREFUSED.',
  }),
} satisfies Partial<Text['errors']>;
