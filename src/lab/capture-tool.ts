import { startTool, type Tool } from '../observe/tool.ts';

/** Octets of each packet that are captured: what an event keeps, and headers. What is logged is captured whole: its packet comes last. */
const SNAPSHOT = 4608;
const WHOLE = 0;

/** Run by root, it would become another user, and then the kernel would not end it with us (PR_SET_PDEATHSIG(2const)). It only writes. */
const STAY = ['-Z', 'root'];

/** Starts tcpdump(8), which writes what it captures as a capture file, each packet at once. */
export function startCapture(name: string, filter?: string): Tool {
  const snapshot = String(name.startsWith('nflog:') ? WHOLE : SNAPSHOT);
  const options = ['-i', name, '-n', '-U', '--immediate-mode', '-s', snapshot, '-w', '-', ...STAY];
  return startTool('tcpdump', [...options, ...(filter ? ['--', filter] : [])]);
}
