import { readdir, readFile } from 'node:fs/promises';
import { platform, release } from 'node:os';
import { join } from 'node:path';
import { readInetTables } from './kernel/inet-tables.ts';
import { runSs } from './kernel/run-ss.ts';
import { openStateTrace, type TraceObstacle } from './kernel/tracefs.ts';
import type {
  Answers,
  LinkAnswers,
  LinuxAnswers,
  ModuleAnswer,
  NetworkAnswer,
} from './machine-answers.ts';
import { type Tried, tryStrace, tryTool } from './probe.ts';
import { hasIpv6Loopback, hasLoopbackMulticast } from './probe-loopback.ts';

/** A private network, if one is to be had, and how a command is run in one of its own. */
export interface NetworkProbe {
  readonly answer: NetworkAnswer;
  readonly inside?: (command: readonly string[]) => readonly string[];
}

/**
 * Asks this machine what it allows, by trying it: each for 2 s at the most, all at once but what needs a private network, which comes
 * after that. Leaves nothing behind: what changes a network does so in a private one, gone with the probe. Never rejects. `node`: our
 * version of Node.
 */
export async function askMachine(node: string, network: Promise<NetworkProbe>): Promise<Answers> {
  const isLinux = platform() === 'linux';
  const [ipv6, ipv6Disabled, multicast, linux] = await Promise.all([
    hasIpv6Loopback(),
    read('/proc/sys/net/ipv6/conf/lo/disable_ipv6'),
    hasLoopbackMulticast(),
    isLinux ? askLinux(network) : undefined,
  ]);
  return { node, ipv6, multicast, linux, ...(ipv6Disabled !== undefined && { ipv6Disabled }) };
}

async function askLinux(network: Promise<NetworkProbe>): Promise<LinuxAnswers> {
  const [strace, scope, tcpdump, tables, ss, system, inside, modules] = await Promise.all([
    tryStrace(),
    read('/proc/sys/kernel/yama/ptrace_scope'),
    tryTool('tcpdump', CAPTURE),
    readInetTables('tcp', '/proc'),
    runSs(['-Htn'], new AbortController().signal),
    read('/etc/os-release'),
    network.then(askInside),
    askModules(),
  ]);
  return {
    ...{ strace, tcpdump, tables: tables !== undefined, trace: tryTrace(), modules, ...inside },
    ...(scope !== undefined && { ptraceScope: Number(scope) }),
    ss: 'why' in ss ? ss.why : 'works',
    isUbuntu: /^ID(?:_LIKE)?=.*\bubuntu\b/m.test(system ?? ''),
  };
}

/** Opens the interface, lists its link types, and ends. */
const CAPTURE = ['-i', 'lo', '-L'] as const;
const DISCIPLINE = ['tc', 'qdisc', 'add', 'dev', 'lo', 'root'] as const;

async function askInside({
  answer,
  inside,
}: NetworkProbe): Promise<Pick<LinuxAnswers, 'network' | 'link' | 'installed' | 'tcpdumpInside'>> {
  if (!inside) {
    const [nft, tc] = await Promise.all([tryTool('nft', ['--version']), tryTool('tc', ['-V'])]);
    return { network: answer, installed: { nft: nft !== 'missing', tc: tc !== 'missing' } };
  }
  const tried = (...command: readonly string[]): Promise<Tried> => {
    const [name = '', ...args] = inside(command);
    return tryTool(name, args);
  };
  const [tcpdumpInside, nft, tbf, netem] = await Promise.all([
    tried('tcpdump', ...CAPTURE),
    tried('nft', 'add table inet sockets_probe'),
    tried(...DISCIPLINE, 'tbf', 'rate', '1mbit', 'burst', '6000', 'latency', '300ms'),
    tried(...DISCIPLINE, 'netem', 'delay', '1ms'),
  ]);
  return { network: answer, tcpdumpInside, link: { nft, tbf, netem } };
}

/** Our instance of tracefs is made, and removed at once. */
function tryTrace(): 'works' | TraceObstacle {
  const trace = openStateTrace();
  if (typeof trace === 'string') return trace;
  trace[Symbol.dispose]();
  return 'works';
}

/** Where each module would be, in the folder of this kernel's (kmod(8)). */
const MODULES: Readonly<Record<keyof LinkAnswers, readonly [folder: string, name: string]>> = {
  nft: ['netfilter', 'nf_tables'],
  tbf: ['sched', 'sch_tbf'],
  netem: ['sched', 'sch_netem'],
};

async function askModules(): Promise<Record<keyof LinkAnswers, ModuleAnswer>> {
  const [nft, tbf, netem] = await Promise.all([
    askModule(...MODULES.nft),
    askModule(...MODULES.tbf),
    askModule(...MODULES.netem),
  ]);
  return { nft, tbf, netem };
}

async function askModule(folder: string, name: string): Promise<ModuleAnswer> {
  const all = join('/lib/modules', release());
  const files = await readdir(join(all, 'kernel/net', folder)).catch(() => undefined);
  if (files?.some((file) => file.startsWith(`${name}.ko`))) return 'there';
  return files ? 'not-there' : 'unknown';
}

async function read(path: string): Promise<string | undefined> {
  return (await readFile(path, 'utf8').catch(() => undefined))?.trim();
}
