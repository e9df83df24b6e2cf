import { createReadStream } from 'node:fs';
import * as v from 'valibot';

/** As much of an event as is counted here. */
const lineSchema = v.object({
  type: v.optional(v.string()),
  bytes: v.optional(v.number(), 0),
  count: v.optional(v.number(), 0),
});

/** What a recording says happened. */
export interface Recorded {
  readonly events: number;
  readonly accepted: number;
  readonly received: number;
  readonly sent: number;
  /** Datagrams that the kernel dropped. */
  readonly dropped: number;
}

/** Reads a recording to its end. Throws when a line is not whole. */
export async function readRecorded(path: string): Promise<Recorded> {
  const sums = { events: 0, accepted: 0, received: 0, sent: 0, dropped: 0 };
  let rest = '';
  const chunks = createReadStream(path, { encoding: 'latin1', highWaterMark: 1024 * 1024 });
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) count(line, sums);
  }
  if (rest !== '') throw new Error(`${path} ends within a line`);
  return sums;
}

function count(line: string, sums: { -readonly [Key in keyof Recorded]: number }): void {
  const { type, bytes, count } = v.parse(lineSchema, JSON.parse(line));
  sums.events += 1;
  if (type === 'accept') sums.accepted += 1;
  if (type === 'receive') sums.received += bytes;
  if (type === 'send') sums.sent += bytes;
  if (type === 'kernel-drops') sums.dropped += count;
}
