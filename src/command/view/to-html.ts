import { pageChunks } from '../../view/page-html.ts';
import { pageBundle } from '../page-bundle.ts';
import { type Convert, openOutput } from './conversion.ts';
import { openPasses } from './passes.ts';
import { jsonLines } from './to-lines.ts';

/** Writes one HTML document that shows the recordings, with all it needs in it. */
export const toHtml: Convert = async (job) => {
  const { paths, context, aside } = job;
  const bundle = pageBundle();
  const passes = await openPasses(job, 'once');
  const title = paths.join(' + ');
  const chunks = pageChunks({ title, text: context.text, bundle, lines: jsonLines(passes) });
  // The page begins before the recording is read: what is no recording shall not empty a file.
  let begun = '';
  while (passes.header === undefined) {
    const { done, value = '' } = await chunks.next();
    if (done) break;
    begun += value;
  }
  using output = openOutput(job);
  output.text(begun);
  for await (const chunk of chunks) output.text(chunk);
  passes.tell(aside);
  return passes.written;
};
