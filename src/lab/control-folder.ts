import { lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SocketsError } from '../error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NAME = 'sockets-lab';
const SUFFIX = '.sock';

/** Letters and digits that are not taken for one another. */
const ALPHABET = 'bcdfghjkmnpqrstvwxz23456789';
const ID = /^[a-z0-9]{1,16}$/;

/** A name for a lab that can be said aloud. */
export function newId(): string {
  const letter = () => ALPHABET[Math.floor(Math.random() * ALPHABET.length)] ?? '';
  return Array.from({ length: 4 }, letter).join('');
}

/** Where labs may have their control sockets: the user's own folder for what runs, and else one below that of temporary files. */
export async function controlFolders({ XDG_RUNTIME_DIR }: Environment): Promise<readonly string[]> {
  const { uid } = await stat('/proc/self');
  const own = XDG_RUNTIME_DIR !== undefined && (await isOurs(XDG_RUNTIME_DIR));
  return [...(own ? [join(XDG_RUNTIME_DIR, NAME)] : []), join(tmpdir(), `${NAME}-${uid}`)];
}

/** How often a folder may be taken away by labs that end while it is made. */
export const MOST_ATTEMPTS = 100;

/** Makes the folder, for us alone, or finds it so. Throws `unsafe-folder`. */
export async function makeFolder(folder: string): Promise<void> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const failure = await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => error);
    if (await isOurs(folder)) return;
    const isThere = await lstat(folder).catch(() => undefined);
    if (isThere || (failure !== undefined && codeOf(failure) !== 'EEXIST')) break;
  }
  throw new SocketsError('system', 'unsafe-folder', { path: folder });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Whether nobody else can change what is in a folder. */
async function isOurs(folder: string): Promise<boolean> {
  const [found, self] = await Promise.all([
    lstat(folder).catch(() => undefined),
    stat('/proc/self'),
  ]);
  return found?.isDirectory() === true && found.uid === self.uid && (found.mode & 0o022) === 0;
}

/** Where a lab's control socket is. */
export function socketPath(folder: string, id: string): string {
  return join(folder, `${id}${SUFFIX}`);
}

/** The lab's name in the path of its control socket. */
export function idIn(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const id = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : '';
  return ID.test(id) ? id : undefined;
}

/** The control sockets in our folders, those of labs that are gone, too. */
export async function controlSockets(environment: Environment): Promise<readonly string[]> {
  const folders = await controlFolders(environment);
  const found = await Promise.all(
    folders.map(async (folder) => {
      if (!(await isOurs(folder))) return [];
      const names = await readdir(folder).catch(() => []);
      return names.filter((name) => idIn(name) !== undefined).map((name) => join(folder, name));
    }),
  );
  return found.flat();
}

/** Removes the control socket of a lab that is gone, and its folder when it was the last. Never rejects. */
export async function removeSocket(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
  await rmdir(path.slice(0, path.lastIndexOf('/'))).catch(() => undefined);
}
