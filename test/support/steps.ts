import type { EventType, SocketEvent } from '../../src/event/event.ts';
import { readTrace } from '../../src/trace/read-json-lines.ts';

/** The events of a trace in JSON Lines, each checked. Throws at a line that is no event, and where the header is missing. */
export async function eventsOf(trace: Uint8Array): Promise<SocketEvent[]> {
  const events: SocketEvent[] = [];
  for await (const event of readTrace([trace])) events.push(event);
  return events;
}

/** The steps of one socket, in order. */
export function stepsOf(events: readonly SocketEvent[], socket: string): EventType[] {
  return events.filter((event) => event.socket === socket).map(({ type }) => type);
}
