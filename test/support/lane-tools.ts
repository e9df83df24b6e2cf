import { spawnSync } from 'node:child_process';
import { program, type Requirement, STRACE, TCPDUMP } from './tools.ts';

export { TCPDUMP } from './tools.ts';

export const SS = program('ss', 'iproute2');

/** That this user may capture packets on loopback: root may. */
export const CAPTURE: Requirement = {
  missing: mayCapture() ? undefined : 'needs leave to capture packets: root',
  owed: true,
};

/** All that every lane needs. */
export const EVERY_LANE: readonly Requirement[] = [STRACE, TCPDUMP, SS, CAPTURE];

function mayCapture(): boolean {
  return spawnSync('tcpdump', ['-i', 'lo', '-L'], { timeout: 5000 }).status === 0;
}
