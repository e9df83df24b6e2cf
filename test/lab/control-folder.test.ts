import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import {
  controlFolders,
  controlSockets,
  idIn,
  makeFolder,
  newId,
  removeSocket,
  socketPath,
} from '../../src/lab/control-folder.ts';
import { runningLabs } from '../../src/lab/find-lab.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the folder of control sockets', () => {
  testNeeding([LINUX], "is in the user's own for what runs, if it is theirs alone", async () => {
    expect((await controlFolders({ XDG_RUNTIME_DIR: folder }))[0]).toBe(`${folder}/sockets-lab`);
    await chmod(folder, 0o777);
    const [other] = await controlFolders({ XDG_RUNTIME_DIR: folder });
    expect(other).toBe(join(tmpdir(), `sockets-lab-${process.getuid?.()}`));
  });

  testNeeding([LINUX], 'is refused when others could write in it', async () => {
    const made = join(folder, 'made');
    await makeFolder(made);
    await makeFolder(made);
    await chmod(made, 0o770);
    await expect(makeFolder(made)).rejects.toMatchObject({ code: 'unsafe-folder' });

    const link = join(folder, 'link');
    await symlink(folder, link);
    await expect(makeFolder(link)).rejects.toMatchObject({ code: 'unsafe-folder' });
  });

  testNeeding([LINUX], 'loses what killed labs have left, and goes with the last', async () => {
    const environment = { XDG_RUNTIME_DIR: folder };
    const made = join(folder, 'sockets-lab');
    await mkdir(made, { mode: 0o700 });
    const path = socketPath(made, newId());
    // A server that is killed leaves its file: one that is told to leave it does, too.
    const server = createServer().listen(`${path}.old`);
    await new Promise((resolve) => server.once('listening', resolve));
    const { rename } = await import('node:fs/promises');
    await rename(`${path}.old`, path);
    await new Promise((resolve) => server.close(resolve));
    expect(await controlSockets(environment)).toContain(path);

    expect((await runningLabs(environment)).map((lab) => lab.path)).not.toContain(path);
    expect(await controlSockets(environment)).not.toContain(path);
    await expect(chmod(made, 0o700)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  testNeeding([LINUX], 'keeps what is none of ours', async () => {
    const made = join(folder, 'sockets-lab');
    await mkdir(made, { mode: 0o700 });
    await writeFile(join(made, 'notes.txt'), 'mine');
    await removeSocket(socketPath(made, 'k3f9'));

    expect(await controlSockets({ XDG_RUNTIME_DIR: folder })).toEqual([]);
    await chmod(join(made, 'notes.txt'), 0o600);
  });
});

testNeeding([], "a lab's name stands in the path of its socket", async () => {
  const id = newId();

  expect(id).toMatch(/^[a-z0-9]{4}$/);
  expect(idIn(socketPath('/run/user/1/sockets-lab', id))).toBe(id);
  for (const path of [
    '/a/.sock',
    '/a/b',
    '/a/B.sock',
    '/a/b.sock.new',
    `/a/${'b'.repeat(17)}.sock`,
  ]) {
    expect(idIn(path), path).toBeUndefined();
  }
});
