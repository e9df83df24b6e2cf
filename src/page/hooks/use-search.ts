import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { matchesOf } from '../model/search.ts';
import type { Viewer } from './use-viewer.ts';
import { useWords } from './use-words.ts';

/** What is searched for, and where it is. */
export interface Search {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Numbers of steps, the first first; `undefined` where nothing is searched for. */
  readonly matches: readonly number[] | undefined;
  /** Goes to the next match, or to the one before. */
  readonly go: (direction: 1 | -1) => void;
}

/** Nobody wants each letter of a word looked for, ms. */
const TYPING = 150;

/** Finds steps by what they say. */
export function useSearch({ rows, step = 0, select }: Viewer): Search {
  const words = useWords();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState('');
  const matches = useMemo(
    () => (wanted === '' ? undefined : matchesOf(rows, wanted, words)),
    [rows, wanted, words],
  );
  useEffect(() => {
    const timer = setTimeout(() => setWanted(query.trim()), query === '' ? 0 : TYPING);
    return () => clearTimeout(timer);
  }, [query]);
  const at = useRef(step);
  at.current = step;
  useEffect(() => {
    const found = matches?.find((match) => match >= at.current) ?? matches?.[0];
    if (found !== undefined) select(found);
    // Only what is newly found is gone to: not each time something comes, or is filtered.
  }, [wanted]);
  const go = (direction: 1 | -1) => {
    const next = nextOf(matches ?? [], step, direction);
    if (next !== undefined) select(next);
  };
  return { query, setQuery, matches, go };
}

function nextOf(matches: readonly number[], step: number, direction: 1 | -1): number | undefined {
  return direction === 1
    ? (matches.find((match) => match > step) ?? matches[0])
    : (matches.findLast((match) => match < step) ?? matches.at(-1));
}
