import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { inodeOf } from './descriptor.ts';
import { findHolders, type Holder } from './holders.ts';
import { parseSsUnix } from './ss-unix.ts';

/** A process at the other end of a Unix domain socket. */
export interface UnixPeer extends Holder {
  /** Its effective user, which is what SO_PEERCRED would tell (unix(7)). */
  readonly uid: number;
}

/** Bounds on one run of ss: milliseconds, and octets of what it prints (some 50,000 sockets). */
const LONGEST_RUN = 2000;
const MOST_PRINTED = 8 * 1024 * 1024;

type Peers = ReadonlyMap<number, UnixPeer>;

/** One search at a time. Calls of the same moment share it; those made while one is under way share the next, which sees what is new. */
class PeerSearch {
  #wanted = new Set<number>();
  #next: Promise<Peers> | undefined;
  #running: Promise<Peers> | undefined;

  async of(inode: number): Promise<UnixPeer | undefined> {
    this.#wanted.add(inode);
    this.#next ??= this.#startAfter(this.#running);
    return (await this.#next).get(inode);
  }

  async #startAfter(before: Promise<Peers> | undefined): Promise<Peers> {
    await before;
    this.#running = findPeers(this.#wanted);
    this.#wanted = new Set();
    this.#next = undefined;
    return this.#running;
  }
}

const search = new PeerSearch();

/**
 * Who holds the other end of a connected Unix domain socket of this process, by its descriptor. Node cannot ask for SO_PEERCRED, so that ss
 * (of iproute2) is asked for the other end's inode, and /proc for the process: it is who holds the socket now, the
 * oldest of several, which need not be who connected. `undefined` where nobody knows: no ss, not on Linux, a process that is gone or
 * belongs to someone else. Never throws; a call takes a few milliseconds, and some four seconds when ss hangs.
 */
export async function peerOf(descriptor: number): Promise<UnixPeer | undefined> {
  if (platform() !== 'linux') return undefined;
  const inode = inodeOf(descriptor);
  return inode === undefined ? undefined : search.of(inode);
}

async function findPeers(inodes: ReadonlySet<number>): Promise<Peers> {
  const ends = [...parseSsUnix(await runSs())].filter(([inode]) => inodes.has(inode));
  const holders = await findHolders(new Set(ends.map(([, peer]) => peer)), '/proc');
  const found = await Promise.all(
    ends.map(async ([inode, peer]): Promise<[number, UnixPeer][]> => {
      const holder = holders.get(peer);
      const uid = holder && (await effectiveUser(holder.pid));
      return holder && uid !== undefined ? [[inode, { ...holder, uid }]] : [];
    }),
  );
  return new Map(found.flat());
}

/** Nothing when ss is missing, fails or takes too long. What it says of processes (`-p`) is their own word, and is not asked for. */
function runSs(): Promise<string> {
  const limits = { timeout: LONGEST_RUN, killSignal: 'SIGKILL', maxBuffer: MOST_PRINTED } as const;
  const run = new Promise<string>((resolve) => {
    execFile('ss', ['-x', '-H', '-n'], { ...limits, encoding: 'latin1' }, (error, printed) =>
      resolve(error ? '' : printed),
    );
  });
  return run.catch(() => '');
}

/** The second of the four users in /proc/[pid]/status (proc_pid_status(5)). */
async function effectiveUser(pid: number): Promise<number | undefined> {
  const status = await readFile(join('/proc', String(pid), 'status'), 'utf8').catch(() => '');
  const uid = /^Uid:\t\d+\t(\d+)\t/m.exec(status)?.[1];
  return uid === undefined ? undefined : Number(uid);
}
