import { CAPABILITIES, type Capability, type CapabilityName, type Obstacle } from './capability.ts';
import type { TraceObstacle } from './kernel/tracefs.ts';
import type { Answers, LinkAnswers, LinuxAnswers, NetworkAnswer } from './machine-answers.ts';

type Finding = Omit<Capability, 'name'>;

const WORKS: Finding = { works: true };
const OLDEST_NODE = [20, 19] as const;

/** What the answers of a machine mean, of each thing whether it works, why not, and what would add it. Pure. */
export function judged(answers: Answers): Capability[] {
  const everywhere: Partial<Record<CapabilityName, Finding>> = {
    node: judgeNode(answers.node),
    ipv6: judgeIpv6(answers),
    multicast: answers.multicast ? WORKS : no('failed'),
  };
  const { linux } = answers;
  return CAPABILITIES.map((name) => ({
    name,
    ...(everywhere[name] ?? (linux ? LINUX[name](linux) : no('not-linux'))),
  }));
}

function no(why: Obstacle, remedy?: string, more: Partial<Finding> = {}): Finding {
  return { works: false, why, ...more, ...(remedy !== undefined && { remedy }) };
}

function install(debianPackage: string): Finding {
  return no('missing', `sudo apt install ${debianPackage}`);
}

function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least, leastMinor] = OLDEST_NODE;
  const isNew = major > least || (major === least && minor >= leastMinor);
  return isNew ? WORKS : no('old');
}

function judgeIpv6({ ipv6, ipv6Disabled }: Answers): Finding {
  if (ipv6) return WORKS;
  if (ipv6Disabled !== '1') return no('no-kernel');
  return forbidden('net.ipv6.conf.lo.disable_ipv6', '1', '0');
}

function forbidden(name: string, value: string, allow: string): Finding {
  return no('setting', `sudo sysctl -w ${name}=${allow}`, { setting: `${name} = ${value}` });
}

/** As root, with the PATH of this user: that of sudo leaves out where Node may be. */
const AS_ROOT = 'sudo env "PATH=$PATH" npx sockets doctor';

const TRACE: Readonly<Record<'works' | TraceObstacle, Finding>> = {
  works: WORKS,
  'not-linux': no('not-linux'),
  'not-mounted': no('failed', 'sudo mount -t tracefs tracefs /sys/kernel/tracing'),
  'not-permitted': no('not-permitted', AS_ROOT),
  'no-event': no('no-kernel'),
  failed: no('failed'),
};

const LINUX: Readonly<Record<CapabilityName, (linux: LinuxAnswers) => Finding>> = {
  node: () => WORKS,
  ipv6: () => WORKS,
  multicast: () => WORKS,
  strace: judgeStrace,
  tcpdump: judgeTcpdump,
  tables: ({ tables }) => (tables ? WORKS : no('no-kernel')),
  ss: ({ ss }) => {
    if (ss === 'works') return WORKS;
    return ss === 'absent' ? install('iproute2') : no('failed');
  },
  trace: ({ trace }) => TRACE[trace],
  network: ({ network }) => judgeNetwork(network),
  nft: (linux) =>
    judgeLink(linux, 'nft', { tool: 'nft', package: 'nftables', module: 'nf_tables' }),
  tbf: (linux) => judgeLink(linux, 'tbf', { tool: 'tc', package: 'iproute2', module: 'sch_tbf' }),
  netem: (linux) =>
    judgeLink(linux, 'netem', { tool: 'tc', package: 'iproute2', module: 'sch_netem' }),
};

/** A parent may trace its children up to scope 1; from 3 on nobody may trace, until the machine starts anew (ptrace(2)). */
function judgeStrace({ strace, ptraceScope = 0 }: LinuxAnswers): Finding {
  if (strace === 'works') return WORKS;
  if (strace === 'missing') return install('strace');
  const name = 'kernel.yama.ptrace_scope';
  if (ptraceScope === 2) return forbidden(name, '2', '1');
  if (ptraceScope > 2) return no('setting', undefined, { setting: `${name} = ${ptraceScope}` });
  return no('not-permitted');
}

/** A file with capabilities gives them to whoever runs it (capabilities(7)): only where no private network is to be had. */
function judgeTcpdump({ tcpdump, tcpdumpInside }: LinuxAnswers): Finding {
  if (tcpdump === 'works') return WORKS;
  if (tcpdump === 'missing') return install('tcpdump');
  if (tcpdumpInside === 'works') return no('in-lab-only', 'npx sockets lab');
  return no('not-permitted', 'sudo setcap cap_net_raw+ep "$(command -v tcpdump)"');
}

function judgeNetwork(network: NetworkAnswer): Finding {
  if (network === 'works') return WORKS;
  if ('tool' in network) return install(network.package);
  const { setting, said } = network;
  if (setting) return forbidden(setting.name, setting.value, setting.allow);
  return no('not-permitted', undefined, said === '' ? {} : { said });
}

interface LinkTool {
  readonly tool: 'nft' | 'tc';
  readonly package: string;
  readonly module: string;
}

function judgeLink(linux: LinuxAnswers, name: keyof LinkAnswers, needed: LinkTool): Finding {
  const { link, installed, modules } = linux;
  const tried = link?.[name];
  if (tried === 'works') return WORKS;
  const isMissing = tried === 'missing' || (!link && installed?.[needed.tool] === false);
  if (isMissing) return install(needed.package);
  if (!link) return no('no-network');
  if (modules[name] === 'there') return no('no-kernel', `sudo modprobe ${needed.module}`);
  const isApart = linux.isUbuntu && modules[name] === 'not-there';
  return no('no-kernel', isApart ? 'sudo apt install linux-modules-extra-$(uname -r)' : undefined);
}
