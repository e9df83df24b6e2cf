import { writeFileSync } from 'node:fs';
import { runSockets } from '../support/sockets-process.ts';
import { FOLDER, PICTURES, type PictureName, pictureOf, RECORDINGS } from './recordings.ts';

// Makes examples/09-recordings again: npm run recordings [name…], on Linux, where packets can be watched. With --pictures only what is drawn.
const [first, ...rest] = process.argv.slice(2);
const isDrawnAlone = first === '--pictures';
const named = isDrawnAlone ? rest : first === undefined ? [] : [first, ...rest];
for (const name of named.length > 0 ? named : Object.keys(RECORDINGS)) {
  if (!isDrawnAlone) await record(name);
  for (const picture of Object.keys(PICTURES).filter(isPicture)) {
    writeFileSync(`${FOLDER}${name}.${picture}`, await pictureOf(name, picture));
  }
}

async function record(name: string): Promise<void> {
  const { status, stderr } = await runSockets([
    ...(RECORDINGS[name] ?? []),
    ...['--record', `${FOLDER}${name}.jsonl`],
  ]);
  if (status !== 0) throw new Error(stderr);
}

function isPicture(name: string): name is PictureName {
  return name in PICTURES;
}
