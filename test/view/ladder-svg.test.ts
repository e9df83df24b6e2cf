import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { ladderSvg } from '../../src/view/ladder-svg.ts';
import { SVG_COLORS } from '../../src/view/svg-style.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { conversationOf, INJECTIONS } from './injections.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

const drawn = (events: readonly SocketEvent[], steps?: number) =>
  ladderSvg(events, texts.en, steps === undefined ? {} : { steps });

/** The texts of a picture, in the order in which they are drawn. */
function textsOf(svg: string): string[] {
  const pieces = [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, inner = '']) => inner);
  return pieces.map((inner) => inner.replace(/<[^>]*>/g, ''));
}

const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;

describe.each(RECORDED)('%s', (name) => {
  test.each(LANGUAGES)('%s: is drawn as in its golden file', async (language) => {
    const svg = ladderSvg(await recorded(name), texts[language]);

    await expect(svg).toMatchFileSnapshot(`../golden/ladder-svg/${name}-${language}.svg`);
  });
});

test('a state stands beside its rail at the height of the step it was entered with', async () => {
  const svg = drawn(await recorded('echo-close'));
  const [, fin] = /y="(\d+)"[^>]*><tspan[^>]*>FIN,ACK/.exec(svg) ?? [];
  const [, state] = /y="(\d+)"[^>]*><tspan class="state">CLOSE-WAIT/.exec(svg) ?? [];

  // The words of an arrow stand above it, the state beside it.
  expect(Number(state) - Number(fin)).toBe(11);
});

test('a packet that was lost and one that is sent again are red, and the lost one ends on its way', async () => {
  const svg = drawn(await recorded('retransmission'));

  expect(count(svg, /<path class="l-bad"/g)).toBe(3);
  expect(count(svg, /<tspan class="bad name">PSH,ACK<\/tspan>/g)).toBe(2);
  expect(textsOf(svg).join('\n')).toMatch(/dropped by the lab.*\n(.*\n)*.*retransmission after/);
});

test('a pause is said, and is no longer in the picture the longer it lasts', async () => {
  const events = await recorded('retransmission');
  const again = events.findIndex((event) => 'judged' in event);
  const slower = events.map((event, at) =>
    at < again ? event : { ...event, time: event.time + 3e9 },
  );
  const height = (svg: string) => /height="(\d+)"/.exec(svg)?.[1];

  expect(textsOf(drawn(events))).toContain('+211 ms');
  expect(textsOf(drawn(slower))).toContain('+50 min 0 s');
  expect(height(drawn(slower))).toBe(height(drawn(events)));
});

test('without packets no arrow goes from rail to rail, and a sentence says why', async () => {
  const events = (await recorded('echo-close')).filter(({ source }) => source === 'app');
  const svg = drawn(events);

  expect(count(svg, /<path class="l-one dots"/g)).toBe(4);
  expect(count(svg, /<path class="one"/g)).toBe(0);
  expect(textsOf(svg)[0]).toContain('Where packets were not watched');
});

test('where conversations go on side by side, each rung names its sockets and has their colour', async () => {
  const svg = drawn(await recorded('two-clients'));

  expect(count(svg, /<tspan class="one">C1</g)).toBeGreaterThan(10);
  expect(count(svg, /<tspan class="two">C2</g)).toBeGreaterThan(10);
});

test('has a name and a description for who does not see it', async () => {
  const svg = drawn(await recorded('udp-loss'));

  expect(svg).toContain('role="img"');
  expect(svg).toContain('<title>Ladder diagram</title>');
  expect(svg).toMatch(
    /<desc>U2 127.0.0.1:52344 – U1 127.0.0.1:9000. \d+ steps in \d+ ms, \d+ packets seen on the way, 2 of them lost<\/desc>/,
  );
});

test('of 100,000 events 1,000 steps are drawn, and the last line says how many more there are', () => {
  const { time } = EXAMPLES.send;
  const events = Array.from({ length: 100_000 }, (_, at) => ({
    ...EXAMPLES.send,
    time: time + at,
  }));
  const svg = drawn(events);

  expect(textsOf(svg).at(-1)).toBe('… and 99,000 more steps');
  expect(svg.length).toBeLessThan(1_000_000);
});

test('a recording of nothing is a picture that says so', () => {
  expect(textsOf(drawn([]))).toEqual(['Nothing happened in this recording.']);
});

describe('colours', () => {
  // WCAG 2.2, relative luminance and contrast ratio.
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\da-f]{2}/g) ?? [])
      .map((part) => Number.parseInt(part, 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };

  test.each(['light', 'dark'] as const)(
    'in the %s theme text can be read by everybody',
    (theme) => {
      const { paper, rail, ...inks } = SVG_COLORS[theme];

      for (const ink of Object.values(inks)) expect(contrast(ink, paper)).toBeGreaterThan(4.5);
      expect(contrast(rail, paper)).toBeGreaterThan(3);
    },
  );
});

/** The elements and attributes a picture consists of. */
const MARKUP =
  /<\/?(?:svg|title|desc|style|rect|path|circle|text|tspan)(?: (?:xmlns|class|role|lang|width|height|viewBox|xml:space|d|x|y|cx|cy|r|rx|textLength)="[^"<&]*")*\/?>/g;

/** What is left when markup, entities and the style sheet are taken out has nothing that XML would act on, or may not have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const STRANGE = /[<&\u0000-\u0008\u000b-\u001f\ufffe\uffff\p{Cs}]/u;

function rest(svg: string): string {
  return svg.replace(MARKUP, '').replace(/&(?:amp|lt|gt|quot|apos);/g, '');
}

test.each(INJECTIONS)('attempt %# stays text', (words) => {
  expect(rest(drawn(conversationOf(words)))).not.toMatch(STRANGE);
});

test('whatever happened, nothing from outside is markup', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 20 }),
      fc.constantFrom(...LANGUAGES),
      (events, language) => {
        expect(rest(ladderSvg(events, texts[language]))).not.toMatch(STRANGE);
      },
    ),
    { numRuns: 100 },
  );
});
