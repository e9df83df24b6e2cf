import type { Readable } from 'node:stream';
import type { Microseconds } from '../../event/clock.ts';
import type { Source } from '../../event/event.ts';
import { Labels } from '../../event/label.ts';
import type { CallLevel } from '../../observe/syscall/call-level.ts';
import { SyscallLane, type SyscallLaneOptions } from '../../observe/syscall/syscall-lane.ts';
import { Whose } from '../../observe/whose.ts';
import { type Life, lifeLines } from '../../view/life-table.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { RunOutput } from '../run-output.ts';
import type { SharedOptions } from '../shared-options.ts';
import { lifeOf } from './life-of.ts';

/** What can be seen of a program from outside. */
export const WATCH_LANES = ['syscall', 'kernel', 'wire'] as const satisfies readonly Source[];

/** What is shown of a program that is watched. */
export type WatchOptions = Omit<SharedOptions, 'xray'>;

/** A watch that has begun: `lines`, which strace prints, are read from now on. */
export interface Watch extends AsyncDisposable {
  readonly output: RunOutput;
  readonly lane: SyscallLane;
  /** What became of the sockets so far. */
  lives(): readonly Life[];
  /** Resolves when all is told, with what became of each socket. */
  conclude(): Promise<void>;
}

type What = Pick<SyscallLaneOptions, 'inherited' | 'preparing' | 'attached'>;

/** Begins to watch: every lane is ready before the program that strace is to run. */
export async function openWatch(
  lines: Readable,
  what: What,
  options: WatchOptions,
  context: Context,
): Promise<Watch> {
  const { text } = context;
  let opened: RunOutput | undefined;
  const say = (line: string, time: Microseconds) => opened?.hint(visibleText(line), time);
  const open = (tell: SyscallLaneOptions['tell'], whose: Whose) =>
    new SyscallLane(lines, {
      ...what,
      unused: levelOf(options) === 'all' ? 'shown' : 'hidden',
      ...{ tell, whose },
      onProcess: (process, time) => say(text.watch.process(process), time),
      onBlind: (process, time) => say(text.watch.blind(process), time),
    });
  let made: { lane: SyscallLane; whose: Whose } | undefined;
  const output = await RunOutput.open(context, {
    ...options,
    lanes: options.lanes ?? WATCH_LANES,
    watched: 'anywhere',
    calls: (tell, whose) => {
      const lane = open(tell, whose);
      made = { lane, whose };
      return lane;
    },
  });
  opened = output;
  // Where nobody wants the events, the lines are read all the same: nobody has to wait for us.
  const { lane, whose } = made ?? unheard(open);
  const lives = () => lane.lives.list().map((life) => lifeOf(life, whose.called(life.socket.id)));
  return {
    output,
    lane,
    lives,
    async conclude() {
      await lane.ended;
      await output.closeLanes();
      output.conclude((columns) => lifeLines(lives(), lane.lives, text, columns));
    },
    [Symbol.asyncDispose]: () => output.finish(),
  };
}

function unheard(open: (tell: () => void, whose: Whose) => SyscallLane): {
  lane: SyscallLane;
  whose: Whose;
} {
  const whose = new Whose(new Labels());
  return { lane: open(() => undefined, whose), whose };
}

/** Which calls are watched, where nothing was asked for. */
export function levelOf({ syscalls = 'lifecycle' }: WatchOptions): CallLevel {
  return syscalls;
}
