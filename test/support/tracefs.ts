import { openStateTrace } from '../../src/observe/kernel/tracefs.ts';
import { machine } from './tools.ts';

/** Where tracefs is mounted. */
export const TRACEFS = '/sys/kernel/tracing';

/** Whether this machine lets us trace what the kernel does. */
export const TRACING = machine(
  canTrace(),
  'needs root, and: mount -t tracefs none /sys/kernel/tracing',
);

function canTrace(): boolean {
  const trace = openStateTrace(TRACEFS);
  if (typeof trace === 'string') return false;
  trace[Symbol.dispose]();
  return true;
}
