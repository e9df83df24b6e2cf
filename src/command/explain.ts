import { Argument } from 'commander';
import { SocketsError } from '../error.ts';
import { findTerm, type Glossary, nearTerms, TERMS, type TermName } from '../text/terms.ts';
import { loadGlossary } from '../text/text.ts';
import { padEnd, width, wrap } from '../view/columns.ts';
import type { Style } from '../view/style.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { addCommonOptions } from './shared-options.ts';
import { styleOn } from './style-on.ts';

/** How wide prose is easy to read. */
const COMFORTABLE = 80;
/** Below this, a word of the list stands above its sentence. */
const NARROW = 60;

/** What an explanation is made from. */
interface Page {
  readonly context: Context;
  readonly glossary: Glossary;
  readonly style: Style;
  readonly columns: number;
}

/** `sockets explain [word]` */
export const defineExplain: Define = (command, context, perform) => {
  command.addArgument(new Argument('[word]', context.text.help.arguments.word));
  addCommonOptions(command, context.text).action((word: string | undefined) =>
    perform(async () => {
      const { terminal, text } = context;
      const glossary = await loadGlossary(text.language);
      const style = styleOn('output', context);
      const columns = Math.min(COMFORTABLE, terminal.columns() ?? COMFORTABLE);
      const page: Page = { context, glossary, style, columns };
      const lines = word === undefined ? everyWord(page) : explained(word, page);
      terminal.writeOutputNow(Buffer.from(`${lines.join('\n')}\n`));
      return 0;
    }),
  );
};

function explained(word: string, { context, glossary, style, columns }: Page): string[] {
  const term = findTerm(word);
  if (term === undefined) {
    const near = nearTerms(word);
    const suggestion = near.length > 0 ? { suggestion: near.join(', ') } : {};
    throw new SocketsError('usage', 'unknown-word', { word, ...suggestion });
  }
  const { brief, more } = glossary[term];
  const source = `${context.text.help.explainMore} ${TERMS[term].source}`;
  return [
    style.strong(term),
    ...wrap(`${brief} ${more}`, columns),
    ...wrap(source, columns).map(style.faint),
  ];
}

function everyWord({ context, glossary, style, columns }: Page): string[] {
  const terms = Object.keys(TERMS).filter(isTerm);
  const room = Math.max(...terms.map(width)) + 2;
  const { kinds } = context.text.help;
  return Object.entries(kinds)
    .flatMap(([kind, title]) => [
      style.strong(title),
      ...terms
        .filter((term) => TERMS[term].kind === kind)
        .flatMap((term) => {
          if (columns < NARROW) {
            return [...indented(term, 2, columns), ...indented(glossary[term].brief, 4, columns)];
          }
          const lines = wrap(glossary[term].brief, columns - room - 2);
          return lines.map((line, row) => `  ${padEnd(row === 0 ? term : '', room)}${line}`);
        }),
      '',
    ])
    .slice(0, -1);
}

function indented(text: string, indent: number, columns: number): string[] {
  return wrap(text, Math.max(1, columns - indent)).map((line) => ' '.repeat(indent) + line);
}

function isTerm(word: string): word is TermName {
  return word in TERMS;
}
