import type { Source } from '../event/event.ts';
import type { CallLevel } from '../observe/syscall/call-level.ts';

/** All lanes there are, in the order in which they stand above one another: from the program down to the wire. */
export const LANES = ['app', 'syscall', 'kernel', 'wire'] as const satisfies readonly Source[];
/** The options that ask for lanes. */
export interface LaneOptions {
  readonly xray?: true;
  readonly lanes?: readonly Source[];
  readonly syscalls?: CallLevel;
}

/** The lanes that the options ask for: the program's own alone, unless they say otherwise. */
export function lanesOf({ xray, lanes, syscalls }: LaneOptions): ReadonlySet<Source> {
  const asked = lanes ?? (xray ? LANES : ['app']);
  return new Set(syscalls ? [...asked, 'syscall'] : asked);
}

/** Whether anybody but the program itself is to be asked. */
export function needsXRay(lanes: ReadonlySet<Source>): boolean {
  return LANES.some((lane) => lane !== 'app' && lanes.has(lane));
}
