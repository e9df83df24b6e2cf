import type { SocketEvent } from '../../event/event.ts';
import { encodeEvent, encodeHeader, encodeUnknown } from '../../trace/json-lines.ts';
import { csvHeader, csvLine } from '../../view/csv.ts';
import { type Convert, type Job, openOutput } from './conversion.ts';
import { openPasses, type Passes } from './passes.ts';

/** Writes JSON Lines, as they are read: of one recording with all that only a newer version knows. */
export const toJson: Convert = (job) => lineByLine(job, jsonLines);

/** Writes a table for spreadsheets (RFC 4180). */
export const toCsv: Convert = (job) => lineByLine(job, csvLines);

async function lineByLine(job: Job, lines: (passes: Passes) => AsyncIterable<string>) {
  const passes = await openPasses(job, 'once');
  const all = lines(passes)[Symbol.asyncIterator]();
  // A wrong name, or no recording at all, leaves no empty file behind.
  let { done, value } = await all.next();
  using output = openOutput(job);
  while (!done && !output.closed) {
    output.text(value);
    ({ done, value } = await all.next());
  }
  passes.tell(job.aside);
  return passes.written;
}

/** The lines of recordings as one recording: a header, and those events that are wanted. Many lines at once. */
export async function* jsonLines(passes: Passes): AsyncGenerator<string> {
  const unknown: string[] = [];
  let begun = false;
  const begin = () => {
    if (begun || !passes.header) return '';
    begun = true;
    return encodeHeader(passes.header);
  };
  for await (const batch of passes.pass((event) => unknown.push(encodeUnknown(event)))) {
    yield* gathered(begin, batch, (event) => unknown.splice(0).join('') + encodeEvent(event));
    yield begin() + unknown.splice(0).join('');
  }
}

async function* csvLines(passes: Passes): AsyncGenerator<string> {
  let begun = false;
  const begin = () => {
    if (begun) return '';
    begun = true;
    return csvHeader();
  };
  for await (const batch of passes.pass()) {
    yield* gathered(begin, batch, (event) => csvLine(event, passes.start));
  }
  yield begin();
}

/** Characters that are handed on at once. */
const ENOUGH = 64 * 1024;

/** The lines of some events, some at once; what comes before the first of all is asked for when there is one. A mistake comes behind what stood before it. */
function* gathered(
  begin: () => string,
  events: Iterable<SocketEvent>,
  lineOf: (event: SocketEvent) => string,
): Generator<string> {
  let lines = '';
  try {
    for (const event of events) {
      const line = lineOf(event);
      lines += begin() + line;
      if (lines.length < ENOUGH) continue;
      yield lines;
      lines = '';
    }
  } catch (error) {
    yield lines;
    throw error;
  }
  yield lines;
}
