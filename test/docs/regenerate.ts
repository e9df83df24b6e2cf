import { readFileSync, writeFileSync } from 'node:fs';
import { consoleBlocks, outputsOf, rewritten } from './console-blocks.ts';

/** `npm run docs`: writes what the commands in README say today into README. */
const README = new URL('../../README.md', import.meta.url);
const before = readFileSync(README, 'utf8');
const blocks = consoleBlocks(before);
const outputs = await outputsOf(blocks);
const after = blocks.reduce(
  (text, block, i) => text.replace(block.source, () => rewritten(block, outputs[i] ?? '')),
  before,
);
writeFileSync(README, after);
