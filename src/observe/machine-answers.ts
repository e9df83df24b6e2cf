import type { TraceObstacle } from './kernel/tracefs.ts';
import type { Tried } from './probe.ts';

/** Whether a private network is to be had, or why not. */
export type NetworkAnswer =
  | 'works'
  | { readonly tool: string; readonly package: string }
  | {
      readonly said: string;
      readonly setting?: { readonly name: string; readonly value: string; readonly allow: string };
    };

/** Where a module of the kernel is: on the disk, nowhere, or nobody can tell. */
export type ModuleAnswer = 'there' | 'not-there' | 'unknown';

/** What a private network can do to its packets. `undefined`: there is none. */
export interface LinkAnswers {
  readonly nft: Tried;
  readonly tbf: Tried;
  readonly netem: Tried;
}

/** What only Linux has. */
export interface LinuxAnswers {
  readonly strace: Tried;
  /** Who may trace whom (ptrace(2), /proc/sys/kernel/yama/ptrace_scope). */
  readonly ptraceScope?: number;
  readonly tcpdump: Tried;
  /** The same in a private network. */
  readonly tcpdumpInside?: Tried;
  readonly tables: boolean;
  readonly ss: 'works' | 'absent' | 'failed';
  readonly trace: 'works' | TraceObstacle;
  readonly network: NetworkAnswer;
  readonly link?: LinkAnswers;
  /** Whether nft(8) and tc(8) are installed, where they could not be tried. */
  readonly installed?: { readonly nft: boolean; readonly tc: boolean };
  readonly modules: Readonly<Record<'nft' | 'tbf' | 'netem', ModuleAnswer>>;
  /** Ubuntu has most modules in a package of their own. */
  readonly isUbuntu: boolean;
}

/** What this machine answered. */
export interface Answers {
  /** As `node --version` says it, without the v. */
  readonly node: string;
  readonly ipv6: boolean;
  /** The value of net.ipv6.conf.lo.disable_ipv6, where there is one. */
  readonly ipv6Disabled?: string;
  readonly multicast: boolean;
  /** `undefined`: not on Linux. */
  readonly linux: LinuxAnswers | undefined;
}
