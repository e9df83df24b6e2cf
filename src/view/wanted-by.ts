import { EVENT_TYPES, type SocketEvent } from '../event/event.ts';
import type { Wanted } from './event-filter.ts';
import { socketsOf } from './event-filter.ts';

const LANES: readonly string[] = ['app', 'syscall', 'kernel', 'wire'];
const KINDS: readonly string[] = EVENT_TYPES;

/**
 * What words ask for that somebody typed: labels of sockets among the events, lanes, kinds; all else is text to be found, as it was typed.
 * Several of one sort: any of them.
 */
export function wantedBy(words: string, events: Iterable<SocketEvent>): Wanted {
  const labels = new Set<string>();
  for (const event of events) for (const label of socketsOf(event)) labels.add(label);
  const typed = words.split(/[\s,]+/).filter((word) => word !== '');
  const sockets = typed.filter((word) => labels.has(word));
  const lanes = typed.filter((word) => LANES.includes(word));
  const kinds = typed.filter((word) => KINDS.includes(word));
  const known = new Set([...sockets, ...lanes, ...kinds]);
  const search = typed.some((word) => !known.has(word))
    ? words
        .split(' ')
        .filter((word) => !known.has(word.replace(/,$/, '')))
        .join(' ')
        .trim()
    : undefined;
  return {
    ...(sockets.length > 0 && { sockets }),
    ...(lanes.length > 0 && { lanes }),
    ...(kinds.length > 0 && { kinds }),
    ...(search !== undefined && { search }),
  };
}
