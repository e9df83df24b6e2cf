import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whatIsAt } from '../../src/unix/what-is-at.ts';
import { FullPath, leaveStale, listenPath } from '../support/paths.ts';
import { startProgram } from '../support/sockets-process.ts';
import { LINUX, SOCAT, testNeeding } from '../support/tools.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it');
});

afterEach(() => rm(folder, { recursive: true }));

test('nothing, in a folder that is there, also when that is reached through a link', async () => {
  expect(await whatIsAt(path)).toBe('nothing');
  await symlink(folder, join(folder, 'link'));
  expect(await whatIsAt(join(folder, 'link', 'it'))).toBe('nothing');
});

test('no folder: none of that name, or a file where one should be', async () => {
  expect(await whatIsAt(join(folder, 'no', 'it'))).toBe('no-folder');
  expect(await whatIsAt(join(folder, 'no/'))).toBe('no-folder');
  await writeFile(path, '');
  expect(await whatIsAt(join(path, 'it'))).toBe('no-folder');
});

test('a listener, which sees one connection that ends at once', async () => {
  await using server = await listenPath(path);
  expect(await whatIsAt(path)).toBe('listener');
  expect(await (await server.next()).everything()).toHaveLength(0);
});

test('the file of a listener that is gone; it is left alone', async () => {
  await leaveStale(path);
  expect(await whatIsAt(path)).toBe('stale');
  expect(await whatIsAt(path)).toBe('stale');
});

test('a file, a folder, a link: no socket, whatever the link leads to', async () => {
  await writeFile(path, 'mine');
  expect(await whatIsAt(path)).toBe('no-socket');
  expect(await readFile(path, 'utf8')).toBe('mine');
  await mkdir(join(folder, 'folder'));
  expect(await whatIsAt(join(folder, 'folder'))).toBe('no-socket');
  await using _server = await listenPath(join(folder, 'server'));
  await symlink(join(folder, 'server'), join(folder, 'link'));
  expect(await whatIsAt(join(folder, 'link'))).toBe('no-socket');
});

testNeeding([LINUX], 'a listener whose accept queue is full is one, too', async () => {
  await using _full = await FullPath.open(path);
  expect(await whatIsAt(path)).toBe('listener');
});

testNeeding([LINUX, SOCAT], 'a socket for datagrams is somebody’s', async () => {
  await using receiver = startProgram('socat', ['-d', '-d', '-u', `UNIX-RECV:${path}`, 'STDOUT']);
  await receiver.untilError(/starting data transfer loop/);
  expect(await whatIsAt(path)).toBe('listener');
});
