import { readdirSync, readFileSync } from 'node:fs';

/** Processor time a process has used in all its threads, ns: proc(5), `schedstat`. */
export function processorTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => {
    const [used = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ');
    return Number(used);
  });
  return times.reduce((sum, time) => sum + time, 0);
}

/** Memory a process has in RAM now (`VmRSS`) or had at the most (`VmHWM`), octets: proc(5), `status`. */
export function memory(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const [, kibibytes = ''] = new RegExp(`^${which}:\\s*(\\d+) kB`, 'm').exec(status) ?? [];
  return Number(kibibytes) * 1024;
}

/** How many files a process may have open, when it raises its limit as Node does: getrlimit(2). */
export function mostOpenFiles(): number {
  const limits = readFileSync('/proc/self/limits', 'latin1');
  const [, hard = '0'] = /^Max open files\s+\S+\s+(\S+)/m.exec(limits) ?? [];
  return hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
}
