import { SocketsError } from '../../error.ts';
import type { SocketEvent } from '../../event/event.ts';
import { Parties } from '../../ladder/parties.ts';
import { mergeTraces } from '../../trace/merge.ts';
import { EventFilter } from '../../view/event-filter.ts';
import type { Context } from '../context.ts';
import { tellMerged } from './merged-words.ts';
import type { ViewOptions } from './options.ts';
import { lanesIn, MOST_EVENTS, type Recorded, readAhead } from './recorded.ts';
import { openRecording, type RecordingFile } from './recording-file.ts';

/** Recordings, ready to be shown. */
export interface Loaded {
  readonly recorded: Recorded;
  /** What was opened: tells at the end what was wrong with it. */
  readonly files: readonly RecordingFile[];
  readonly filter: EventFilter;
  /** What is to be said of several recordings. */
  readonly notes: readonly string[];
}

/** The filter that the options ask for. */
export function filterOf(options: ViewOptions, { text }: Context): EventFilter {
  const { socket: sockets, lanes, kind: kinds, search, from, until } = options;
  const inMicroseconds = (time: number | undefined) => time && time * 1000;
  const times = { from: inMicroseconds(from), until: inMicroseconds(until) };
  return new EventFilter({ sockets, lanes, kinds, search, ...times }, text);
}

/** Reads one recording, as far as it goes into memory; several whole, as one. Throws `bad-trace`, `file-unreadable`, `recording-too-long`. */
export async function load(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<Loaded> {
  const filter = filterOf(options, context);
  const files = paths.map((path) => openRecording(path, context));
  const [file, ...others] = files;
  if (file === undefined) throw new SocketsError('usage', 'missing-argument', { name: 'file' });
  if (others.length === 0) {
    return { recorded: await readAhead(file, filter), files, filter, notes: [] };
  }
  const merged = mergeTraces(await readAll(files));
  const notes = tellMerged(
    files.map(({ path }) => path),
    merged,
    context.text.viewing,
  );
  const events = merged.events.map(({ event }) => event);
  return { recorded: asOne(files, events, filter), files, filter, notes };
}

async function readAll(files: readonly RecordingFile[]): Promise<SocketEvent[][]> {
  let room = MOST_EVENTS;
  const all: SocketEvent[][] = [];
  for (const file of files) {
    const events: SocketEvent[] = [];
    for await (const batch of file.batches()) {
      for (const event of batch) events.push(event);
      if (events.length <= room) continue;
      const facts = { path: file.path, events: MOST_EVENTS };
      throw new SocketsError('usage', 'recording-too-long', facts);
    }
    room -= events.length;
    all.push(events);
  }
  return all;
}

function asOne(
  files: readonly RecordingFile[],
  events: readonly SocketEvent[],
  filter: EventFilter,
): Recorded {
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  const start = events[0]?.time ?? 0;
  const wanted = events.filter((event) => filter.takes(event, start));
  return {
    ...{ path: files.map(({ path }) => path).join(' + '), header: files[0]?.header },
    ...{ events: wanted, seen: events.length },
    ...{ start, last: events.at(-1)?.time ?? start, lanes: lanesIn(wanted), parties },
    ...{ whole: true, failure: undefined },
    rest: async function* () {},
  };
}
