import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { PAGE_LANGUAGES, type PageLanguage } from '../model/languages.ts';

/** The language the page is read in. */
export const Words = createContext<PageLanguage>(PAGE_LANGUAGES.en);

/** What the page says, in that language. */
export function useWords(): PageLanguage {
  return useContext(Words);
}
