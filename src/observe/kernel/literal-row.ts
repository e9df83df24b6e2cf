import { endianness } from 'node:os';
import type { InternetAddress } from '../../event/address.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import { readInetTables } from './inet-tables.ts';
import { parseInetRow } from './proc-net-inet.ts';
import { parseTcpTimer, type TcpTimer } from './tcp-timer.ts';

/** A row of /proc/net/tcp as it stands there, as far as its column `retrnsmt` (proc_pid_net(5)), and what of it is told. */
export interface LiteralRow {
  readonly line: string;
  readonly state: TcpState;
  readonly timer: TcpTimer | undefined;
}

/** The heads of these columns, with the widths of IPv4's rows. */
export const ROW_HEADS = 'sl local_address rem_address   st tx_queue:rx_queue tr:tm->when retrnsmt';

const COLUMNS = /^ *(\d+: \S+ \S+ \S+ \S+ \S+ \S+) /;

/** The row that the kernel has now for a socket with these ends; `undefined` when it has none. */
export async function readLiteralRow(
  local: InternetAddress,
  remote: InternetAddress | undefined,
): Promise<LiteralRow | undefined> {
  const table = (await readInetTables('tcp', '/proc')) ?? '';
  for (const whole of table.split('\n')) {
    const row = parseInetRow(whole, endianness());
    if (!row || !isSame(row.local, local)) continue;
    if (remote ? !isSame(row.remote, remote) : row.remote.port !== 0) continue;
    const [, line = whole] = COLUMNS.exec(whole) ?? [];
    return { line, state: row.state, timer: parseTcpTimer(whole) };
  }
  return undefined;
}

function isSame(one: InternetAddress, other: InternetAddress): boolean {
  return one.host === other.host && one.port === other.port;
}
