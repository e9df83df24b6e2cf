import { consoleBlocks } from './console-blocks.ts';

/** What must be the same in a document and its translation, in its order. */
interface Shape {
  /** The level of each heading, 1 to 6. */
  readonly headings: readonly number[];
  /** What a reader is told to type: shell lines without their comments, commands without `--lang ko`. */
  readonly commands: readonly string[];
  /** The code in each row of each table. */
  readonly rows: readonly (readonly string[])[];
  /** The programs, without their comments. */
  readonly programs: readonly string[];
  /** Where links lead, but for those to the document in another language. */
  readonly links: readonly string[];
}

const FENCED = /^```.*\n[\s\S]*?^```$/gm;

export function shapeOf(markdown: string): Shape {
  const prose = markdown.replace(FENCED, '');
  return {
    headings: all(prose, /^(#{1,6}) /gm).map((signs) => signs.length),
    commands: [
      ...all(markdown, /^```sh\n([\s\S]*?)^```$/gm).flatMap(shellLines),
      ...consoleBlocks(markdown).map(({ kind, command }) => `${kind}: ${inNoLanguage(command)}`),
    ],
    rows: all(prose, /^\|(.*)\|$/gm).map((row) => all(row, /`([^`]+)`/g)),
    programs: all(markdown, /^```js\n([\s\S]*?)^```$/gm).map(withoutComments),
    links: all(prose, /\]\(([^)]+)\)/g).filter((link) => !/^README[.\w]*\.md$/.test(link)),
  };
}

/** What the pattern's first group holds, of every match. */
function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}

function shellLines(block: string): string[] {
  return block
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''));
}

function inNoLanguage(command: string): string {
  return command.replace(/ --lang \w+/, '');
}

function withoutComments(program: string): string {
  return program.replace(/\s*\/\/.*$/gm, '');
}
