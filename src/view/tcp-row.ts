import { formatAddress, type InternetAddress } from '../event/address.ts';
import type { SocketLabel } from '../event/event.ts';
import type { TcpState } from '../event/tcp-state.ts';
import type { TcpTransition } from '../event/tcp-transitions.ts';
import { duration } from '../text/quantity.ts';
import type { StatesText } from '../text/wording-scenarios.ts';

/** A state that a socket has reached, and the row of the kernel's table that says so; `undefined` where there is none any more. */
export interface ReachedState {
  readonly socket: SocketLabel;
  readonly state: TcpState;
  readonly arrow: TcpTransition | undefined;
  readonly local: InternetAddress;
  readonly remote: InternetAddress | undefined;
  readonly heads: string;
  readonly row:
    | {
        readonly line: string;
        /** Kind, µs that are left, and how often it went off. */
        readonly timer:
          | { readonly kind: string; readonly expires: number; readonly fired: number }
          | undefined;
      }
    | undefined;
}

/** The state by its transition (RFC 9293 §3.3.2), the row as it stands in /proc/net/tcp, and the row in words. */
export function reachedLines(reached: ReachedState, words: StatesText): string[] {
  const { socket, state, arrow, local, remote, heads, row } = reached;
  const step = arrow ? `${arrow.from} → ${arrow.to}: ${arrow.on} / ${arrow.does}` : state;
  const head = `▶ ${socket}  ${step}  (RFC 9293 §3.3.2)`;
  const ends = remote ? `${formatAddress(local)} → ${formatAddress(remote)}` : formatAddress(local);
  if (!row) return [head, `      ${words.noRow(ends)}`];
  const { timer } = row;
  const told = timer && words.timer({ ...timer, left: duration(timer.expires) });
  const number = /^\d+: \S+ \S+ (\S+)/.exec(row.line)?.[1] ?? '?';
  return [
    head,
    `      ${heads}`,
    `      ${row.line}`,
    `      ${words.row({ ends, number, state })}${told ? `, ${told}` : ''}`,
  ];
}
