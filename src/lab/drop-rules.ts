import type { Change, Droppable, DropRule } from './impairments.ts';

/** Where the packets that are dropped can be read: tcpdump -i nflog:7 (nft(8), "log statement"). */
export const DROP_GROUP = 7;

const TABLE = 'inet sockets_lab';

/** Each packet at once: the kernel would gather them for a second. */
const TELL = `counter log group ${DROP_GROUP} queue-threshold 1 drop`;

/**
 * Which control bits each kind has (RFC 9293 §3.1). nft(8) does not reckon how much data there is: Linux pushes the last segment of each
 * write, and a bare ACK has no room for more than headers, 20 to 60 octets of each.
 */
const MATCH: Readonly<Record<Droppable, string>> = {
  syn: 'tcp flags & (syn | ack) == syn',
  'syn-ack': 'tcp flags & (syn | ack) == (syn | ack)',
  data: 'tcp flags & (syn | fin | rst | psh) == psh',
  fin: 'tcp flags & fin == fin',
  ack: 'tcp flags & (syn | ack | fin | rst | psh) == ack meta length <= 92',
  rst: 'tcp flags & rst == rst',
};

/** Loss in steps of a hundredth of a per cent. */
const STEPS = 10_000;

/**
 * The script for nft(8) that prepares a network for losing things: nothing is lost yet. What is dropped is dropped where it comes in, for
 * there a capture of the interface has seen it already: the packet was on the wire, and does not arrive.
 */
export const BASE_SCRIPT = [
  `add table ${TABLE}`,
  // Whoever was sent a SYN is a server: the port is remembered before the SYN may be dropped.
  `add set ${TABLE} servers { type inet_service; flags dynamic; size 65535; }`,
  `add chain ${TABLE} drops`,
  `add chain ${TABLE} losses`,
  `add chain ${TABLE} input { type filter hook input priority 0; policy accept; }`,
  `flush chain ${TABLE} input`,
  `add rule ${TABLE} input ${MATCH.syn} update @servers { tcp dport }`,
  `add rule ${TABLE} input jump drops`,
  `add rule ${TABLE} input jump losses`,
].join('\n');

/**
 * The script for nft(8) that makes a prepared network lose what it should. Only what a change names is made anew: rules that count go on
 * counting through a change of something else. `undefined`: the change is about something else.
 */
export function dropScript({ clear = false, loss, drop }: Change): string | undefined {
  const parts = [
    ...(clear || drop ? [`flush chain ${TABLE} drops`, ...(drop ?? []).map(ruleFor)] : []),
    ...(clear || loss !== undefined ? [`flush chain ${TABLE} losses`, ...lossRule(loss)] : []),
  ];
  return parts.length > 0 ? parts.join('\n') : undefined;
}

function lossRule(loss = 0): string[] {
  const share = Math.round((loss * STEPS) / 100);
  if (share === 0) return [];
  // Less than all that the number can be is no condition, and nft(8) refuses it.
  const chance = share < STEPS ? `numgen random mod ${STEPS} < ${share} ` : '';
  return [`add rule ${TABLE} losses ${chance}${TELL}`];
}

function ruleFor({ segment, from, count }: DropRule): string {
  const sender = from && `tcp ${from === 'client' ? 'dport' : 'sport'} @servers`;
  // A bucket that begins full, and fills again in a week.
  const limit = count === undefined ? undefined : `limit rate 1/week burst ${count} packets`;
  return ['add rule', TABLE, 'drops', sender, MATCH[segment], limit, TELL]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The arguments of nft(8) that list one of the chains. */
export function listing(chain: 'drops' | 'losses'): readonly string[] {
  return ['list', 'chain', ...TABLE.split(' '), chain];
}

/** How many packets each rule of a listed chain has dropped, in the order of the rules. */
export function countsIn(listed: string): number[] {
  return [...listed.matchAll(/\bcounter packets (\d{1,15}) bytes \d/g)].map(([, count]) =>
    Number(count),
  );
}
