/** Whether line ends and tabs are spelled, or stay what they are. */
export type Newlines = 'shown' | 'kept';

/** Printable ASCII but for the backslash: text that needs no look at its single characters. */
const NOT_PLAIN = /[^ -[\]-~]/;

/**
 * What a terminal would act on, or show as nothing: controls, format and bidi characters, private and unassigned ones,
 * line separators, blank letters (Unicode's general categories C, Zl and Zp, and Default_Ignorable_Code_Point); and the backslash.
 * A variation selector only picks a glyph. Marks are matched too: they are harmless when they have a letter to stand on.
 *
 * One character a match: of a repeated class the engine keeps a way back for every character, and a long run overflows its stack.
 */
const SUSPECT =
  /(\r\n|(?!\p{Variation_Selector})[\\\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])|\p{M}/gu;

const SHORT_NAMES: Readonly<Record<Newlines, ReadonlyMap<string, string>>> = {
  shown: new Map([
    ['\n', '\\n'],
    ['\r', '\\r'],
    ['\r\n', '\\r\\n'],
    ['\t', '\\t'],
    ['\0', '\\0'],
    ['\\', '\\\\'],
  ]),
  // A line end may be CR LF. CR alone would let a peer overwrite the line it is on.
  kept: new Map([
    ['\n', '\n'],
    ['\r', '\\r'],
    ['\r\n', '\r\n'],
    ['\t', '\t'],
    ['\0', '\\0'],
    ['\\', '\\\\'],
  ]),
};

/** `\x1b`: an octet that is not text, or an ASCII control. */
export function octetName(octet: number): string {
  return `\\x${octet.toString(16).padStart(2, '0')}`;
}

function characterName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? octetName(code) : `\\u{${code.toString(16)}}`;
}

/** Whether the text is printable ASCII without a backslash: its own spelling. */
export function isPlain(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/**
 * Text with everything spelled out that would act on a terminal or not be seen; `visible` says how. `letterBefore` tells whether
 * a combining mark at its start has a letter to stand on, `letterLast` the same for what may follow the text.
 */
export function spell(
  text: string,
  newlines: Newlines,
  letterBefore: boolean,
): { shown: string; letterLast: boolean } {
  if (isPlain(text)) return { shown: text, letterLast: letterBefore || text !== '' };
  const names = SHORT_NAMES[newlines];
  let spelledTo = letterBefore ? -1 : 0;
  const shown = text.replace(SUSPECT, (match: string, risky: string | undefined, at: number) => {
    if (risky === undefined && at !== spelledTo) return match;
    spelledTo = at + match.length;
    return names.get(match) ?? characterName(match);
  });
  return { shown, letterLast: spelledTo !== text.length };
}
