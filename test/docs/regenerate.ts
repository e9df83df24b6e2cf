import { writeFileSync } from 'node:fs';
import { consoleBlocks, outputsOf, rewritten } from './console-blocks.ts';
import { DOCUMENTS, fileOf, read } from './documents.ts';

/** `npm run docs`: writes what the commands in the documents say today into the documents. */
for (const name of DOCUMENTS) {
  const before = read(name);
  const blocks = consoleBlocks(before);
  const outputs = await outputsOf(blocks);
  const after = blocks.reduce(
    (text, block, i) => text.replace(block.source, () => rewritten(block, outputs[i] ?? '')),
    before,
  );
  writeFileSync(fileOf(name), after);
}
