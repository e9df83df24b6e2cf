import { grouped } from '../../text/quantity.ts';
import type { TraceState } from '../hooks/use-trace.ts';
import type { Viewer } from '../hooks/use-viewer.ts';
import { useWords } from '../hooks/use-words.ts';
import { MOST_EVENTS } from '../model/incoming.ts';
import type { PageLanguage } from '../model/languages.ts';

interface NoticesProps {
  readonly trace: TraceState;
  readonly viewer: Viewer;
}

/** What a reader has to know of what is not here. */
export function Notices({ trace, viewer }: NoticesProps) {
  const language = useWords();
  const notices = noticesOf(trace, viewer, language);
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
    </div>
  );
}

function noticesOf(trace: TraceState, { rows }: Viewer, { page, ladder }: PageLanguage): string[] {
  const { progress, recording, events, newer, skipped, isFull, bad } = trace;
  const isReading = progress === 'reading';
  const isEmpty = recording.rungs.length === 0;
  // A capture may have seen nothing: then nobody can say that packets were not watched.
  const calls = recording.lanes.has('app') && recording.lanes.size === 1;
  const said: readonly (readonly [boolean, string])[] = [
    [isReading, page.reading(grouped(events))],
    [bad !== undefined, bad ? page.badLine({ line: grouped(bad.line), problem: bad.problem }) : ''],
    [newer > 0, page.newer(grouped(newer))],
    [skipped > 0, page.skipped(grouped(skipped))],
    [isFull, page.tooMany(grouped(MOST_EVENTS))],
    [!isReading && isEmpty && !bad, page.noEvents],
    [!isEmpty && rows.steps.length === 0, page.noRows],
    [!isReading && calls, ladder.notWatched],
  ];
  return said.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
}
