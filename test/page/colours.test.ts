import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../../src/page/styles/', import.meta.url);
const base = readFileSync(new URL('base.css', FOLDER), 'utf8');

/** The colours of a theme by their names: those of the light one hold in the dark one, too, unless it has its own. */
function coloursOf(css: string): Map<string, string> {
  const found = css.matchAll(/--([\w-]+): (#[\da-f]{6});/g);
  return new Map(Array.from(found, ([, name = '', colour = '']) => [name, colour]));
}

const [, light = '', dark = ''] = /:root \{([^}]*)\}[\s\S]*?:root \{([^}]*)\}/.exec(base) ?? [];
const THEMES = {
  light: coloursOf(light),
  dark: new Map([...coloursOf(light), ...coloursOf(dark)]),
} as const;

/** The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const INKS = [
  ...['ink', 'soft', 'bad', 'good', 'app', 'syscall', 'kernel', 'wire'],
  ...[0, 1, 2, 3, 4, 5].map((socket) => `socket-${socket}`),
];
const GROUNDS = ['ground', 'panel', 'raised', 'chosen', 'hover', 'found'];

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const theme = THEMES[name];
  const colour = (of: string) => theme.get(of) ?? '';

  test('can be read on every ground (WCAG AA: 4.5)', () => {
    const pairs = INKS.flatMap((ink) => GROUNDS.map((ground) => ({ ink, ground })));
    const faint = pairs.filter(({ ink, ground }) => contrast(colour(ink), colour(ground)) < 4.5);

    expect(faint).toEqual([]);
    expect(contrast(colour('lit-ink'), colour('lit'))).toBeGreaterThan(4.5);
  });

  test('shows what has the focus, and the rails (WCAG AA: 3 and, for what only guides, 2)', () => {
    expect(contrast(colour('focus'), colour('ground'))).toBeGreaterThan(3);
    expect(contrast(colour('focus'), colour('panel'))).toBeGreaterThan(3);
    expect(contrast(colour('rail'), colour('ground'))).toBeGreaterThan(2);
  });
});

test('every colour has a name in both themes, and is said nowhere else', () => {
  expect(coloursOf(dark).size).toBe(coloursOf(light).size);
  for (const file of readdirSync(FOLDER)) {
    if (file === 'base.css' || file === 'print.css') continue;
    expect(readFileSync(new URL(file, FOLDER), 'utf8')).not.toMatch(/#[\da-f]{3,8}\b/i);
  }
});
