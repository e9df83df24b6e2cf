import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the program by its path from the project's folder: `src/tcp/listen.ts`, `bin/sockets.ts`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of `src` and `bin`. */
export function sourceFiles(): SourceFile[] {
  return ['bin', 'src'].flatMap((folder) => {
    const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => /\.tsx?$/.test(name)).toSorted();
    return files.map((name) => {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      return { path, text: readFileSync(join(ROOT, path), 'utf8') };
    });
  });
}

const FROM =
  /^(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?\s*|\{[^}]*\}\s*)?from\s+'([^']+)'/gm;
const FOR_ITS_EFFECT = /^import\s+'([^']+)'/gm;
const LATER = /\b(?:import|require)\(\s*'([^']+)'/g;

/** What a file imports or re-exports, types too, as it is written: `./frame.ts`, `node:net`, `chalk`. */
export function importsOf(text: string): string[] {
  const code = withoutComments(text);
  return [FROM, FOR_ITS_EFFECT, LATER].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, target = '']) => target),
  );
}

/** Where a relative import leads: `../event/event.ts` in `src/tcp/x.ts` is `src/event/event.ts`. */
export function resolved(path: string, target: string): string {
  return posix.join(dirname(path), target);
}

/** The folder of `src` a file lies in, whatever lies between: `view`; a file of `src` itself is a room of its own. */
export function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'src' ? room : top;
}

const COMMENT_OR_STRING =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The code with its strings, and blanks where its comments were. */
export function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('/') ? blank(found) : found));
}

/** The code alone: blanks where its comments and its quoted strings were. */
export function withoutWords(text: string): string {
  return text.replace(COMMENT_OR_STRING, (found) => (found.startsWith('`') ? found : blank(found)));
}

/** As many lines as before, so that a place in it is the same place. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
