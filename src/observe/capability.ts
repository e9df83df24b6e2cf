/** What a machine may have that we make use of, in the order in which it is told. */
export const CAPABILITIES = [
  ...(['node', 'ipv6', 'multicast', 'strace', 'tcpdump', 'tables', 'ss', 'trace'] as const),
  ...(['network', 'nft', 'tbf', 'netem'] as const),
] as const;
export type CapabilityName = (typeof CAPABILITIES)[number];

/** Why something is not to be had. */
export type Obstacle =
  /** Only Linux has it. */
  | 'not-linux'
  /** A program is not installed. */
  | 'missing'
  /** This user may not. */
  | 'not-permitted'
  /** This user may not here, but in a private network. */
  | 'in-lab-only'
  /** A setting of the kernel forbids it: `setting`. */
  | 'setting'
  /** This kernel has no such thing. */
  | 'no-kernel'
  /** There is no private network in which it could be. */
  | 'no-network'
  /** Too old: Node. */
  | 'old'
  /** It was tried, and failed: `said` may tell why. */
  | 'failed';

/** What was found of one thing. */
export interface Capability {
  readonly name: CapabilityName;
  readonly works: boolean;
  readonly why?: Obstacle;
  /** Of the kernel, `name = value`. */
  readonly setting?: string;
  /** What the program that was tried said last. */
  readonly said?: string;
  /** The one command that would add it, where there is one. */
  readonly remedy?: string;
}

/** Where a lane can be watched: on this machine's own network, only in a private one, or nowhere. */
export type Place = 'here' | 'lab' | 'nowhere';

/** What can be done with what was found. */
export interface Possible {
  readonly lanes: Readonly<Record<'app' | 'syscall' | 'kernel' | 'wire', Place>>;
  /** Commands that not every machine can run, with the options that ask for more. */
  readonly commands: Readonly<
    Record<'watch' | 'lab' | 'lab --drop' | 'lab --rate' | 'lab --delay', boolean>
  >;
}

/** Which lanes and commands work with what was found. Pure. */
export function possibleWith(found: readonly Capability[]): Possible {
  const has = (name: CapabilityName) => found.find((one) => one.name === name)?.works === true;
  const here = (name: CapabilityName): Place => (has(name) ? 'here' : 'nowhere');
  const isInLab = found.some(({ name, why }) => name === 'tcpdump' && why === 'in-lab-only');
  const inLab = (name: CapabilityName) => has('network') && has(name);
  return {
    lanes: {
      ...{ app: 'here', syscall: here('strace'), kernel: here('tables') },
      wire: isInLab ? 'lab' : here('tcpdump'),
    },
    commands: {
      ...{ watch: has('strace'), lab: has('network'), 'lab --drop': inLab('nft') },
      ...{ 'lab --rate': inLab('tbf'), 'lab --delay': inLab('netem') },
    },
  };
}

/** Whether anything is to be seen beside the program itself. */
export function seesBeneath({ lanes }: Possible): boolean {
  return [lanes.syscall, lanes.kernel, lanes.wire].some((place) => place !== 'nowhere');
}
