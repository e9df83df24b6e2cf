import type { EventOf } from '../event/event.ts';
import { duration, grouped } from './quantity.ts';

const valued = (what: string, value: number | undefined) =>
  value === undefined ? [] : [`${what} ${grouped(value)}`];

/** What TCP has measured and decided, by the names that ss(8) and the RFCs have for it in every language: `rtt 43 µs ± 12 µs`, `cwnd 10`. */
export function tcpFacts(info: EventOf<'tcp-info'>): string[] {
  const { rtt, rttVariation, rto, cwnd, ssthresh, mss } = info;
  const variation = rttVariation === undefined ? '' : ` ± ${duration(rttVariation)}`;
  return [
    ...(rtt === undefined ? [] : [`rtt ${duration(rtt)}${variation}`]),
    ...(rto === undefined ? [] : [`rto ${duration(rto)}`]),
    ...valued('cwnd', cwnd),
    ...valued('ssthresh', ssthresh),
    ...valued('MSS', mss),
  ];
}
