/** A line typed at a running command: text for the peer, or a command for us. */
export type ConsoleLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'command'; readonly name: string; readonly rest: string };

/** Reads a line: `/name rest` is a command, `//…` text that begins with a slash, all else text. */
export function readSlashLine(line: string): ConsoleLine {
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  return { kind: 'command', name: name.toLowerCase(), rest };
}

/** The first word of `rest`, and what follows it. */
export function firstWord(rest: string): readonly [word: string, rest: string] {
  const [, word = '', more = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
  return [word, more];
}
