/** One Unix domain socket as Linux's /proc/net/unix prints it (proc_pid_net(5), unix(7)). */
export interface ProcUnixRow {
  /** As it was bound: a relative path stays one. `@` begins an abstract name, and stands for a NUL in it. Absent without a name. */
  readonly path?: string;
  readonly kind: 'stream' | 'dgram' | 'seqpacket';
  /** Whether listen(2) was called. */
  readonly listening: boolean;
  readonly connected: boolean;
  /** The number in the link `socket:[inode]` of /proc/[pid]/fd; 0 for a connection that waits for accept(2). */
  readonly inode: number;
}

// Pointer, references, protocol, flags, type, state, inode, path. Hexadecimal but for the inode.
const ROW =
  /^\S+: [\dA-F]{8} [\dA-F]{8} ([\dA-F]{8}) (000[125]) ([\dA-F]{2}) +(\d{1,10})(?: ([\s\S]*))?$/;

const KINDS: Readonly<Record<string, ProcUnixRow['kind']>> = {
  '0001': 'stream',
  '0002': 'dgram',
  '0005': 'seqpacket',
};

/** __SO_ACCEPTCON and SS_CONNECTED (linux/net.h). */
const ACCEPTS = 0x10000;
const CONNECTED = 3;

/**
 * Reads the whole text of /proc/net/unix. What is no row (the heading, a last line without its line break) is left out; never throws.
 * The kernel prints line breaks in a path as they are: what follows one belongs to the path. Whoever binds such a path could write
 * rows of his own; an inode that is told twice is therefore left out.
 */
export function parseProcNetUnix(text: string): ProcUnixRow[] {
  const records: string[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    if (ROW.test(line) || records.length === 0) records.push(line);
    else records.push(`${records.pop()}\n${line}`);
  }
  const rows = records.flatMap((record) => parseRow(record) ?? []);
  const told = new Map<number, number>();
  for (const { inode } of rows) told.set(inode, (told.get(inode) ?? 0) + 1);
  return rows.filter(({ inode }) => inode === 0 || told.get(inode) === 1);
}

function parseRow(record: string): ProcUnixRow | undefined {
  const match = ROW.exec(record);
  if (!match) return undefined;
  const [, flags = '', type = '', state = '', inode = '', path] = match;
  const kind = KINDS[type];
  if (!kind) return undefined;
  return {
    ...(path === undefined ? {} : { path }),
    kind,
    listening: (Number.parseInt(flags, 16) & ACCEPTS) !== 0,
    connected: Number.parseInt(state, 16) === CONNECTED,
    inode: Number(inode),
  };
}
