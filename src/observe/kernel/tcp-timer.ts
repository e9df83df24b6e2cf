import type { Microseconds } from '../../event/clock.ts';

/** The timer of a TCP socket that goes off next. */
export interface TcpTimer {
  /**
   * As ss(8) names it: `on` (a retransmission, or a probe for a lost tail), `keepalive` (or the end of an orphan's FIN-WAIT-2),
   * `timewait`, `persist` (a probe of a closed window).
   */
  readonly kind: string;
  /** In how long it goes off, µs. */
  readonly expires: Microseconds;
  /** How often it has gone off without an answer: retransmissions, or probes. */
  readonly fired: number;
}

/** Linux's numbers of the timers (`tr` in /proc/net/tcp, proc_pid_net(5)); 0 is none. */
const KINDS: Readonly<Record<number, string>> = {
  1: 'on',
  2: 'keepalive',
  3: 'timewait',
  4: 'persist',
};

/** `when` counts ticks of 1/100 s (USER_HZ, time(7)), whatever rate the kernel itself ticks at. */
const TICK: Microseconds = 10_000;

const END = '[\\dA-F]{8,32}:[\\dA-F]{4}';
const COLUMNS = new RegExp(
  `^ *\\d+: ${END} ${END} [\\dA-F]{2} [\\dA-F]{8}:[\\dA-F]{8} ` +
    '([\\dA-F]{2}):([\\dA-F]{8,16}) ([\\dA-F]{8}) +\\d{1,10} +(\\d{1,10}) \\d',
);

/**
 * The timer in one line of /proc/net/tcp or tcp6, to 10 ms; `undefined` when none runs, or the line is no row. A TIME-WAIT's is the time
 * it has left (RFC 9293 §3.6.1; Linux: 60 s). Never throws.
 */
export function parseTcpTimer(line: string): TcpTimer | undefined {
  const [, number = '', when = '', retransmits = '', probes = ''] = COLUMNS.exec(line) ?? [];
  const kind = KINDS[Number.parseInt(number, 16)];
  if (kind === undefined) return undefined;
  const expires = Number.parseInt(when, 16) * TICK;
  if (!Number.isSafeInteger(expires)) return undefined;
  // The column after the user is named `timeout`, and counts probes without an answer.
  const fired = kind === 'on' ? Number.parseInt(retransmits, 16) : Number(probes);
  return { kind, expires, fired };
}

/** `timer:(on,200ms,0)` of `ss -o` (ss(8)); `undefined` for what is none. Never throws. */
export function parseSsTimer(text: string): TcpTimer | undefined {
  const [, kind, left = '', fired = ''] =
    /^\(([a-z]{1,16}),([^,()]*),(\d{1,10})\)$/.exec(text) ?? [];
  const expires = duration(left);
  if (kind === undefined || kind === 'off' || expires === undefined) return undefined;
  return { kind, expires, fired: Number(fired) };
}

/** Below ten seconds ss prints thousandths: `692ms`, and `4.500ms` for four and a half seconds; above, `59sec`, `1min30sec`, `119min`. */
const DURATION = /^(?:(\d{1,8})min)?(?:(\d{1,2})sec|(?:(\d{1,2})\.)?(\d{1,3})ms)?$/;

/** In µs. Nothing at all is what ss prints for a timer that is due. */
function duration(text: string): Microseconds | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [minutes, whole, seconds, thousandths] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return ((minutes ?? 0) * 60 + (whole ?? 0) + (seconds ?? 0)) * 1e6 + (thousandths ?? 0) * 1000;
}
