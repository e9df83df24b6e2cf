/**
 * What may stand in a Mermaid diagram as it is: ASCII that none of its rules looks at, and letters of every language. Not `#` and `;`, which
 * are its escape and its line end; not `<`, `>`, `&` and backticks, by which it takes HTML and Markdown; not `%`, `{`, `}` and `@`, by which it
 * takes comments, directives and settings; not `$`, which begins a formula.
 */
const AS_IT_IS = /[\w ,.:+\-=/()[\]'"!?*~^|\\]/;

/** By these two signs Mermaid marks entities while it draws. */
const ITS_OWN_SIGNS = /[\ufb02\u00b6\u00b0\u00df]/;

/** Mermaid takes this at the beginning of a text for an order to wrap it. */
const ORDER = /wrap:/gi;

/** What no view shows as it is, and no entity makes visible. */
const INVISIBLE = /\p{C}|\p{Zl}|\p{Zp}/u;

/**
 * Text that `visible` has spelled as the text of a Mermaid diagram: what Mermaid would act on is an entity by the character's number,
 * `#35;`. Whatever the text is, it stays within its line and is nothing but text.
 */
export function mermaidText(text: string): string {
  let escaped = '';
  for (const character of text) {
    if (isHarmless(character)) escaped += character;
    else escaped += INVISIBLE.test(character) ? '\ufffd' : entity(character);
  }
  return escaped.replace(ORDER, (order) => `${order.slice(0, -1)}${entity(':')}`);
}

function isHarmless(character: string): boolean {
  if (character <= '\u007f') return AS_IT_IS.test(character);
  return !ITS_OWN_SIGNS.test(character) && !INVISIBLE.test(character);
}

function entity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};`;
}

/** Lines of a note, each escaped. */
export function mermaidLines(lines: readonly string[]): string {
  return lines.map(mermaidText).join('<br/>');
}
