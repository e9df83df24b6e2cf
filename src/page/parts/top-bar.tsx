import { LANGUAGES, type Language } from '../../text/text.ts';
import { visibleText } from '../../view/visible.ts';
import { useWords } from '../hooks/use-words.ts';
import type { Progress } from '../source.ts';

/** Each in its own: who cannot read one finds the other. */
const NAMES = { en: 'English', ko: '한국어' } as const satisfies Readonly<Record<Language, string>>;

interface TopBarProps {
  readonly title: string;
  readonly progress: Progress;
  readonly setLanguage: (language: Language) => void;
}

/** What is shown, how it is with the run, and the switch of the language. */
export function TopBar({ title, progress, setLanguage }: TopBarProps) {
  const { language, page } = useWords();
  return (
    <header class="top">
      <h1>{visibleText(title)}</h1>
      <RunState progress={progress} />
      <fieldset class="languages">
        <legend class="unseen">{page.language}</legend>
        {LANGUAGES.map((one) => (
          <label key={one} lang={one} class="choice">
            <input
              type="radio"
              name="language"
              checked={one === language}
              onChange={() => setLanguage(one)}
            />
            <span>{NAMES[one]}</span>
          </label>
        ))}
      </fieldset>
    </header>
  );
}

/** Of a run that is followed: whether it goes on. */
function RunState({ progress }: { progress: Progress }) {
  const { page } = useWords();
  const said = progress === 'reading' || progress === 'complete' ? '' : page[progress];
  return (
    <p class={`run ${progress}`} role="status">
      {said}
    </p>
  );
}
