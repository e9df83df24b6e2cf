import type { Rung } from '../../ladder/rung.ts';
import type { PageLanguage } from './languages.ts';
import { type PageRows, type StepRow, stepAt } from './rows.ts';
import { endText, rungText } from './rung-text.ts';

/** Octets of a payload that are searched. */
const SEARCHED = 256;

/** What each rung says, by language: made once, for every letter that is typed asks for all of them. */
const said = new Map<string, WeakMap<Rung, string>>();

/** The steps that say something, whatever its capitals: kind, sentence, octets, sockets, addresses, states. */
export function matchesOf(rows: PageRows, wanted: string, language: PageLanguage): number[] {
  const query = wanted.toLowerCase();
  const matches: number[] = [];
  for (let step = 0; step < rows.steps.length; step += 1) {
    const row = stepAt(rows, step);
    if (row && isMatch(row, query, language)) matches.push(step);
  }
  return matches;
}

function isMatch({ rung, entered }: StepRow, query: string, language: PageLanguage): boolean {
  const states = [entered.left, entered.right].map((event) => event?.state.toLowerCase() ?? '');
  return [...states, saidBy(rung, language)].some((text) => text.includes(query));
}

function saidBy(rung: Rung, language: PageLanguage): string {
  const known = said.get(language.language) ?? new WeakMap<Rung, string>();
  said.set(language.language, known);
  const found = known.get(rung);
  if (found !== undefined) return found;
  const { name, facts, octets } = rungText(rung, language, SEARCHED);
  const { left, right } = rung.ends;
  const all = [rung.event.type, name, facts, octets, endText(left), endText(right)];
  const text = all.join('\n').toLowerCase();
  known.set(rung, text);
  return text;
}
