import type { CallLevel } from './call-level.ts';
import { traceOption } from './calls.ts';

/** Octets of each call that are printed. Of no use without the calls that move them; but this also limits arrays, as that of socketpair(2). */
const SHOWN = 256;
const PAIR = 2;

/** The descriptor from which a program that is traced reads what its tracer saw, and the one on which strace writes it. */
export const LANE_DESCRIPTOR = 3;
export const STRACE_DESCRIPTOR = 4;

/** Whoever runs this ends when its parent does, however that ends (PR_SET_PDEATHSIG(2const)). */
const GUARDED = 'command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL -- "$@"; exec "$@"';
/** The program has no descriptor of its tracer's. */
const BEGIN = `exec ${STRACE_DESCRIPTOR}>&-; ${GUARDED}`;

/**
 * The command line that runs another under strace(1): with all it forks, descriptors spelt out, and times of the one clock. With
 * seccomp-bpf the kernel stops the program at these calls alone, and without strace they fail: so neither outlives the other, nor us. strace writes on
 * descriptor 4, by a cat that Ctrl-C does not end: the signal is the program's.
 */
export function underStrace(command: readonly string[], level: CallLevel): readonly string[] {
  const output = `|trap "" INT HUP TERM; exec cat >&${STRACE_DESCRIPTOR}`;
  const strace = ['strace', '--seccomp-bpf', '-q', ...watching(level), '-o', output, '--'];
  return ['sh', '-c', GUARDED, 'sh', ...strace, 'sh', '-c', BEGIN, 'sh', ...command];
}

/** The descriptor on which strace writes what it sees of a program that is watched. */
export const WATCH_DESCRIPTOR = 3;
/** How many programs `watchedByStrace` runs in the process of the one that is watched, before that one. */
export const PREPARING = 1;
/** What a watched program and all it starts have in their environment. */
const MARK = 'SOCKETS_WATCHED';

/** So that the program has no descriptor of ours: its first socket is its descriptor 3, as it would be elsewhere. */
const PREPARE = `exec ${WATCH_DESCRIPTOR}>&-; export ${MARK}="$0"; exec "$@"`;

/**
 * strace(1) is gone, which it is when its last program is, or when it was killed: and then it took from those it traced every call that it
 * watched (seccomp(2), ENOSYS). Whoever of them is left is ended; while they may make more, again.
 */
function sweep(mark: string): string {
  const left = `grep -lszxF "${MARK}=${mark}" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3`;
  return `for _ in 1 2 3 4 5; do left=$(${left}); [ "$left" ] || break; kill -KILL $left; done`;
}

/**
 * The command line that runs another under strace(1), which writes on descriptor 3. Nobody it has started outlives strace. `mark`: letters
 * and digits that no other run has.
 */
export function watchedByStrace(
  command: readonly string[],
  level: CallLevel,
  mark: string,
): readonly string[] {
  const write = `cat >&${WATCH_DESCRIPTOR}; exec ${WATCH_DESCRIPTOR}>&-`;
  const output = `|trap "" INT HUP TERM QUIT; ${write}; ${sweep(mark)}`;
  const strace = ['strace', '--seccomp-bpf', '-q', ...watching(level), '-o', output, '--'];
  return [...strace, 'sh', '-c', PREPARE, mark, ...command];
}

/** The arguments with which strace(1) joins a process that runs already, and writes on its stdout. */
export function attachArguments(process: number, level: CallLevel): readonly string[] {
  const output = '|trap "" INT HUP TERM; exec cat';
  return [...watching(level), '-o', output, '-p', String(process)];
}

function watching(level: CallLevel): readonly string[] {
  const octets = ['-s', String(level === 'all' ? SHOWN : PAIR), ...(level === 'all' ? ['-x'] : [])];
  // Of signals that are not printed it does not tell that they ended a process, either.
  const spelt = ['-f', '-yy', '-ttt', '-T', '-e', 'signal=!chld'];
  return [...spelt, ...octets, '-e', `trace=${traceOption(level)}`];
}
