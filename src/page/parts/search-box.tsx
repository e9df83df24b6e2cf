import type { RefObject } from 'preact';
import { grouped } from '../../text/quantity.ts';
import type { Search } from '../hooks/use-search.ts';
import { useWords } from '../hooks/use-words.ts';
import type { PageLanguage } from '../model/languages.ts';
import { Icon } from './icon.tsx';

interface SearchBoxProps {
  readonly search: Search;
  readonly step: number | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Finds steps by what they say: Enter goes to the next, with Shift to the one before. */
export function SearchBox({ search, step, field }: SearchBoxProps) {
  const { page } = useWords();
  const { query, setQuery, matches, go } = search;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') field.current?.blur();
  };
  return (
    <search class="search">
      <input
        ref={field}
        type="search"
        placeholder={page.search}
        aria-label={page.search}
        spellcheck={false}
        autocomplete="off"
        value={query}
        onInput={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={onKey}
      />
      <output>{matches ? found(matches, step, page) : ''}</output>
      {matches && matches.length > 0 && (
        <>
          <Go label={page.previousMatch} icon="up" act={() => go(-1)} />
          <Go label={page.nextMatch} icon="down" act={() => go(1)} />
        </>
      )}
    </search>
  );
}

function Go(props: {
  readonly label: string;
  readonly icon: 'up' | 'down';
  readonly act: () => void;
}) {
  return (
    <button
      type="button"
      class="icon"
      aria-label={props.label}
      title={props.label}
      onClick={props.act}
    >
      <Icon name={props.icon} />
    </button>
  );
}

function found(
  matches: readonly number[],
  step: number | undefined,
  page: PageLanguage['page'],
): string {
  if (matches.length === 0) return page.noMatch;
  const at = matches.indexOf(step ?? -1) + 1;
  return page.matches({ at: at > 0 ? grouped(at) : '–', of: grouped(matches.length) });
}
