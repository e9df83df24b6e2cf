import { readFile } from 'node:fs/promises';
import { type ProcUdpRow, parseProcNetUdp } from '../../src/observe/kernel/proc-net-udp.ts';
import type { DatagramPeer } from './datagram-peer.ts';
import { within } from './deadline.ts';

/** So many datagrams are handed to the kernel at a stretch. */
const BURST = 50;

/** Hands so many datagrams to the kernel, which takes every one; `between` is waited for after each burst of 50. */
export async function flood(
  peer: DatagramPeer,
  port: number,
  { count, bytes, between }: { count: number; bytes: number; between?: () => Promise<unknown> },
): Promise<void> {
  const payload = Buffer.alloc(bytes, 'flood ');
  for (let sent = 0; sent < count; sent += BURST) {
    const burst = Array.from({ length: Math.min(BURST, count - sent) }, () =>
      peer.send(payload, port),
    );
    await Promise.all(burst);
    await between?.();
  }
}

/** The kernel's row of the socket at a port of 127.0.0.1. */
export async function kernelRow(port: number): Promise<ProcUdpRow> {
  // The kernel gives a long table in pieces, and where others come and go between two of them, a row may be left out.
  for (let tries = 0; tries < 5; tries += 1) {
    const rows = parseProcNetUdp(await readFile('/proc/net/udp', 'latin1'));
    const row = rows.find(({ local }) => local.host === '127.0.0.1' && local.port === port);
    if (row) return row;
  }
  throw new Error(`nobody has bound port ${port}`);
}

/** Resolves, with the kernel's row, when the program has read all that the kernel kept for it. */
export function untilRead(port: number): Promise<ProcUdpRow> {
  const read = async () => {
    for (;;) {
      const row = await kernelRow(port);
      if (row.receiveQueue === 0) return row;
    }
  };
  return within(read(), 'empty queue', () => 'datagrams that nobody reads');
}

/** What /proc/[pid]/status says of a process: `State`, `VmHWM`. */
export async function processStatus(pid: number, name: string): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1] ?? '';
}

/** The most memory a process has ever had, kB. */
export async function peakMemory(pid: number): Promise<number> {
  return Number(await processStatus(pid, 'VmHWM'));
}

/** Stops a process where it is; resolves when it stands still. */
export async function stopped(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const standing = async () => {
    while ((await processStatus(pid, 'State')) !== 'T');
  };
  await within(standing(), 'stop of the process', () => 'a process that runs on');
}
