import type { Whose } from '../whose.ts';
import type { LaneSource, Tell } from '../x-ray.ts';
import { type Missing, watchKernel } from './watch-tcp.ts';

/** What the lane does without: all of it; what ss tells; some changes that were not traced. */
export type KernelLack = 'tables' | 'ss-missing' | 'ss-failed' | 'changes';

/** Watches what the kernel keeps of the sockets we know. `lacks` is told of each thing once; with `tables` the lane has ended. */
export function kernelLane(
  tell: Tell,
  whose: Whose,
  lacks: (lack: KernelLack) => void,
): LaneSource {
  const told = new Set<KernelLack>();
  return watchKernel({
    wanted: (local, remote, inode) => {
      if (inode !== undefined) whose.learnRow(inode, local, remote);
      return whose.of(local, remote) !== undefined;
    },
    tell,
    missing: (missing) => {
      const lack = lackOf(missing);
      if (lack === undefined || told.has(lack)) return;
      told.add(lack);
      lacks(lack);
    },
    trace: true,
  });
}

/** That states are polled is nothing to complain of: each says so itself. */
function lackOf(missing: Missing): KernelLack | undefined {
  if (missing.what === 'trace') return undefined;
  if (missing.what !== 'ss') return missing.what;
  return missing.why === 'absent' ? 'ss-missing' : 'ss-failed';
}
