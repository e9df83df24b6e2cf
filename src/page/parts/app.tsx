import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useKeys } from '../hooks/use-keys.ts';
import { usePlayer } from '../hooks/use-player.ts';
import { useSearch } from '../hooks/use-search.ts';
import { useSize } from '../hooks/use-size.ts';
import { useTrace } from '../hooks/use-trace.ts';
import { useViewer } from '../hooks/use-viewer.ts';
import { Words } from '../hooks/use-words.ts';
import type { Settings } from '../model/embedded.ts';
import { PAGE_LANGUAGES } from '../model/languages.ts';
import type { Source } from '../source.ts';
import { Detail } from './detail.tsx';
import { Ladder } from './ladder.tsx';
import { Notices } from './notices.tsx';
import { OnPaper } from './on-paper.tsx';
import { Toolbar } from './toolbar.tsx';
import { TopBar } from './top-bar.tsx';

/** From this width on the ladder has columns for the states beside its rails, CSS pixels. */
const WITH_STATES = 560;

/** The whole page, in the language that is chosen. */
export function App({ settings, source }: { settings: Settings; source: Source }) {
  const [language, setLanguage] = useState(settings.language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Words.Provider value={PAGE_LANGUAGES[language]}>
      <Page settings={settings} source={source} setLanguage={setLanguage} />
    </Words.Provider>
  );
}

interface PageProps {
  readonly settings: Settings;
  readonly source: Source;
  readonly setLanguage: (language: Settings['language']) => void;
}

function Page({ settings, source, setLanguage }: PageProps) {
  const trace = useTrace(source);
  const { recording } = trace;
  const list = useRef<HTMLDivElement>(null);
  const size = useSize(list);
  const hasStates = useMemo(() => recording.states.size > 0, [recording]);
  const beside = hasStates && size.width >= WITH_STATES;
  const viewer = useViewer(recording, beside, source.kind === 'live');
  const player = usePlayer(viewer);
  const search = useSearch(viewer);
  const field = useRef<HTMLInputElement>(null);
  const { step = 0, select, rows } = viewer;
  const [back, forward] = [() => select(step - 1), () => select(step + 1)];
  useKeys({
    ...{ ArrowLeft: back, k: back, ArrowRight: forward, j: forward },
    ...{ Home: () => select(0), End: () => select(rows.steps.length - 1) },
    ...{ ' ': player.toggle, '/': () => field.current?.focus() },
  });
  // The keys work from the first moment on.
  useEffect(() => list.current?.focus({ preventScroll: true }), []);
  return (
    <div class="page">
      <TopBar title={settings.title} progress={trace.progress} setLanguage={setLanguage} />
      <Toolbar viewer={viewer} player={player} search={search} field={field} />
      <Notices trace={trace} viewer={viewer} />
      <main class="main">
        <Ladder viewer={viewer} list={list} size={size} beside={beside} search={search} />
        <Detail viewer={viewer} isPlaying={player.isPlaying} />
      </main>
      <OnPaper viewer={viewer} title={settings.title} />
    </div>
  );
}
