import { readdir, readFile } from 'node:fs/promises';

/** The threads of a process (proc_pid_task(5)); none when there is no such process. Never throws. */
export async function threadsOf(process: number): Promise<readonly number[]> {
  const names = await readdir(`/proc/${process}/task`).catch(() => []);
  return names.map(Number).filter(Number.isInteger);
}

/** The process that traces another (ptrace(2)); 0 when nobody does. Never throws. */
export async function tracerOf(process: number): Promise<number> {
  const status = await read(`/proc/${process}/status`);
  return Number(/^TracerPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
}

/** Whom an ordinary user may trace, by Yama's setting: `1` those it has started (ptrace(2)); `undefined` where there is none. Never throws. */
export async function ptraceScope(): Promise<string | undefined> {
  const scope = (await read('/proc/sys/kernel/yama/ptrace_scope')).trim();
  return /^\d$/.test(scope) ? scope : undefined;
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
