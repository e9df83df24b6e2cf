// A JSON Schema is read by many engines: no flags, no `\d`, `\w` or `\p`, which mean more in some than in others, and no `$`, behind which
// Python's lets a line end stand.

/** A regular expression for the whole of a string, in the words that ECMA-262 and Python have in common. */
export function entirely(pattern: string): string {
  return `^(?:${pattern})(?![\\s\\S])`;
}
