import { Fragment, render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../text/quantity.ts';
import { visibleText } from '../../view/visible.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords, Words } from '../hooks/use-words.ts';
import type { PageLanguage } from '../model/languages.ts';
import { pageRows } from '../model/rows.ts';
import { LadderHead } from './ladder.tsx';
import { LadderRow } from './ladder-row.tsx';

/** Rows that are printed at the most: some fifty pages. */
const MOST = 2000;

interface OnPaperProps {
  readonly viewer: Viewer;
  readonly title: string;
}

/** The whole ladder, drawn when the page is printed and no sooner. */
export function OnPaper({ viewer, title }: OnPaperProps) {
  const language = useWords();
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = () => {
      if (paper.current) render(sheet(viewer, title, language), paper.current);
    };
    const after = () => {
      if (paper.current) render(null, paper.current);
    };
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, [viewer, title, language]);
  return <div class="paper" ref={paper} aria-hidden="true" />;
}

function sheet({ filter, recording }: Viewer, title: string, language: PageLanguage) {
  const { page, ladder } = language;
  const beside = recording.states.size > 0;
  const { rows } = pageRows(recording, filter, beside);
  const shown = rows.slice(0, MOST);
  const of = rows.length;
  const isCalls = recording.lanes.has('app') && recording.lanes.size === 1;
  return (
    <Words.Provider value={language}>
      <h1>{visibleText(title)}</h1>
      {isCalls && <p>{ladder.notWatched}</p>}
      <div class={`ladder ${beside ? 'with-states' : ''}`}>
        <LadderHead beside={beside} />
        {shown.map((row, at) => (
          <Fragment key={at}>
            <LadderRow
              row={row}
              top={undefined}
              of={of}
              recording={recording}
              beside={beside}
              isSelected={false}
              isMatch={false}
              isNamed={false}
            />
          </Fragment>
        ))}
      </div>
      {of > MOST && <p>{page.printed({ shown: grouped(MOST), of: grouped(of) })}</p>}
    </Words.Provider>
  );
}
