import { importsOf, resolved, roomOf, type SourceFile, withoutWords } from './source.ts';

/** Which rooms a room may import: downwards only (CONTRIBUTING.md draws it). */
export type MayImport = Readonly<Record<string, readonly string[]>>;

/** Which files may use a package, by the beginnings of their paths. */
export type MayUse = Readonly<Record<string, readonly string[]>>;

/** A word of the language that only some files may say. */
export interface Reserved {
  readonly name: string;
  readonly pattern: RegExp;
  readonly only: readonly string[];
}

/** Each import of a file that goes through a wall: `tcp/x.ts -> ../view/y.ts: tcp may import only stream`. */
export function brokenWalls({ path, text }: SourceFile, mayImport: MayImport): string[] {
  const room = roomOf(path);
  const allowed = mayImport[room];
  if (allowed === undefined) return [`${short(path)}: ${room} is not in MAY_IMPORT`];
  return importsOf(text)
    .filter((target) => target.startsWith('.'))
    .filter((target) => ![room, ...allowed].includes(roomOf(resolved(path, target))))
    .map(
      (target) =>
        `${short(path)} -> ${target}: ${room} may import only ${allowed.join(', ') || 'itself'}`,
    );
}

/** Each package a file uses and may not: `tcp/x.ts -> chalk: only view/style.ts may`. */
export function strangers({ path, text }: SourceFile, mayUse: MayUse): string[] {
  return importsOf(text)
    .filter((target) => !target.startsWith('.'))
    .filter((target) => !(mayUse[target] ?? []).some((place) => short(path).startsWith(place)))
    .map((target) => {
      const places = mayUse[target];
      return `${short(path)} -> ${target}: ${places ? `only ${places.join(', ')} may` : 'not in MAY_USE'}`;
    });
}

/** Each reserved word a file says and may not: `tcp/x.ts:7: console, only bin/ may`. */
export function overheard({ path, text }: SourceFile, reserved: readonly Reserved[]): string[] {
  const lines = withoutWords(text).split('\n');
  return reserved
    .filter(({ only }) => !only.some((place) => short(path).startsWith(place)))
    .flatMap(({ name, pattern, only }) =>
      lines.flatMap((line, index) =>
        pattern.test(line)
          ? [`${short(path)}:${index + 1}: ${name}, only ${only.join(', ') || 'nobody'} may`]
          : [],
      ),
    );
}

const EXPORTED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|class|const|let|interface|type) (\w+)/;

/**
 * Each exported name without a docstring above it: `tcp/x.ts:7: makeX`. One that stands right below another export,
 * with no empty line between, shares its docstring: a table and its type. So do the overloads of a function.
 */
export function undocumented({ path, text }: SourceFile): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = EXPORTED.exec(line)?.[1];
    const above = lines[index - 1] ?? '';
    const told = /\*\/$/.test(above) || (above !== '' && !above.startsWith('import'));
    return name === undefined || told ? [] : [`${short(path)}:${index + 1}: ${name}`];
  });
}

/** Rooms that can be reached from themselves, one way or another. */
export function circular(mayImport: MayImport): string[] {
  const reach = (room: string, seen: Set<string>): Set<string> => {
    for (const next of mayImport[room] ?? []) {
      if (!seen.has(next)) reach(next, seen.add(next));
    }
    return seen;
  };
  return Object.keys(mayImport).filter((room) => reach(room, new Set()).has(room));
}

function short(path: string): string {
  return path.replace(/^src\//, '');
}
