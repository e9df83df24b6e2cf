/** The colours of a picture in light and in dark. Text has a contrast of 4.5 : 1 to the paper at least (WCAG 2.2 §1.4.3), lines 3 : 1. */
export const SVG_COLORS = {
  light: {
    paper: '#ffffff',
    ink: '#1f2328',
    soft: '#59636e',
    rail: '#818b98',
    bad: '#b3141d',
    state: '#6e2fb8',
    call: '#7a4a00',
    one: '#0550ae',
    two: '#116329',
    three: '#953800',
    four: '#1b6b72',
  },
  dark: {
    paper: '#0d1117',
    ink: '#e6edf3',
    soft: '#9aa4af',
    rail: '#6e7681',
    bad: '#ff7b72',
    state: '#d2a8ff',
    call: '#e3b341',
    one: '#79c0ff',
    two: '#7ee787',
    three: '#ffa657',
    four: '#76d9e6',
  },
} as const;

/** A colour of the picture, by what has it. */
export type SvgColor = keyof (typeof SVG_COLORS)['light'];

/** Conversations have these colours in turn. */
const CONVERSATIONS = ['one', 'two', 'three', 'four'] as const;

/** The colour of a conversation, and of a socket that has none. */
export function conversationColor(conversation: number | undefined): SvgColor {
  const place = conversation === undefined ? undefined : (conversation - 1) % CONVERSATIONS.length;
  return place === undefined ? 'soft' : (CONVERSATIONS[place] ?? 'soft');
}

/** The class of the picture: its rules hold for nothing else, also where it is part of a page. */
export const SVG_CLASS = 'sockets-ladder';
/** px. A character of a monospace font is some 0.6 of its size wide; every text is told how wide it is to be. */
export const FONT_SIZE = 13;
export const ADVANCE = 7.8;

const FONT = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace';

/** The style sheet of the picture: nothing in it is from outside, and what knows no dark theme shows the light one. */
export function styleSheet(): string {
  return [
    rule('text', `font:${FONT_SIZE}px ${FONT};white-space:pre`),
    rule('.name', 'font-weight:600'),
    rule('path', 'stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round'),
    rule('.dots', 'stroke-dasharray:2 4'),
    ...colorRules(SVG_COLORS.light),
    `@media (prefers-color-scheme:dark){`,
    ...colorRules(SVG_COLORS.dark),
    '}',
  ].join('\n');
}

/** `ink` fills, `l-ink` is a line. */
function colorRules(colors: Readonly<Record<SvgColor, string>>): string[] {
  return Object.entries(colors).flatMap(([name, color]) => [
    rule(`.${name}`, `fill:${color}`),
    rule(`.l-${name}`, `fill:none;stroke:${color}`),
  ]);
}

function rule(selector: string, declarations: string): string {
  return `.${SVG_CLASS} ${selector}{${declarations}}`;
}
