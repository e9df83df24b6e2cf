import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { Aside } from './aside.ts';
import { type Convert, openOutput } from './conversion.ts';
import { load } from './load.ts';
import { type Format, formatOf, type ViewOptions } from './options.ts';
import { type DrawnView, recordedView } from './recorded-view.ts';
import { drawAll } from './show.ts';
import { toHtml } from './to-html.ts';
import { toCsv, toJson } from './to-lines.ts';
import { toPcapng } from './to-pcapng.ts';
import { toMermaid, toSvg } from './to-picture.ts';

/** Writes recordings in another form, on stdout or into a file; says on stderr how many events that were. */
export async function convert(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<void> {
  const format = formatOf(options);
  const { output: path } = options;
  const { text } = context;
  await using aside = new Aside(context);
  const written = await CONVERSIONS[format]({ paths, options, context, aside });
  const events = text.viewing.events(written);
  aside.hint(
    path === undefined ? events : text.viewing.written({ events, path: visibleText(path) }),
  );
}

const CONVERSIONS: Readonly<Record<Format | 'bytes', Convert>> = {
  text: drawn('text'),
  ladder: drawn('ladder'),
  bytes: drawn('bytes'),
  json: toJson,
  csv: toCsv,
  html: toHtml,
  pcapng: toPcapng,
  mermaid: toMermaid,
  svg: toSvg,
};

function drawn(name: DrawnView): Convert {
  return async (job) => {
    const { paths, options, context, aside } = job;
    const { recorded, files, notes } = await load(paths, options, context);
    using output = openOutput(job);
    const view = (await recordedView(name, recorded, options, context))(output);
    for (const note of notes) aside.hint(note);
    const shown = await drawAll(view, recorded, output);
    aside.tellOf(files);
    return { shown, of: recorded.seen };
  };
}
