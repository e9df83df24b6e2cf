import type { Browser } from 'playwright-core';
import type { SocketEvent } from '../../src/event/event.ts';
import { makeRecording } from '../../src/page/model/recording.ts';
import { NO_FILTER, pageRows } from '../../src/page/model/rows.ts';
import { linesOf, PageVisit, type PageVisitOptions } from '../support/page-visit.ts';
import { recorded } from '../support/recorded.ts';

/** A run in which a segment is lost and sent again, and its rows where states stand beside the rails. */
export const events = await recorded('retransmission');
export const rows = pageRows(makeRecording(events), NO_FILTER, true);

/** Opens the page of that run, or of a part of it. */
export async function visit(
  browser: Browser | undefined,
  options: PageVisitOptions = {},
  shown: readonly SocketEvent[] = events,
): Promise<PageVisit> {
  return await PageVisit.open(browser, linesOf(shown), options);
}

/** The number, from 1, of the first step that shows such an event. */
export function stepOf(isWanted: (event: SocketEvent) => boolean): number {
  const found = rows.rows.find((row) => row.kind === 'step' && isWanted(row.rung.event));
  if (found?.kind !== 'step') throw new Error('no such step');
  return found.step + 1;
}
