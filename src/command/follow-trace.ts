import type { SocketEvent } from '../event/event.ts';
import { readTrace } from '../trace/read-json-lines.ts';
import { type FollowOptions, followFile } from './follow-file.ts';

const LF = 0x0a;
/** A line that is longer goes on before it is complete: its reader refuses it. */
const LONGEST_LINE = 1024 * 1024;

/**
 * The events of a trace in a file that grows, each as soon as its line is complete, until the signal aborts. A file that is not there yet is
 * waited for; one that is begun anew is read anew. What is no file (a pipe) is read to its end.
 * Throws `bad-trace` and `file-unreadable`.
 */
export async function* followTrace(
  path: string,
  options: FollowOptions,
): AsyncGenerator<SocketEvent> {
  for await (const chunks of followFile(path, options)) {
    const lines = wholeLines(chunks);
    const first = await lines.next();
    // An empty file is no trace without a header: whoever made it has not written yet.
    if (!first.done) yield* readTrace(joined(first.value, lines));
  }
}

/** The lines that are complete; what stands behind the last is held back, and left out at the end. A line too long goes on: its reader refuses it. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const octets = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
    const end = octets.length > LONGEST_LINE ? octets.length : octets.lastIndexOf(LF) + 1;
    if (end > 0) yield octets.subarray(0, end);
    begun = octets.subarray(end);
  }
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
