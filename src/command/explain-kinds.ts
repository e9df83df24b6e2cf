import type { EventType } from '../event/event.ts';
import { loadGlossary } from '../text/text.ts';
import type { Context } from './context.ts';

/** Gives the sentence beneath the first step of each kind. */
export type ExplainKind = (type: EventType) => string;

/** Loads those sentences in the user's language. */
export async function explainKinds({ text }: Context): Promise<ExplainKind> {
  const glossary = await loadGlossary(text.language);
  return (type) => glossary[type].brief;
}
