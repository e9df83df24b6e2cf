import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runSockets } from '../support/sockets-process.ts';
import { FOLDER, PICTURES, type PictureName, pictureOf, RECORDINGS } from './recordings.ts';

const kinds = Object.keys(PICTURES).filter((name): name is PictureName => name in PICTURES);

describe.each(Object.keys(RECORDINGS))('examples/09-recordings/%s', (name) => {
  test.each(kinds)('its picture .%s is what is drawn of it today', async (picture) => {
    const kept = readFileSync(`${FOLDER}${name}.${picture}`);

    expect(kept.toString(), 'draw it again: npm run recordings -- --pictures').toBe(
      (await pictureOf(name, picture)).toString(),
    );
  });

  test('it is as the format says, and has packets in it', async () => {
    const { status, stdout } = await runSockets(['view', `${FOLDER}${name}.jsonl`, '--check']);

    expect(status).toBe(0);
    expect(stdout.toString()).toMatch(/wire/);
  });
});
