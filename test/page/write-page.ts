// Writes the page of a trace, to be looked at: npx tsx test/page/write-page.ts trace.jsonl page.html [en|ko]
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pageBundle } from '../../src/command/page-bundle.ts';
import { loadText } from '../../src/text/text.ts';
import { pageChunks } from '../../src/view/page-html.ts';

const [trace = '', page = '', language] = process.argv.slice(2);
const text = await loadText(language === 'ko' ? 'ko' : 'en');
const lines = createReadStream(trace);
const chunks = pageChunks({ title: basename(trace), text, bundle: pageBundle(), lines });
await pipeline(chunks, createWriteStream(page));
