import type { Language } from '../../text/text.ts';

/** What a page is told of itself, beside the trace. */
export interface Settings {
  readonly title: string;
  readonly language: Language;
  /** Where a run can be followed: the path of a WebSocket, with its token. */
  readonly live: string | undefined;
}

/** Reads the settings that stand in a page: our own words, and yet nothing is taken for what it is not. */
export function readSettings(json: string): Settings {
  const value: unknown = JSON.parse(json);
  const told = typeof value === 'object' && value !== null ? value : {};
  const text = (found: unknown) => (typeof found === 'string' ? found : undefined);
  return {
    title: ('title' in told ? text(told.title) : undefined) ?? '',
    language: 'language' in told && told.language === 'ko' ? 'ko' : 'en',
    live: 'live' in told ? text(told.live) : undefined,
  };
}
