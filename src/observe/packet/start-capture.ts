import { startTool, type Tool } from '../tool.ts';

/** A capture: `Tool` is one, of tcpdump(8); so is what a lab makes for us. */
export type Capture = Pick<Tool, 'output' | 'ended' | 'said' | 'stop'>;

/** Octets of each packet that are captured: what an event keeps, and headers. What is logged is captured whole: its packet comes last. */
const SNAPSHOT = 4608;
const WHOLE = 0;

/** KiB of packets that may wait for tcpdump: in immediate mode it has room for few otherwise. */
const ROOM = '4096';

/** Run by root, it would become another user, and then the kernel would not end it with us (PR_SET_PDEATHSIG(2const)). It only writes. */
const STAY = ['-Z', 'root'];

/** Starts tcpdump(8), which writes what it captures as a capture file, each packet at once. */
export function startCapture(name: string, filter?: string): Tool {
  const snapshot = String(name.startsWith('nflog:') ? WHOLE : SNAPSHOT);
  const atOnce = ['-n', '-U', '--immediate-mode', '-B', ROOM];
  const options = ['-i', name, ...atOnce, '-s', snapshot, '-w', '-', ...STAY];
  return startTool('tcpdump', [...options, ...(filter ? ['--', filter] : [])]);
}
