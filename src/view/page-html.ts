import { createHash } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import type { Text } from '../text/text.ts';
import { htmlText, scriptLiteral } from './html.ts';
import { visibleText } from './visible.ts';

/** What `npm run build` makes of src/page: a script, and a style sheet. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/** What the page of a trace is made of. */
export interface PageOptions {
  /** What it shows: a file's name, a command line. From outside. */
  readonly title: string;
  /** The language it begins with; a reader may choose the other one. */
  readonly text: Pick<Text, 'language' | 'tracePage'>;
  readonly bundle: PageBundle;
}

/** A trace as JSON Lines (docs/trace-format.md), all of it or piece by piece. */
export type PageLines = string | Uint8Array | Iterable<string | Uint8Array>;

/** The trace itself, or where it comes from: the path, with its token, of a WebSocket on the host that the page came from. */
export type PageData = { readonly lines: PageLines } | { readonly live: string };

/** Octets of the trace that are compressed at once. */
const BATCH = 1024 * 1024;

/**
 * One HTML document that shows a trace, with all it needs in it: it loads nothing, and a browser sees to that (CSP). The trace stands in it as
 * base64, in which no octet of it can be markup.
 */
export function pageHtml(options: PageOptions & { readonly data: PageData }): string {
  const { data } = options;
  if ('live' in data) return [...livePage(options, data.live)].join('');
  const base64 = new Base64Deflate();
  const lines = Array.from(piecesOf(data.lines), (piece) => base64.push(piece));
  return [head(options), ...lines, base64.end(), tail(options, {})].join('');
}

/** The same in pieces, of a trace that is too long to be kept. */
export async function* pageChunks(
  options: PageOptions & { readonly lines: AsyncIterable<string | Uint8Array> },
): AsyncGenerator<string> {
  const base64 = new Base64Deflate();
  yield head(options);
  for await (const piece of options.lines) {
    const encoded = base64.push(piece);
    if (encoded !== '') yield encoded;
  }
  yield base64.end() + tail(options, {});
}

function* livePage(options: PageOptions, live: string): Generator<string> {
  yield head(options, true);
  yield tail(options, { live });
}

function piecesOf(lines: PageLines): Iterable<string | Uint8Array> {
  return typeof lines === 'string' || lines instanceof Uint8Array ? [lines] : lines;
}

/** Text compressed (RFC 1951) and written in base64, however its pieces come. */
class Base64Deflate {
  #waiting: Uint8Array[] = [];
  #size = 0;
  /** One or two octets that do not fill four letters. */
  #rest = Buffer.alloc(0);

  push(piece: string | Uint8Array): string {
    const octets = typeof piece === 'string' ? Buffer.from(piece) : piece;
    this.#waiting.push(octets);
    this.#size += octets.length;
    return this.#size < BATCH ? '' : this.#flush();
  }

  end(): string {
    const encoded = this.#size > 0 ? this.#flush() : '';
    const all = Buffer.concat([this.#rest, deflateRawSync('')]);
    return encoded + all.toString('base64');
  }

  /** Each batch is a row of blocks on its own, none of them the last (RFC 1951 §3.2.3). */
  #flush(): string {
    const batch = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#size = 0;
    const blocks = deflateRawSync(batch, { finishFlush: constants.Z_SYNC_FLUSH });
    const all = Buffer.concat([this.#rest, blocks]);
    const whole = all.length - (all.length % 3);
    this.#rest = all.subarray(whole);
    return all.toString('base64', 0, whole);
  }
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Two rails, and what goes between them. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M3 1v14M13 1v14M3 5h9M4 11h9' stroke='%230b7285' stroke-width='2' fill='none'/%3E%3C/svg%3E";

/** Up to where the trace stands. */
function head(options: PageOptions, live = false): string {
  const { script, style } = options.bundle;
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    ...(live ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${options.text.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${htmlText(visibleText(options.title))}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript><p>${htmlText(options.text.tracePage.noScript)}</p></noscript>
<script type="text/plain" id="trace">`;
}

function tail(
  { title, text: { language }, bundle }: PageOptions,
  settings: { readonly live?: string },
): string {
  return `</script>
<script type="application/json" id="settings">${scriptLiteral({ title, language, ...settings })}</script>
<script>${bundle.script}</script>
</body>
</html>
`;
}
