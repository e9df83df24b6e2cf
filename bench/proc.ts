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

/** How many datagrams the kernel has dropped at the IPv4 sockets with these ports, because they read too slowly: proc_net_udp, `drops`. */
export function droppedDatagrams(ports: readonly number[]): number {
  const wanted = new Set(ports.map((port) => port.toString(16).toUpperCase().padStart(4, '0')));
  const [, ...lines] = readFileSync('/proc/net/udp', 'latin1').trimEnd().split('\n');
  return lines.reduce((sum, line) => {
    const fields = line.trim().split(/\s+/);
    const [, port = ''] = fields[1]?.split(':') ?? [];
    return wanted.has(port) ? sum + Number(fields.at(-1)) : sum;
  }, 0);
}
