import type { Impairments } from './impairments.ts';

/** Octets that may go at once on a narrow link, at least: a few packets. */
const LEAST_BURST = 6000;

/** The packet size of a link that is not loopback (Ethernet's). A narrow link needs it: one packet of 64 KiB would never fit. */
export const LINK_MTU = 1500;

/** A program and its arguments. */
export interface LinkCall {
  readonly tool: 'ip' | 'tc';
  readonly args: readonly string[];
}

/** The calls of ip(8) and tc(8) that narrow or slow the loopback interface, or undo it. Both directions share the one interface. */
export function linkCalls({ rate, delay }: Impairments): readonly LinkCall[] {
  const mtu = rate === undefined && delay === undefined ? 65_536 : LINK_MTU;
  const replace = ['qdisc', 'replace', 'dev', 'lo', 'root'];
  return [
    { tool: 'ip', args: ['link', 'set', 'lo', 'mtu', String(mtu)] },
    { tool: 'tc', args: [...replace, ...discipline(rate, delay)] },
  ];
}

/** tc-netem(8) delays and narrows, tc-tbf(8) narrows. */
function discipline(rate: number | undefined, delay: number | undefined): readonly string[] {
  if (delay !== undefined) {
    const narrow = rate === undefined ? [] : ['rate', `${rate}bit`];
    return ['netem', 'limit', '10000', 'delay', `${delay}ms`, ...narrow];
  }
  if (rate === undefined) return ['noqueue'];
  const burst = Math.max(LEAST_BURST, Math.round(rate / 8 / 100));
  return ['tbf', 'rate', `${rate}bit`, 'burst', String(burst), 'latency', '300ms'];
}
