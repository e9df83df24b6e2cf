import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { ladderSvg } from '../../src/view/ladder-svg.ts';
import { SVG_COLORS } from '../../src/view/svg-style.ts';
import { CHROMIUM, QuietPage, startBrowser } from '../support/browser.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { testNeeding } from '../support/tools.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { conversationOf, INJECTIONS } from '../view/injections.ts';

// A browser starts slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NEEDS = [CHROMIUM];
const SCHEMES = ['light', 'dark'] as const;
const texts = { en: await loadText('en'), ko: await loadText('ko') };

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser?.close());

async function open(scheme: (typeof SCHEMES)[number] = 'light'): Promise<QuietPage> {
  if (!browser) throw new Error('no browser');
  return await QuietPage.open(browser, scheme);
}

function drawn(events: readonly SocketEvent[], language: Language = 'en'): string {
  return ladderSvg(events, texts[language]);
}

/** Shows a picture as an image, and tells of what it is and the color of its paper. In the page. */
const AS_IMAGE = `async (svg) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const [red, green, blue] = context.getImageData(20, 3, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0'));
  return { width: image.naturalWidth, paper: '#' + hex.join('') };
}`;

/** Where the texts of a picture overlap, or cross a rail, or leave the picture. In the page. */
const MISPLACED = `(svg) => {
  const document_ = new DOMParser().parseFromString(svg, 'image/svg+xml');
  if (document_.querySelector('parsererror')) return ['not well-formed'];
  document.body.replaceChildren(document.adoptNode(document_.documentElement));
  const root = document.querySelector('svg');
  const boxOf = (one) => ({ ...box(one.getBBox()), text: one.textContent });
  const box = ({ x, y, width, height }) =>
    ({ left: x, right: x + width, top: y, bottom: y + height });
  const texts = [...root.querySelectorAll('text')].map(boxOf);
  const names = [...root.querySelectorAll('rect:not(.paper)')].map(boxOf);
  const d = [...root.querySelectorAll('path.l-rail')].map((path) => path.getAttribute('d')).join('');
  const rails = [...d.matchAll(/M([\\d.]+) ([\\d.]+)V([\\d.]+)/g)].map(([, x, top, bottom]) =>
    ({ left: +x, right: +x, top: +top, bottom: +bottom }));
  const meet = (one, other) =>
    one.left < other.right - 0.5 && other.left < one.right - 0.5 &&
    one.top < other.bottom - 4 && other.top < one.bottom - 4;
  const crosses = (text, rail) =>
    text.left < rail.left - 0.5 && rail.left + 0.5 < text.right &&
    text.top < rail.bottom - 4 && rail.top < text.bottom - 4;
  const inside = (text) => names.some((name) =>
    name.left <= text.left && text.right <= name.right && name.top <= text.top && text.bottom <= name.bottom);
  const wrong = [];
  texts.forEach((text, at) => {
    if (text.left < 8 || text.right > root.viewBox.baseVal.width - 8) wrong.push('outside: ' + text.text);
    if (rails.some((rail) => crosses(text, rail)) && !inside(text)) wrong.push('on a rail: ' + text.text);
    for (const other of texts.slice(at + 1, at + 40)) {
      if (meet(text, other)) wrong.push(text.text + ' on ' + other.text);
    }
  });
  return texts.length === 0 ? ['no text'] : wrong;
}`;

describe.each(RECORDED)('the picture of %s', (name) => {
  testNeeding(NEEDS, 'is an image on its own paper, in light and in dark', async () => {
    const svg = drawn(await recorded(name));
    for (const scheme of SCHEMES) {
      const { page, troubles } = await open(scheme);
      const image = await page.evaluate(`(${AS_IMAGE})(${JSON.stringify(svg)})`);
      expect(image).toMatchObject({ paper: SVG_COLORS[scheme].paper });
      // The picture itself, and nothing that it asks for.
      expect(troubles.filter((trouble) => !trouble.startsWith('request: blob:'))).toEqual([]);
      await page.context().close();
    }
  });

  testNeeding(NEEDS, 'has no text on another, on a rail, or beyond its edge', async () => {
    const { page, troubles } = await open();
    for (const language of LANGUAGES) {
      const svg = drawn(await recorded(name), language);
      expect(await page.evaluate(`(${MISPLACED})(${JSON.stringify(svg)})`)).toEqual([]);
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

testNeeding(NEEDS, 'as a document of its own, it runs and asks for nothing', async () => {
  for (const words of INJECTIONS) {
    const quiet = await open();
    const address = `data:image/svg+xml;base64,${Buffer.from(drawn(conversationOf(words))).toString('base64')}`;
    await quiet.page.goto(address);
    const found = await quiet.page.evaluate(`({
      owned: typeof owned,
      kinds: [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))].sort(),
      handlers: [...document.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({ name }) => /^on|href$/.test(name))).length,
    })`);
    expect(found).toMatchObject({ owned: 'undefined', handlers: 0 });
    expect(found).toHaveProperty('kinds', [
      ...['circle', 'desc', 'path', 'rect', 'style', 'svg', 'text', 'title', 'tspan'],
    ]);
    expect(quiet.troubles.filter((trouble) => trouble !== `request: ${address}`)).toEqual([]);
    await quiet.page.context().close();
  }
});

testNeeding(NEEDS, 'what was sent is read again as it was', async () => {
  const { page } = await open();
  const words = 'a  <b> &amp; ]]> "c" 한글';
  const svg = drawn(conversationOf(words));
  const shown = await page.evaluate(
    `[...new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').querySelectorAll('text')].map(({ textContent }) => textContent)`,
  );
  expect(shown).toContain(`send ${Buffer.byteLength(words)} B "a  <b> &amp; ]]> \\"c\\" 한글"`);
  await page.context().close();
});

testNeeding(
  NEEDS,
  'whatever happened, it is well-formed and every text has its place',
  async () => {
    const { page, troubles } = await open();
    const lists = fc.array(
      fc.oneof(
        anyEvent.map((event) => [event]),
        fc.constantFrom(...INJECTIONS).map(conversationOf),
      ),
      { minLength: 1, maxLength: 15 },
    );
    await fc.assert(
      fc.asyncProperty(lists, fc.constantFrom(...LANGUAGES), async (events, language) => {
        const svg = drawn(events.flat(), language);
        expect(await page.evaluate(`(${MISPLACED})(${JSON.stringify(svg)})`)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(troubles).toEqual([]);
    await page.context().close();
  },
);
