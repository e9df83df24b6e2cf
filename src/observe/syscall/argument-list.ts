import { quoteEnd } from './escaped.ts';

/** What stands between two brackets. */
export interface ArgumentList {
  /** As printed, without the blanks around. A list without an end may have an incomplete last one. */
  readonly items: readonly string[];
  /** Index of the bracket that ends the list; -1 when none does. */
  readonly end: number;
}

/**
 * Splits at the commas of the list that begins at `start`, up to its closing bracket: not at those within brackets, strings, comments, or
 * what -y and -yy write of a descriptor (`3</tmp/a,b>`, `4<UNIX-STREAM:[7,"/tmp/a>b"]>`). Takes time in proportion to the text.
 */
export function splitArguments(text: string, start: number): ArgumentList {
  const items: string[] = [];
  let from = start;
  let end = itemEnd(text, from);
  while (text.charAt(end) === ',') {
    items.push(text.slice(from, end).trim());
    from = end + 1;
    end = itemEnd(text, from);
  }
  const last = text.slice(from, end).trim();
  if (last !== '' || items.length > 0) items.push(last);
  return { items, end: end < text.length ? end : -1 };
}

/** The members of `{a=1, b={c=2}}` by name, as printed. What has no name (`inet_pton(...)`), or a name again, is left out. */
export function parseMembers(text: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  if (!text.startsWith('{')) return members;
  for (const item of splitArguments(text, 1).items) {
    const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(item) ?? [];
    if (name !== undefined && value !== undefined && !members.has(name)) members.set(name, value);
  }
  return members;
}

/** The members of `[a, b]`, as printed; none when it is no array. */
export function parseArray(text: string): readonly string[] {
  return text.startsWith('[') ? splitArguments(text, 1).items : [];
}

/** Index of the comma or the closing bracket behind the item that begins at `start`; the text's length when it has neither. */
function itemEnd(text: string, start: number): number {
  const marks = /[()[\]{},"</]/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [char] = mark;
    if (depth === 0 && ',)]}'.includes(char)) return mark.index;
    depth += DEPTH[char] ?? 0;
    marks.lastIndex = skip(text, mark.index) + 1;
  }
  return text.length;
}

const DEPTH: Readonly<Record<string, number>> = {
  '(': 1,
  '[': 1,
  '{': 1,
  ')': -1,
  ']': -1,
  '}': -1,
};

/** The last index of what begins at `at` and is to be taken as one: a string, a comment, a descriptor's note. */
function skip(text: string, at: number): number {
  const char = text.charAt(at);
  if (char === '"') return lastOf(quoteEnd(text, at), text);
  if (char === '/' && text.charAt(at + 1) === '*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 1;
  }
  if (char === '<')
    return beginsNote(text, at) ? lastOf(noteEnd(text, at), text) : skipShift(text, at);
  return at;
}

function lastOf(end: number, text: string): number {
  return end < 0 ? text.length : end;
}

/** `1<<2` in flags is no note. */
function skipShift(text: string, at: number): number {
  return text.charAt(at + 1) === '<' ? at + 1 : at;
}

/** A note follows a number or `AT_FDCWD` at once. */
function beginsNote(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at - 1)) && /[^<\s]/.test(text.charAt(at + 1));
}

/**
 * Index of the `>` that ends the note which begins at `start`; -1 when none does. In a path strace escapes `<`, `>` and `"`; in the
 * name of a Unix domain socket it quotes them; `->` stands between two addresses; a device has a note of its own within.
 */
export function noteEnd(text: string, start: number): number {
  const marks = /["\\<]|(?<!-)>/g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const [char] = mark;
    if (char === '"') marks.lastIndex = lastOf(quoteEnd(text, mark.index), text) + 1;
    else if (char === '\\') marks.lastIndex += 1;
    else depth += char === '<' ? 1 : -1;
    if (char === '>' && depth === 0) return mark.index;
  }
  return -1;
}
