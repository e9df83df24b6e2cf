import { createReadStream, readdirSync } from 'node:fs';
import type { SocketEvent } from '../../src/event/event.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';

const FOLDER = new URL('../fixtures/traces/', import.meta.url);

/** The names of the recordings in test/fixtures/traces. */
export const RECORDED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => name.replace('.jsonl', ''));

/** All events of one of them. */
export async function recorded(name: string): Promise<SocketEvent[]> {
  const events: SocketEvent[] = [];
  const file = createReadStream(new URL(`${name}.jsonl`, FOLDER));
  for await (const event of readTrace(file)) events.push(event);
  return events;
}
