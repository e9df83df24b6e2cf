import { PassThrough } from 'node:stream';
import { SocketsError } from '../../error.ts';
import { formatAddress } from '../../event/address.ts';
import { now } from '../../event/clock.ts';
import { socketsOfProcess } from '../../observe/kernel/process-sockets.ts';
import { ptraceScope, threadsOf, tracerOf } from '../../observe/process-facts.ts';
import { attachArguments } from '../../observe/syscall/strace-command.ts';
import { isMissing, startTool, type Tool } from '../../observe/tool.ts';
import type { Life } from '../../view/life-table.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { Interrupts } from '../interrupts.ts';
import { mayWatch } from './may-watch.ts';
import { levelOf, openWatch, type WatchOptions } from './open-watch.ts';

/** Watches a process that runs already, until it ends or the user has seen enough: then it goes on as before. */
export async function watchProcess(
  id: number,
  options: WatchOptions,
  context: Context,
): Promise<number> {
  await mayWatch();
  const threads = await threadsOf(id);
  if (threads.length === 0) throw cannot(id, 'gone');
  if ((await tracerOf(id)) !== 0) throw cannot(id, 'traced');
  const lines = new PassThrough();
  const attached = { process: id, threads, sockets: await socketsOfProcess(id), time: now() };
  const what = { inherited: 'all', attached } as const;
  await using watch = await openWatch(lines, what, options, context);
  const tool = startTool('strace', attachArguments(id, levelOf(options)));
  tool.output.pipe(lines);
  using interrupts = new Interrupts(context.terminal, () => tool.stop());
  watch.output.stopped.addEventListener('abort', () => tool.stop());
  if (!(await tool.said(/attached/))) throw await whyNot(id, tool);
  const { text } = context;
  watch.output.announce(text.watch.attached({ process: id, threads: threads.length }));
  for (const one of watch.lives()) watch.output.say(`  ${knownAs(one)}`);
  await tool.ended;
  await watch.conclude();
  return interrupts.status;
}

/** `L1 TCP 127.0.0.1:9000`. */
function knownAs({ socket, kind, local, remote }: Life): string {
  const ends = [local, remote].map((address) => address && formatAddress(address));
  const words = [socket, kind, ends.filter((end) => end !== undefined).join(' – ')];
  return visibleText(words.filter(Boolean).join(' '));
}

type Why = 'gone' | 'traced' | 'not-permitted' | 'failed';

function cannot(process: number, why: Why, said = '', scope?: string): SocketsError {
  const facts = { process, why, said, ...(scope !== undefined && { scope }) };
  return new SocketsError('system', 'cannot-attach', facts);
}

async function whyNot(id: number, tool: Tool): Promise<SocketsError> {
  const end = await tool.ended;
  if (isMissing(end)) {
    return new SocketsError('system', 'tool-missing', { tool: 'strace', package: 'strace' });
  }
  if (end.said.includes('No such process')) return cannot(id, 'gone');
  const isForbidden = /not permitted|denied/.test(end.said);
  return cannot(id, isForbidden ? 'not-permitted' : 'failed', end.said, await ptraceScope());
}
