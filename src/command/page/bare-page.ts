const PAGE = '--page';
const DIGITS = /^\d+$/;

/**
 * A command line in which `--page` takes what follows it for its port only where that is a number: in `demo --page udp` it is not. Behind the
 * two dashes nothing is ours, and where a program is watched nobody can tell where its own options begin.
 */
export function withBarePage(args: readonly string[]): readonly string[] {
  const end = args.includes('watch') ? 0 : args.indexOf('--');
  return args.map((arg, at) => {
    const isOurs = arg === PAGE && (end < 0 || at < end);
    return isOurs && !DIGITS.test(args[at + 1] ?? '') ? `${PAGE}=0` : arg;
  });
}
