import { writeFile } from 'node:fs/promises';

/** Settings that each network has for itself (tcp(7), "/proc interfaces"). */
export type KernelSetting =
  /** Octets of a receive buffer and of a send buffer: least, first, most. */
  | 'tcp_rmem'
  | 'tcp_wmem'
  /** The algorithm that new connections have. */
  | 'tcp_congestion_control';

/** Changes a setting of the network that this process is in: only ever a private one. False where the kernel does not let us. */
export async function setKernel(name: KernelSetting, value: string): Promise<boolean> {
  try {
    await writeFile(`/proc/sys/net/ipv4/${name}`, value);
    return true;
  } catch {
    return false;
  }
}
