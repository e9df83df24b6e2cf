import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Search } from '../hooks/use-search.ts';
import type { Size } from '../hooks/use-size.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import { LadderRow, rowId } from './ladder-row.tsx';

/** Height of a row, CSS pixels: the style sheet says the same. */
export const ROW = 28;
/** Rows beyond what is seen, so that a quick hand finds them drawn. */
const BEYOND = 8;
/** Steps of a leap by PageUp and PageDown. */
const PAGE = 10;

/** How far the keys of a list go; those that work all over the page are not among them. */
const LEAPS: Readonly<Record<string, number>> = {
  ...{ ArrowUp: -1, ArrowDown: 1, PageUp: -PAGE, PageDown: PAGE },
};

interface LadderProps {
  readonly viewer: Viewer;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly size: Size;
  /** Whether states stand beside the rails. */
  readonly beside: boolean;
  readonly search: Search;
}

/** The diagram: of however many rows, those that are seen. */
export function Ladder({ viewer, list, size, beside, search }: LadderProps) {
  const { page } = useWords();
  const { recording, rows, step, select } = viewer;
  const [top, setTop] = useState(0);
  useInSight(viewer, list, size.height);
  const onKey = (event: KeyboardEvent) => {
    const by = LEAPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    select((step ?? 0) + by);
  };
  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const last = Math.min(rows.rows.length, Math.ceil((top + size.height) / ROW) + BEYOND);
  const seen = rows.rows.slice(first, last);
  const matches = useMatches(search);
  return (
    <section class={`ladder ${beside ? 'with-states' : ''}`} aria-label={page.ladder}>
      <LadderHead beside={beside} />
      <div
        ref={list}
        class="rows"
        role="listbox"
        aria-label={page.ladder}
        tabIndex={0}
        aria-activedescendant={step === undefined ? undefined : rowId(step)}
        onClick={({ target }) => select(stepOf(target) ?? step ?? 0)}
        onKeyDown={onKey}
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <div class="all" style={{ height: `${rows.rows.length * ROW}px` }}>
          {seen.map((row, at) => (
            <LadderRow
              key={row.kind === 'step' ? row.step : `c${row.conversation}`}
              row={row}
              top={(first + at) * ROW}
              of={rows.steps.length}
              recording={recording}
              beside={beside}
              isSelected={row.kind === 'step' && row.step === step}
              isMatch={row.kind === 'step' && matches.has(row.step)}
              isNamed
            />
          ))}
        </div>
      </div>
    </section>
  );
}

/** The heads of the columns. */
export function LadderHead({ beside }: { readonly beside: boolean }) {
  const { ladder, page } = useWords();
  return (
    <div class="row head" aria-hidden="true">
      <span class="time">{page.time}</span>
      {beside && <span class="state">{page.state}</span>}
      <span class="label left" />
      <span class="ends">
        <span>{ladder.client}</span>
        <span>{ladder.server}</span>
      </span>
      <span class="label" />
      {beside && <span class="state">{page.state}</span>}
    </div>
  );
}

/** Keeps the selected row where it can be seen: near the middle after a leap, just within after a step. */
function useInSight(
  { rows, step }: Viewer,
  list: RefObject<HTMLDivElement | null>,
  height: number,
): void {
  useLayoutEffect(() => {
    const place = step === undefined ? undefined : rows.steps[step];
    const { current } = list;
    if (place === undefined || !current || height === 0) return;
    current.scrollTop = inSight(place * ROW, current.scrollTop, height);
  }, [list, rows, step, height]);
}

function inSight(top: number, scrolled: number, height: number): number {
  const above = scrolled + ROW - top;
  const below = top + 2 * ROW - (scrolled + height);
  const far = Math.max(above, below);
  if (far <= 0) return scrolled;
  if (far > height / 2) return top - height / 2;
  return above > 0 ? scrolled - above : scrolled + below;
}

/** The step whose row was pressed. */
function stepOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest('[data-step]') : null;
  return row ? Number(row.getAttribute('data-step')) : undefined;
}

function useMatches({ matches }: Search): ReadonlySet<number> {
  const [set, setSet] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => setSet(new Set(matches)), [matches]);
  return set;
}
