/** What `sockets doctor` looks for. */
export type DoctorItem =
  | ('node' | 'ipv6' | 'multicast' | 'strace' | 'tcpdump' | 'tables' | 'ss' | 'trace')
  | ('network' | 'nft' | 'tbf' | 'netem');

/** Why something is not to be had. */
export type DoctorReason =
  | ('not-linux' | 'missing' | 'not-permitted' | 'in-lab-only' | 'no-kernel' | 'no-network')
  | ('old' | 'failed');

/** What `sockets doctor` says. */
export interface DoctorText {
  /** Names that are words, not programs. */
  readonly names: Readonly<Record<'ipv6' | 'multicast' | 'network', string>>;
  /** What each is for: lanes, commands, options. */
  readonly uses: Readonly<Record<DoctorItem, string>>;
  readonly reasons: Readonly<Record<DoctorReason, string>>;
  /** A setting of the kernel forbids it: `kernel.yama.ptrace_scope = 2`. */
  readonly setting: (setting: string) => string;
  /** Lanes that can be watched here, and behind them those that only a private network has. */
  readonly lanes: (facts: { here: readonly string[]; inLab: readonly string[] }) => string;
  /** Commands and options that do not work here; none: all do. */
  readonly commands: (without: readonly string[]) => string;
}
