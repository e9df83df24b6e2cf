import { Argument } from 'commander';
import { compareRuns } from '../diff/compare.ts';
import type { Comparison } from '../diff/comparison.ts';
import { lanesOf } from '../diff/lanes.ts';
import { SocketsError } from '../error.ts';
import { EVENT_TYPES, type EventType, type SocketEvent, type Source } from '../event/event.ts';
import { diffLines } from '../view/diff-view.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { comparisonJson } from './diff/comparison-json.ts';
import { STANDARD_INPUT } from './input.ts';
import { LANES } from './lanes.ts';
import { choices } from './parse.ts';
import { addCommonOptions, option } from './shared-options.ts';
import { styleOn } from './style-on.ts';
import { Aside } from './view/aside.ts';
import { MOST_EVENTS } from './view/recorded.ts';
import { openRecording, type RecordingFile } from './view/recording-file.ts';

/** How wide it is where there is no terminal. */
const COMFORTABLE = 80;
/** As diff(1): nothing differs, something does, the recordings could not be compared. */
const SAME = 0;
const DIFFERENT = 1;
const TROUBLE = 2;

interface DiffOptions {
  readonly lanes?: readonly Source[];
  readonly kind?: readonly EventType[];
  readonly data: boolean;
  readonly json?: true;
}

/** `sockets diff REFERENCE OTHER`: 0 where both runs did the same, 1 where not, 2 where that cannot be said. */
export const defineDiff: Define = (command, context, perform) => {
  const { text } = context;
  command
    .addArgument(new Argument('<reference>', text.help.arguments.referenceRun))
    .addArgument(new Argument('<other>', text.help.arguments.otherRun))
    .addOption(option(text, 'lanesCompared').argParser(choices('--lanes', LANES)))
    .addOption(option(text, 'kindsCompared').argParser(choices('--kind', EVENT_TYPES)))
    .addOption(option(text, 'noData'))
    .addOption(option(text, 'jsonDocument'));
  addCommonOptions(command, text).action((reference: string, other: string, options: DiffOptions) =>
    perform(() => asTrouble(() => diff([reference, other], options, context))),
  );
};

async function diff(
  paths: readonly [string, string],
  options: DiffOptions,
  context: Context,
): Promise<number> {
  const { terminal, text, version } = context;
  if (paths.every((path) => path === STANDARD_INPUT)) {
    throw new SocketsError('usage', 'conflicting-options', { one: paths[0], other: paths[1] });
  }
  await using aside = new Aside(context);
  const [reference, other] = [openRecording(paths[0], context), openRecording(paths[1], context)];
  const runs = { reference: await readAll(reference), other: await readAll(other) };
  aside.tellOf([reference, other]);
  const comparison = compared(runs, options, { reference: reference.path, other: other.path });
  const recordings = {
    reference: { name: reference.path, events: runs.reference.length },
    other: { name: other.path, events: runs.other.length },
  };
  const style = styleOn('output', context);
  const columns = terminal.columns() ?? COMFORTABLE;
  const lines = options.json
    ? [JSON.stringify(comparisonJson(comparison, recordings, { text, version }), null, 2)]
    : diffLines(comparison, recordings, { text, style, columns });
  terminal.writeOutputNow(Buffer.from(`${lines.join('\n')}\n`));
  return comparison.differences.length > 0 ? DIFFERENT : SAME;
}

async function readAll(file: RecordingFile): Promise<SocketEvent[]> {
  const events: SocketEvent[] = [];
  for await (const batch of file.batches()) {
    for (const event of batch) events.push(event);
    if (events.length <= MOST_EVENTS) continue;
    throw new SocketsError('usage', 'recording-too-long', { path: file.path, events: MOST_EVENTS });
  }
  return events;
}

function compared(
  { reference, other }: Record<'reference' | 'other', readonly SocketEvent[]>,
  { lanes, kind, data }: DiffOptions,
  paths: { readonly reference: string; readonly other: string },
): Comparison {
  const options = { data, ...(lanes && { lanes }), ...(kind && { kinds: new Set(kind) }) };
  const comparison = compareRuns(reference, other, options);
  if (comparison) return comparison;
  throw new SocketsError('usage', 'nothing-to-compare', {
    reference: { path: paths.reference, lanes: lanesOf(reference) },
    other: { path: paths.other, lanes: lanesOf(other) },
  });
}

/** Whatever goes wrong, it must not look like a difference. */
async function asTrouble(action: () => Promise<number>): Promise<number> {
  try {
    return await action();
  } catch (cause) {
    if (!(cause instanceof SocketsError)) throw cause;
    const { fault, code, facts }: SocketsError = cause;
    throw new SocketsError(fault, code, facts, { cause, status: TROUBLE });
  }
}
