import type { EventType } from '../../event/event.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import { bits as bitsEn } from '../../text/en/bits-ws.ts';
import { states as statesEn } from '../../text/en/glossary-states.ts';
import { steps as glossaryEn } from '../../text/en/glossary-steps.ts';
import { ladder as ladderEn } from '../../text/en/ladder.ts';
import { steps as stepsEn } from '../../text/en/steps.ts';
import { segment as segmentEn } from '../../text/en/steps-wire.ts';
import { tracePage as pageEn } from '../../text/en/trace-page.ts';
import { bits as bitsKo } from '../../text/ko/bits-ws.ts';
import { states as statesKo } from '../../text/ko/glossary-states.ts';
import { steps as glossaryKo } from '../../text/ko/glossary-steps.ts';
import { ladder as ladderKo } from '../../text/ko/ladder.ts';
import { steps as stepsKo } from '../../text/ko/steps.ts';
import { segment as segmentKo } from '../../text/ko/steps-wire.ts';
import { tracePage as pageKo } from '../../text/ko/trace-page.ts';
import type { Explanation } from '../../text/terms.ts';
import type { Language, Text } from '../../text/text.ts';

/** As much of a language as the page says. */
export interface PageLanguage
  extends Pick<Text, 'language' | 'steps' | 'segment' | 'ladder' | 'bits'> {
  readonly page: Text['tracePage'];
  /** What each kind of step means, and each state. */
  readonly glossary: Readonly<Record<EventType | TcpState, Explanation>>;
}

/** Both of them: a reader switches without asking anybody. */
export const PAGE_LANGUAGES: Readonly<Record<Language, PageLanguage>> = {
  en: {
    ...{ language: 'en', steps: stepsEn, segment: segmentEn, ladder: ladderEn, bits: bitsEn },
    ...{ page: pageEn, glossary: { ...glossaryEn, ...statesEn } },
  },
  ko: {
    ...{ language: 'ko', steps: stepsKo, segment: segmentKo, ladder: ladderKo, bits: bitsKo },
    ...{ page: pageKo, glossary: { ...glossaryKo, ...statesKo } },
  },
};
