import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { type PageData, pageChunks, pageHtml } from '../../src/view/page-html.ts';
import { INJECTIONS } from './injections.ts';

const bundle = { script: 'page("</scr" + "ipt>")', style: 'p { margin: 0 }' };
const text = await loadText('en');
const LINES = Array.from({ length: 60_000 }, (_none, at) => `{"line":${at},"a":"${at % 97}"}\n`);

function pageOf(data: PageData, title = 'class.jsonl'): string {
  return pageHtml({ title, text, bundle, data });
}

/** What stands in an element of the page. */
function inside(html: string, id: string): string {
  return new RegExp(`id="${id}">([^<]*)</script>`).exec(html)?.[1] ?? '';
}

function traceIn(html: string): string {
  return inflateRawSync(Buffer.from(inside(html, 'trace'), 'base64')).toString();
}

async function chunked(pieces: readonly (string | Uint8Array)[]): Promise<string> {
  async function* lines() {
    yield* pieces;
  }
  let html = '';
  for await (const chunk of pageChunks({ title: 'class.jsonl', text, bundle, lines: lines() })) {
    html += chunk;
  }
  return html;
}

describe('the page of a trace', () => {
  test('has the trace in it, octet by octet, however its pieces came', async () => {
    const whole = LINES.join('');
    expect(whole.length).toBeGreaterThan(1024 * 1024);
    const octets = Array.from(LINES, (line) => new TextEncoder().encode(line));

    expect(traceIn(pageOf({ lines: whole }))).toBe(whole);
    expect(traceIn(pageOf({ lines: LINES }))).toBe(whole);
    expect(traceIn(pageOf({ lines: '' }))).toBe('');
    expect(traceIn(await chunked(octets))).toBe(whole);
    expect(await chunked(LINES)).toBe(pageOf({ lines: LINES }));
  });

  test.each(INJECTIONS)('takes no markup from the trace, nor from the title: %j', (words) => {
    const html = pageOf({ lines: JSON.stringify(words) }, words);
    const plain = pageOf({ lines: '' }, 'x');
    const tags = (page: string) => page.match(/<[a-z!/][^>]*/gi)?.length;

    expect(tags(html)).toBe(tags(plain));
    expect(JSON.parse(inside(html, 'settings'))).toMatchObject({ title: words });
    expect(traceIn(html)).toBe(JSON.stringify(words));
  });

  test('lets the browser run and load nothing but what it was written with', () => {
    const html = pageOf({ lines: '' });
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    const hash = (value: string) => createHash('sha256').update(value).digest('base64');

    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hash(bundle.script)}'`,
      `style-src 'sha256-${hash(bundle.style)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
  });

  test('of a run that goes on knows where to follow it, and may ask its own host alone', () => {
    const html = pageOf({ live: '/secret/trace' });

    expect(JSON.parse(inside(html, 'settings'))).toMatchObject({ live: '/secret/trace' });
    expect(html).toContain("connect-src 'self'");
    expect(inside(html, 'trace')).toBe('');
  });

  test.each(LANGUAGES)('says in %s what to do without scripts', async (language) => {
    const words = await loadText(language);
    const html = pageHtml({ title: 'x', text: words, bundle, data: { lines: '' } });

    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(words.tracePage.noScript);
  });
});
