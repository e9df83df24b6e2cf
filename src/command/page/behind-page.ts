import type { Context } from '../context.ts';

/** Says to the command that it has been run again behind a page, and where that is. */
export const PAGE = 'SOCKETS_PAGE';

/** Where the page is at which this run is shown: `undefined` when there is none, or it is not open yet. */
export function pageOf({ terminal }: Context): string | undefined {
  return terminal.environment[PAGE];
}
