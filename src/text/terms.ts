import { distance } from 'fastest-levenshtein';
import { ALIASES } from './aliases.ts';
import { TERMS, type TermKind, type TermName } from './term-list.ts';

export { TERMS, type TermKind, type TermName } from './term-list.ts';

/** A term in one language: together `brief` and `more` are one short paragraph. */
export interface Explanation {
  /** One sentence that can stand alone under a line of the trace. */
  readonly brief: string;
  /** One to three sentences: what causes it, what to look at, what to try. */
  readonly more: string;
}

/** The terms of one kind, explained. */
export type GlossaryOf<Kind extends TermKind> = Readonly<
  Record<
    { [Name in TermName]: (typeof TERMS)[Name]['kind'] extends Kind ? Name : never }[TermName],
    Explanation
  >
>;

/** Every term, explained in one language. */
export type Glossary = GlossaryOf<TermKind>;

/** One wrong letter in three is a slip; more is another word. */
const LETTERS_PER_SLIP = 3;
const MOST_SUGGESTIONS = 3;

const SPELLINGS = spellings();

/** The term a person means: case, `_`, `-` and spaces do not matter, nor does `()` or `(2)` behind a call. */
export function findTerm(word: string): TermName | undefined {
  const call = word.trim().replace(/\(.*\)$/s, '');
  // `LISTEN` is the state and `listen` the step: where only capitals differ, they decide.
  if (isTerm(call)) return call;
  const key = keyOf(call);
  return SPELLINGS.get(key) ?? (/^[lscu]\d+$/.test(key) ? 'socket-label' : undefined);
}

/** The terms spelt most like a word, at most 3, the closest first; none for what is no slip of any. */
export function nearTerms(word: string): readonly TermName[] {
  const key = keyOf(word);
  const near = [...SPELLINGS].flatMap(([spelling, term]) => {
    const slips = slipsBetween(key, spelling);
    return slips === undefined ? [] : [{ term, slips }];
  });
  const closest = near.sort((one, other) => one.slips - other.slips).map(({ term }) => term);
  return [...new Set(closest)].slice(0, MOST_SUGGESTIONS);
}

function isTerm(word: string): word is TermName {
  return Object.hasOwn(TERMS, word);
}

/** A word without what does not matter. Decomposed, so that one wrong letter of a Hangul syllable is one slip. */
function keyOf(word: string): string {
  return word
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** Of two terms that differ only by capitals, the first keeps the spelling: the step before the state. */
function spellings(): ReadonlyMap<string, TermName> {
  const aliases: Readonly<Record<string, TermName>> = ALIASES;
  const found = new Map<string, TermName>();
  for (const term of Object.keys(TERMS).filter(isTerm)) {
    if (!found.has(keyOf(term))) found.set(keyOf(term), term);
  }
  for (const [alias, term] of Object.entries(aliases)) found.set(keyOf(alias), term);
  return found;
}

/** How many letters are wrong, `undefined` for too many. The beginning of a word is as good as one slip. */
function slipsBetween(key: string, spelling: string): number | undefined {
  if (key.length >= LETTERS_PER_SLIP && spelling.startsWith(key)) return 1;
  const slips = distance(key, spelling);
  return slips <= Math.max(key.length, spelling.length) / LETTERS_PER_SLIP ? slips : undefined;
}
