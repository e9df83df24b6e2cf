// Bundles the browser's code of the page, src/page, into dist/page: one script and one style sheet, which the program puts into each page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A page is a copy of what is bundled, so it carries their licences: a comment that starts with `!` stays. */
async function licencesOf(inputs) {
  const packages = inputs.flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  const names = [...new Set(packages)].toSorted();
  const texts = names.map(async (name) => {
    const [told, licence] = await Promise.all([
      readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'),
      licenceOf(name),
    ]);
    return `${name} ${JSON.parse(told).version}\n\n${licence.trim()}`;
  });
  return `/*!\n${(await Promise.all(texts)).join('\n\n---\n\n').replaceAll('*/', '* /')}\n*/\n`;
}

async function licenceOf(name) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt']) {
    const text = await readFile(join(ROOT, 'node_modules', name, file), 'utf8').catch(
      () => undefined,
    );
    if (text !== undefined) return text;
  }
  throw new Error(`${name} has no licence: it cannot be bundled`);
}

const common = {
  absWorkingDir: ROOT,
  entryPoints: { page: 'src/page/main.tsx' },
  outdir: 'dist/page',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome111', 'firefox114', 'safari16.4'],
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfig: 'tsconfig.page.json',
  metafile: true,
  logLevel: 'warning',
};

const { metafile } = await build({ ...common, write: false });
const banner = await licencesOf(Object.keys(metafile.inputs));
await build({ ...common, banner: { js: banner } });
