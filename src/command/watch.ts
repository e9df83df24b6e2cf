import { Argument } from 'commander';
import { SocketsError } from '../error.ts';
import { CALL_LEVELS } from '../observe/syscall/call-level.ts';
import type { Define } from './commands.ts';
import { choices, integer } from './parse.ts';
import { addTraceOptions, choiceOption, option } from './shared-options.ts';
import { WATCH_LANES, type WatchOptions } from './watch/open-watch.ts';

/** The largest number a process can have on Linux (proc(5), pid_max). */
const LARGEST_PID = 2 ** 22;

interface ParsedWatchOptions extends WatchOptions {
  readonly pid?: number;
}

/** `sockets watch -- <command…>` */
export const defineWatch: Define = (command, context, perform) => {
  const { text } = context;
  command
    .usage('[options] -- <command...>')
    // What stands behind the program's name is the program's.
    .passThroughOptions()
    .addArgument(new Argument('[command...]', text.help.arguments.watchCommand))
    .addOption(option(text, 'pid').argParser(integer('--pid', 1, LARGEST_PID)))
    .addOption(option(text, 'watchLanes').argParser(choices('--lanes', WATCH_LANES)))
    .addOption(choiceOption(text, 'syscalls', CALL_LEVELS));
  addTraceOptions(command, text).action((words: readonly string[], options: ParsedWatchOptions) =>
    perform(async () => {
      const { pid } = options;
      const [program, ...args] = words;
      if (pid === undefined) {
        if (program === undefined) {
          throw new SocketsError('usage', 'missing-argument', { name: 'command' });
        }
        const { watchProgram } = await import('./watch/watch-program.ts');
        return await watchProgram([program, ...args], options, context);
      }
      if (program !== undefined) {
        throw new SocketsError('usage', 'conflicting-options', { one: '--pid', other: program });
      }
      const { watchProcess } = await import('./watch/watch-process.ts');
      return await watchProcess(pid, options, context);
    }),
  );
};
