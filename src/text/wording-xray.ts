/** Why a lane shows nothing, or nothing more. */
export type LaneTrouble =
  /** The program it needs is not installed: `tool`. */
  | 'no-tool'
  /** This user may not. */
  | 'not-permitted'
  /** The program it needs is refused what it has to do: `tool`. */
  | 'refused'
  /** Only Linux has it. */
  | 'not-linux'
  /** There are no packets: a Unix domain socket. */
  | 'no-packets'
  /** It ran, and has ended: `said` is what its program said last. */
  | 'ended';

/** What a lane shows without: of the kernel's, what only ss tells, and changes of state that came too fast to be traced. */
export type LaneLack = 'ss-missing' | 'ss-failed' | 'changes';

/** What is said of the lanes beside a run. */
export interface LanesText {
  /** A lane that is missing: said once, with what would bring it. */
  readonly lost: (facts: {
    lane: string;
    why: LaneTrouble;
    tool?: string;
    said?: string;
  }) => string;
  /** What a lane that goes on has to do without: said once. */
  readonly lacks: (lack: LaneLack) => string;
  /** What would show more, where a first run shows the program's own lane alone. */
  readonly more: (tools: readonly string[]) => string;
}
