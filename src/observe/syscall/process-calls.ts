import { flagNames } from './call-details.ts';
import type { Step } from './call-effects.ts';
import type { CallName } from './calls.ts';
import { parseQuoted } from './escaped.ts';
import type { Family, Sharing } from './family.ts';
import type { Holdings } from './holdings.ts';
import type { Completed } from './line-joiner.ts';

const FORKS: ReadonlySet<CallName> = new Set<CallName>([
  ...(['clone', 'clone3', 'fork', 'vfork'] as const),
]);

/** Whether a call makes a process or a thread, and gives its number. */
export function isFork(name: CallName): boolean {
  return FORKS.has(name);
}

/** What a child shares, by the flags of clone(2); fork(2) and vfork(2) have none. */
export function sharingOf(args: readonly string[]): Sharing {
  const flags = args.join(' ');
  return {
    isThread: /\bCLONE_THREAD\b/.test(flags),
    sharesFiles: /\bCLONE_FILES\b/.test(flags),
  };
}

/** The path that execve(2) was given. */
export function programOf({ args }: Completed): string {
  const path = args.find((text) => text.startsWith('"')) ?? '';
  return Buffer.from(parseQuoted(path)?.octets ?? []).toString('utf8');
}

/** execve(2) has succeeded: closes what is to be closed, in a table of the process's own. */
export function entersProgram(step: Step, family: Family, holdings: Holdings): void {
  const { owner } = step;
  family.unshare(owner);
  for (const [descriptor, { closesOnExec }] of owner.table.entries()) {
    if (closesOnExec) holdings.drop(descriptor, step, 'exec');
  }
}

/** The descriptors that close_range(2) means: from the first to the last, both included; none where it failed. */
export function rangeOf({ args, result }: Completed): { has: (descriptor: number) => boolean } {
  const [first = '', last = ''] = args;
  const from = Number.parseInt(first, 10);
  // Once ~0U is printed as such.
  const to = /^\d+/.test(last) ? Number.parseInt(last, 10) : Number.POSITIVE_INFINITY;
  return {
    has: (descriptor) => result.kind === 'value' && descriptor >= from && descriptor <= to,
  };
}

/** Carries out close_range(2). */
export function closeRange(step: Step, family: Family, holdings: Holdings): void {
  const { call, owner } = step;
  const range = rangeOf(call);
  const flags = flagNames(call.args[2]);
  if (flags.includes('CLOSE_RANGE_UNSHARE')) family.unshare(owner);
  for (const [descriptor] of owner.table.entries()) {
    if (!range.has(descriptor)) continue;
    if (flags.includes('CLOSE_RANGE_CLOEXEC')) owner.table.mark(descriptor, true);
    else holdings.drop(descriptor, step, 'close');
  }
}
