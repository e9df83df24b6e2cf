import { mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { socketPath } from '../../src/lab/control-folder.ts';
import type { Impairer } from '../../src/lab/impairer.ts';
import { Keeper } from '../../src/lab/keeper.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

/** Nobody asks it for anything here. */
const unasked = (): Promise<never> => Promise.reject(new Error('was asked'));
const impairer: Pick<Impairer, 'look' | 'set'> = { look: unasked, set: unasked };

testNeeding([LINUX], 'a lab begins while others end and take the folder away', async () => {
  const around = await mkdtemp(join(tmpdir(), 'sockets-'));
  const folder = join(around, 'sockets-lab');
  let removed = 0;
  let ended = false;
  const others = (async () => {
    while (!ended) {
      removed += await rmdir(folder).then(
        () => 1,
        () => 0,
      );
      // Labs end now and then, not always.
      for (let turns = 0; turns < removed % 7; turns += 1) await readdir(around);
    }
  })();
  try {
    for (let lab = 1; lab <= 40; lab += 1) {
      const path = socketPath(folder, `lab${lab}`);
      await Keeper.open({ path, pid: process.pid, impairer });
      expect((await stat(path)).isSocket()).toBe(true);
      await rm(path);
    }
  } finally {
    ended = true;
    await others;
    await rm(around, { recursive: true });
  }
  expect(removed).toBeGreaterThan(0);
});
