import { readFileSync } from 'node:fs';
import type { PageBundle } from '../view/page-html.ts';

/** Where it lies as seen from the built program, and from the sources. */
const PLACES = ['../../page/', '../../dist/page/'];

let loaded: PageBundle | undefined;

/** What the browser runs, as `npm run build` made it. */
export function pageBundle(): PageBundle {
  loaded ??= load();
  return loaded;
}

function load(): PageBundle {
  for (const place of PLACES) {
    const [script, style] = ['page.js', 'page.css'].map((file) => read(`${place}${file}`));
    if (script !== undefined && style !== undefined) return { script, style };
  }
  throw new Error('dist/page is not there: npm run build makes it');
}

function read(place: string): string | undefined {
  try {
    return readFileSync(new URL(place, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
