import { isMissing, startTool } from './tool.ts';

/** What became of trying a program: it works, is not installed, or refuses. */
export type Tried = 'works' | 'missing' | 'refused';

/** What does not answer at once would not be of use, ms. */
const LONGEST = 2000;

/** Runs a program that should end at once with status 0; one that does not is ended after 2 s, and has refused. Never rejects. */
export async function tryTool(name: string, args: readonly string[]): Promise<Tried> {
  const tool = startTool(name, args);
  AbortSignal.timeout(LONGEST).addEventListener('abort', () => tool.stop('SIGKILL'));
  tool.output.resume();
  const end = await tool.ended;
  if (isMissing(end)) return 'missing';
  return end.status === 0 ? 'works' : 'refused';
}

/** Whether we may trace a program that we start (strace(1), ptrace(2)). */
export function tryStrace(): Promise<Tried> {
  return tryTool('strace', ['-f', '-q', '-e', 'trace=none', '-e', 'signal=none', '--', 'true']);
}
